"""Plain text: lines "Name: words", with or without a time before or after the name."""

import re

from assay.sources.transcripts.turn import Turn, is_name, read_clock, split_name

_CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP_FIRST = re.compile(rf"[\[(]?(?P<at>{_CLOCK})[\])]?(?:\s*[-–—|])?\s*(?P<rest>.*)")
_STAMP_AFTER = re.compile(
    rf"(?P<name>[^:<>\[\](){{}}|\t]{{1,80}}?)\s*(?:[\[(](?P<in>{_CLOCK})[\])]\s*:?\s*(?P<rest>.*)|\s(?P<at>{_CLOCK})\s*:?)"
)


def read_text(text: str) -> list[Turn]:
    """The turns of a plain transcript; a line without a name goes on with the turn above. Empty when nobody speaks."""
    turns: list[Turn] = []
    for number, line in enumerate(text.splitlines(), start=1):
        plain = line.strip()
        if not plain:
            continue
        at, speaker, words = _read_line(plain)
        if speaker is not None:
            _end_turn(turns, at)
            turns.append(Turn(number, at, None, speaker, words))
        elif turns:
            turns[-1].text = f"{turns[-1].text} {words}".strip()
    return [turn for turn in turns if turn.text]


def begins_with_clock(text: str) -> bool:
    """True when the first line with words begins with a time, as a log of a call does."""
    return _STAMP_FIRST.match(text.lstrip("\ufeff\r\n\t ")) is not None


def is_conversation(turns: list[Turn]) -> bool:
    """True when someone speaks twice or turns carry times: one "Label: value" a line is a form, no call."""
    names = [turn.speaker for turn in turns]
    return len(set(names)) < len(names) or any(turn.start_ms is not None for turn in turns)


def _end_turn(turns: list[Turn], at: int | None) -> None:
    if turns and at is not None and turns[-1].start_ms is not None and at >= turns[-1].start_ms:
        turns[-1].end_ms = at


def _read_line(line: str) -> tuple[int | None, str | None, str]:
    """When, who, what. A line such as "Ann Lee 00:01:02" names a speaker whose words follow below."""
    if stamp := _STAMP_FIRST.fullmatch(line):
        speaker, words = split_name(stamp["rest"])
        return read_clock(stamp["at"]), speaker, words
    stamp = _STAMP_AFTER.fullmatch(line)
    if stamp is not None and is_name(stamp["name"]):
        return read_clock(stamp["in"] or stamp["at"]), stamp["name"].strip(), stamp["rest"] or ""
    speaker, words = split_name(line)
    return None, speaker, words
