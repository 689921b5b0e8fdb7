"""WebVTT: voices as Teams writes them (`<v Name>`), names before a colon as Zoom does."""

import html
import re

from assay.sources.transcripts.turn import Trouble, Turn, read_clock, split_name

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>]*)>")
_TAG = re.compile(r"</?[^<>]*>")
_BLOCKS = ("NOTE", "STYLE", "REGION")


def read_vtt(text: str) -> tuple[list[Turn], list[Trouble]]:
    """The cues of a WebVTT text in their order; a cue with several voices gives a turn for each."""
    turns: list[Turn] = []
    troubles: list[Trouble] = []
    for line, block in _split_blocks(text):
        if (line == 1 and block[0].startswith("WEBVTT")) or block[0].split()[0] in _BLOCKS:
            continue
        timing = next((index for index, one in enumerate(block[:2]) if "-->" in one), None)
        if timing is None:
            troubles.append(Trouble(line, "\n".join(block), "a cue has no line with times"))
            continue
        start, end = _read_times(block[timing])
        if start is None or end is None:
            troubles.append(Trouble(line, "\n".join(block), f"the times {block[timing]!r} cannot be read"))
            continue
        if len(block) == timing + 1:
            troubles.append(Trouble(line, "\n".join(block), "a cue has times and no words"))
            continue
        turns += _read_cue(line, start, end, "\n".join(block[timing + 1 :]))
    return turns, troubles


def _split_blocks(text: str) -> list[tuple[int, list[str]]]:
    """Runs of lines between blank ones, each with the number of its first line."""
    blocks: list[tuple[int, list[str]]] = []
    current: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], start=1):
        if line.strip():
            current.append(line)
        elif current:
            blocks.append((number - len(current), current))
            current = []
    return blocks


def _read_times(line: str) -> tuple[int | None, int | None]:
    start, _, rest = line.partition("-->")
    words = rest.split()
    return read_clock(start), read_clock(words[0]) if words else None


def _read_cue(line: int, start: int, end: int, payload: str) -> list[Turn]:
    pieces = _VOICE.split(payload)
    said: list[tuple[str | None, str]] = [(None, pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    turns = []
    for voice, piece in said:
        words = " ".join(html.unescape(_TAG.sub("", piece)).split())
        speaker, words = (html.unescape(voice).strip() or None, words) if voice is not None else split_name(words)
        if words:
            turns.append(Turn(line, start, end, speaker, words))
    return turns
