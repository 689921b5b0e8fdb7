"""A transcript as WebVTT, which every player and the import of Assay read."""

from collections.abc import Callable, Sequence

from assay.words.speech.utterances import Utterance


def write_vtt(utterances: Sequence[Utterance], name_speaker: Callable[[int], str]) -> str:
    """The file's text. name_speaker: who speaks on a channel; empty for nobody that is known."""
    cues = ["WEBVTT"]
    for one in utterances:
        speaker = name_speaker(one.channel)
        voice = f"<v {_escape(speaker)}>" if speaker else ""
        cues.append(f"{_write_clock(one.start_ms)} --> {_write_clock(one.end_ms)}\n{voice}{_escape(one.text)}")
    return "\n\n".join(cues) + "\n"


def _write_clock(milliseconds: int) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", " ")
