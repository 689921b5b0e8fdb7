"""What a message to a buyer must not hold: sentences that re-sell, argue or press, hidden ones too; and, in the letter,
figures and names that the buyer did not give (M3, M6).
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from assay.words.ear.messages import MessageHeard, hear_message
from assay.words.text import mask_text

_NUMBER = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d+)*")
#: of whoever writes, so that the buyer can call: no figure of the deal
_PHONE = re.compile(r"(?:\+|\b0)\d[\d ()/.-]{5,}\d")
_LINK = re.compile(r"\{\w+\}|https?://\S+|\S+@\S+")


@dataclass(frozen=True)
class Unsaid:
    """A figure or a name that the buyer did not give, with the sentence in which it stands."""

    what: str
    sentence: str
    is_name: bool


def hear_whole(text: str, kind: str) -> MessageHeard:
    """As `hear_message`, of all that would be sent: also of what stands below a signature or looks like a quotation."""
    heard = hear_message(text, kind)
    masked = mask_text(text, is_message=True)
    place, hidden = 0, []
    for line, shown in zip(text.split("\n"), masked.split("\n"), strict=True):
        if line.strip() and not shown.strip():
            hidden.append((place, line))
        place += len(line) + 1
    more = []
    for start, line in hidden:
        found = hear_message(line.lstrip("> "), kind).faults
        shift = start + len(line) - len(line.lstrip("> "))
        more += [replace(one, start=one.start + shift, end=one.end + shift) for one in found]
    if not more:
        return heard
    return replace(heard, may_go=False, faults=(*heard.faults, *more))


def find_unsaid(text: str, said: Iterable[str], names: Collection[str], given: Collection[str] = ()) -> list[Unsaid]:
    """Figures, and names of `names`, that stand in `text` and in nothing that the buyer said.

    names: of competitors and of people.  given: names that may stand there anyway, of whom it goes to and who writes.
    """
    told = "\n".join(said)
    folded, figures = told.casefold(), {_plain(one) for one in _NUMBER.findall(told)}
    found = []
    for sentence in re.split(r"(?<=[.?!])\s+|\n+", text):
        rest = _PHONE.sub(" ", _LINK.sub(" ", sentence))
        found += [Unsaid(one, sentence.strip(), False) for one in _NUMBER.findall(rest) if _plain(one) not in figures]
        for one in given:
            rest = re.sub(re.escape(one), " ", rest, flags=re.IGNORECASE) if one else rest
        found += [
            Unsaid(name, sentence.strip(), True)
            for name in sorted(names)
            if _holds(rest.casefold(), name.casefold()) and not _holds(folded, name.casefold())
        ]
    return found


def _plain(figure: str) -> str:
    return re.sub(r"\D", "", figure)


def _holds(text: str, name: str) -> bool:
    return len(name) > 2 and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
