"""Writes what was said as WebVTT: voices as one tool marks them, or `Name: words` as another does."""

from pathlib import Path

from assay.sample.dice import Dice
from assay.sample.files import date_file
from assay.sample.happenings import Transcript


def write_transcripts(folder: Path, transcripts: list[tuple[str, Transcript]]) -> None:
    """One file for each call or meeting, named by its id."""
    folder.mkdir(exist_ok=True)
    for activity, transcript in transcripts:
        path = folder / f"{activity}.vtt"
        path.write_text(render_transcript(activity, transcript), encoding="utf-8", newline="\n")
        date_file(path)


def render_transcript(activity: str, transcript: Transcript) -> str:
    """The transcript as WebVTT; turns last as long as it takes to say them, with short pauses."""
    dice = Dice("transcript", activity)
    blocks = ["WEBVTT"]
    at = dice.whole(900, 4000)
    for number, (speaker, words) in enumerate(transcript.turns, start=1):
        end = at + 700 + len(words.split()) * dice.whole(300, 420)
        line = f"<v {speaker}>{words}</v>" if transcript.style == "teams" else f"{speaker}: {words}"
        head = f"{activity}/{number}-0" if transcript.style == "teams" else str(number)
        blocks.append(f"{head}\n{_stamp(at)} --> {_stamp(end)}\n{line}")
        at = end + dice.whole(120, 1900)
    return "\n\n".join(blocks) + "\n"


def _stamp(ms: int) -> str:
    return f"{ms // 3600000:02d}:{ms // 60000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
