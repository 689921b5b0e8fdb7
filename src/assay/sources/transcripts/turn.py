"""One turn of a call, and the times and names that transcripts write."""

import re
from dataclasses import dataclass

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:[.,](\d{1,6}))?")
_NAMED = re.compile(r"(?P<name>[^:<>\[\]{}|\t]{1,80}?)\s?:(?:\s+|$)(?P<text>.*)", re.DOTALL)
_PHONE = re.compile(r"\+?\d[\d ()*x-]{5,}")
_PARTICLES = frozenset(
    ("de", "da", "del", "der", "den", "di", "du", "la", "le", "van", "von", "zu", "bin", "al", "and")
)
_MOST_WORDS = 6


@dataclass
class Turn:
    """What one speaker said without another in between. Times in milliseconds from the beginning of the call."""

    line: int
    start_ms: int | None
    end_ms: int | None
    speaker: str | None
    text: str


@dataclass(frozen=True)
class Trouble:
    """A passage that cannot be read as a turn."""

    line: int
    text: str
    message: str


def read_clock(text: str) -> int | None:
    """Milliseconds of "01:02:03.400", "02:03,4" or "02:03"; None when it is no time."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)
    return whole * 1000 + int((fraction or "").ljust(3, "0")[:3])


def split_name(text: str) -> tuple[str | None, str]:
    """The speaker's name before the first colon, and what follows; None when what stands there is no name."""
    match = _NAMED.fullmatch(text)
    if match is None or not is_name(match["name"]):
        return None, text
    return match["name"].strip(), match["text"].strip()


def is_name(text: str) -> bool:
    """Does it look like a name: a few words, none in small letters but particles, no end of a sentence; or a phone."""
    if _PHONE.fullmatch(text.strip()):
        return True
    words = text.split()
    if not 0 < len(words) <= _MOST_WORDS or not words[0][0].isalpha() or words[-1][-1] in "!?,;":
        return False
    return "@" in text or not any(word[0].islower() and word not in _PARTICLES for word in words)


def merge_turns(turns: list[Turn]) -> list[Turn]:
    """Consecutive cues of one speaker become one turn; cues without any speaker stay as they are."""
    merged: list[Turn] = []
    for turn in turns:
        last = merged[-1] if merged else None
        if last is not None and turn.speaker is not None and last.speaker == turn.speaker:
            last.text = f"{last.text} {turn.text}".strip()
            last.end_ms = turn.end_ms if turn.end_ms is not None else last.end_ms
        else:
            merged.append(turn)
    return merged
