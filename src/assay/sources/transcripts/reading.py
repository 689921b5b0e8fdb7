"""A transcript as a raw table: one row a turn."""

from collections.abc import Sequence

from assay.domain.errors import InputError
from assay.sources.encoding import TextFile, inspect_text
from assay.sources.intake import FoundFile, Intake
from assay.sources.raw import RawTable
from assay.sources.row_writer import RowWriter
from assay.sources.transcripts.srt import read_srt
from assay.sources.transcripts.text import is_conversation, read_text
from assay.sources.transcripts.turn import Trouble, Turn, merge_turns
from assay.sources.transcripts.vtt import read_vtt

HEADINGS = ("file", "stem", "position", "start_ms", "end_ms", "speaker", "text")
LARGEST = 64 << 20


def read_cues(found: FoundFile, intake: Intake, ending: str) -> RawTable:
    """Read a WebVTT or SubRip file; ending says which.

    Cues of one speaker that follow each other are one turn; a cue that cannot be read is a reject.
    Raises InputError when it is empty, no text, or holds no cue.
    """
    text = inspect_text(found.path, found.name)
    turns, troubles = (read_vtt if ending == "vtt" else read_srt)(text.text(LARGEST).removeprefix("\ufeff"))
    if not turns:
        raise InputError(
            f"{found.name} holds no cue with times and words.",
            fix="Export the transcript again as VTT, or leave it out.",
        )
    return _write_turns(found, intake, text, merge_turns(turns), troubles)


def read_conversation(found: FoundFile, intake: Intake) -> RawTable | None:
    """Read plain text with lines "Name: words"; None when nobody speaks in it. Raises InputError as read_cues does."""
    text = inspect_text(found.path, found.name)
    turns = read_text(text.text(LARGEST))
    return _write_turns(found, intake, text, merge_turns(turns), ()) if is_conversation(turns) else None


def _write_turns(
    found: FoundFile, intake: Intake, text: TextFile, turns: Sequence[Turn], troubles: Sequence[Trouble]
) -> RawTable:
    stem = found.name.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    with RowWriter(intake, found.name, HEADINGS) as writer:
        for position, turn in enumerate(turns, start=1):
            times = (None if moment is None else str(moment) for moment in (turn.start_ms, turn.end_ms))
            writer.add(turn.line, (found.name, stem, str(position), *times, turn.speaker, turn.text))
        for trouble in troubles:
            fix = "Mend the cue: a line such as 00:01:02.000 --> 00:01:05.000, then the words."
            writer.reject(trouble.line, "start_ms", trouble.text, trouble.message, fix, trouble.text)
        table = writer.finish("transcript", text.sha256, found.seen_at, (text.note,))
    intake.advance(text.size, found.name)
    return table
