"""From a recording to its utterances, block by block: what was heard is noted, so that a stopped walk goes on."""

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from assay.domain.errors import InputError
from assay.words.speech.hearing import Hearer, Word, refuse_language
from assay.words.speech.passages import find_passages
from assay.words.speech.sides import Channels, weigh_channels
from assay.words.speech.sound import RATE, describe_sound, read_sound
from assay.words.speech.utterances import Utterance, make_utterances
from assay.words.speech.weights import Weights

#: (seconds heard, seconds in all); may raise to stop the walk
Tell = Callable[[int, int], None]
#: what is noted has this form; notes of another one are made anew
_FORM = 1


@dataclass(frozen=True)
class Transcript:
    """What a recording says. are_sides: whether each channel (0 left, 1 right) is a side of its own; else `why` not.

    language: of two letters.  weights: the id of what heard it, and what to say of it.
    """

    utterances: tuple[Utterance, ...]
    duration_ms: int
    are_sides: bool
    why: str
    language: str
    weights: str
    note: str


def transcribe(
    path: Path, weights: Weights, *, language: str = "", threads: int = 1, notes: Path, tell: Tell | None = None
) -> Transcript:
    """Listens to a whole recording, or reads what was noted of it before.

    notes: a file that belongs to these very bytes, these weights and this language; it is written as the walk goes on.
    Raises InputError when the recording or the weights cannot be used, and whatever `tell` raises.
    """
    refuse_language(weights, language)
    describe_sound(path)
    noted = _read_notes(notes)
    if noted is None:
        noted = _Noted(weigh_channels(read_sound(path)), "en" if weights.is_english else language)
        _begin_notes(notes, noted)
    if not noted.is_done:
        _listen(path, Hearer(weights, language=noted.language, threads=threads), notes, noted, tell or _say_nothing)
    return Transcript(
        utterances=tuple(make_utterances(noted.words)),
        duration_ms=round(noted.channels.samples * 1000 / RATE),
        are_sides=noted.channels.are_sides,
        why=noted.channels.why,
        language=noted.language,
        weights=weights.id,
        note=weights.note,
    )


@dataclass
class _Noted:
    """What was heard so far. until: for each channel, the sample up to which."""

    channels: Channels
    language: str
    words: list[Word]
    until: tuple[int, ...]
    is_done: bool

    def __init__(self, channels: Channels, language: str) -> None:
        self.channels, self.language = channels, language
        self.words, self.until, self.is_done = [], tuple(0 for _ in channels.heard), False

    def add(self, line: dict[str, object]) -> None:
        self.words += [Word(*word) for word in line["words"]]  # type: ignore[attr-defined]  # as written below
        self.until = tuple(line["until"])  # type: ignore[arg-type]
        self.language = str(line["language"])
        self.is_done = bool(line["is_done"])


def _listen(path: Path, hearer: Hearer, notes: Path, noted: _Noted, tell: Tell) -> None:
    total = noted.channels.samples
    tell(min(noted.until) // RATE, total // RATE)
    with notes.open("a", encoding="utf-8") as file:
        for heard in find_passages(read_sound(path), noted.channels.heard, noted.until):
            words = hearer.hear(heard.passages)
            is_done = min(heard.until) >= total
            line = {
                "words": [list(asdict(word).values()) for word in words],
                "until": heard.until,
                "language": hearer.language,
                "is_done": is_done,
            }
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            noted.add(line)
            tell(min(heard.until) // RATE, total // RATE)
    if not noted.is_done:
        raise InputError(
            f"{path.name} ended before its end: it was read to {min(noted.until) // RATE} s of {total // RATE} s.",
            fix="Look whether the file is still being written, then try again.",
        )


def _begin_notes(path: Path, noted: _Noted) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    head = {"form": _FORM, "channels": asdict(noted.channels), "language": noted.language}
    path.write_text(json.dumps(head) + "\n", encoding="utf-8")


def _read_notes(path: Path) -> _Noted | None:
    """What was noted before; None without anything. A last line that was cut off by a kill does not count."""
    lines = list(_read_lines(path))
    if not lines or lines[0].get("form") != _FORM:
        return None
    head = lines[0]
    told = dict(head["channels"])  # type: ignore[call-overload]
    told["heard"] = tuple(told["heard"])
    noted = _Noted(Channels(**told), str(head["language"]))
    for line in lines[1:]:
        noted.add(line)
    # what follows is written behind the last whole line
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return noted


def _read_lines(path: Path) -> Iterator[dict[str, object]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        for text in file:
            try:
                line = json.loads(text)
            except ValueError:
                return
            yield line


def _say_nothing(done: int, total: int) -> None:
    return None
