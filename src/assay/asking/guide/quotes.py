"""The speaker's own words in a note: what stands between quotation marks."""

import re

#: English, German, French, and straight ones
_QUOTED = re.compile(r"“([^“”]+)”|„([^„“”]+)[“”]|»([^»«]+)«|«([^«»]+)»|\"([^\"\n]+)\"")


def find_quotes(text: str) -> list[list[int]]:
    """The places [start, end) of the words themselves, without their marks, in order."""
    found = []
    for match in _QUOTED.finditer(text):
        group = match.lastindex or 0
        found.append([match.start(group), match.end(group)])
    return found


def mark_quotes(text: str, quotes: list[list[int]]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is the speaker's own words; places that do not fit are left out."""
    pieces, at = [], 0
    for start, end in sorted(map(tuple, quotes)):
        if at <= start < end <= len(text):
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    return [piece for piece in [*pieces, (text[at:], False)] if piece[0]]
