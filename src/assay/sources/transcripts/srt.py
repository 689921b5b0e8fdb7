"""SubRip: a number, a line with times, the words; names before a colon or in brackets."""

import re

from assay.sources.transcripts.turn import Trouble, Turn
from assay.sources.transcripts.vtt import read_vtt

_BRACKETED = re.compile(r"^\[([^\]\d][^\]]{0,79})\]:?[ \t]*", re.MULTILINE)


def read_srt(text: str) -> tuple[list[Turn], list[Trouble]]:
    """The cues in their order. A cue is built as in WebVTT but for its decimal comma."""
    return read_vtt(_BRACKETED.sub(r"\1: ", text))
