"""Words of passages, each with its time: the passages of one channel are heard together, as many as fit."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from assay.domain.errors import InputError, NotAllowed
from assay.words.speech.passages import Passage
from assay.words.speech.sound import RATE, Samples
from assay.words.speech.weights import Weights

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

#: samples heard at once: the model takes thirty seconds, whatever it is given
_MOST = 28 * RATE
#: silence between two passages that are heard together
_GAP = int(0.4 * RATE)
#: a piece that the model takes for silence and is unsure of was not said
_SILENT, _UNSURE = 0.6, -0.7
#: a piece that repeats itself so often that it packs like this is a loop of the model
_LOOP = 2.4
#: enough speech to tell its language by
_TELLING = 3 * RATE


@dataclass(frozen=True)
class Word:
    """One word as it is written, with its punctuation. Times in milliseconds; probability: how sure the model is."""

    channel: int
    start_ms: int
    end_ms: int
    text: str
    probability: float


def refuse_language(weights: Weights, language: str) -> None:
    """Raises InputError when these weights do not know a language, given by two letters or as nothing."""
    if weights.is_english and language not in ("", "en"):
        raise InputError(
            f"These weights ({weights.id}) know English alone, not {language!r}.",
            fix="Name a folder with weights of several languages (speech_model).",
        )


class Hearer:
    """A model that listens. language: of two letters; empty to have it told from what is said first."""

    def __init__(self, weights: Weights, *, language: str = "", threads: int = 1) -> None:
        refuse_language(weights, language)
        self.weights = weights
        self.language = "en" if weights.is_english else language
        self._model = _load(weights, threads)

    def hear(self, passages: Sequence[Passage]) -> list[Word]:
        """The words of passages, by time within each channel."""
        words: list[Word] = []
        for together in _pack(passages):
            words += self._hear_together(together)
        return words

    def _hear_together(self, passages: Sequence[Passage]) -> Iterator[Word]:
        sound, places = _join(passages)
        segments, _ = self._model.transcribe(
            sound,
            language=self._find_language(sound),
            beam_size=5,
            temperature=0.0,  # the same sound gives the same words
            condition_on_previous_text=False,
            word_timestamps=True,
            vad_filter=False,
        )
        for segment in segments:
            if _is_said(segment):
                yield from _place_words(segment.words or (), passages, places)

    def _find_language(self, sound: Samples) -> str:
        if self.language:
            return self.language
        told, _, _ = self._model.detect_language(sound)
        if len(sound) >= _TELLING:
            self.language = str(told)
        return str(told)


def _is_said(segment: Any) -> bool:
    if segment.compression_ratio > _LOOP:
        return False
    return not (segment.no_speech_prob > _SILENT and segment.avg_logprob < _UNSURE)


def _pack(passages: Sequence[Passage]) -> Iterator[list[Passage]]:
    """Passages of one channel, as many in a row as are heard at once."""
    for channel in sorted({one.channel for one in passages}):
        together: list[Passage] = []
        size = 0
        for one in passages:
            if one.channel != channel:
                continue
            if together and size + _GAP + len(one.sound) > _MOST:
                yield together
                together, size = [], 0
            together.append(one)
            size += _GAP + len(one.sound)
        if together:
            yield together


def _join(passages: Sequence[Passage]) -> tuple[Samples, list[int]]:
    """Their sound in a row, and where each begins in it."""
    parts: list[Samples] = []
    places, count = [], 0
    for one in passages:
        places.append(count)
        parts += [one.sound, np.zeros(_GAP, np.float32)]
        count += len(one.sound) + _GAP
    return np.concatenate(parts), places


def _place_words(words: Sequence[Any], passages: Sequence[Passage], places: Sequence[int]) -> Iterator[Word]:
    """Each word where it was said: in the passage that its middle falls into, and not outside of it."""
    for word in words:
        middle = (word.start + word.end) / 2 * RATE
        number = max(0, int(np.searchsorted(places, middle, side="right")) - 1)
        passage = passages[number]
        first, last = (
            min(max(int(at * RATE) - places[number], 0), len(passage.sound)) + passage.start
            for at in (word.start, word.end)
        )
        yield Word(passage.channel, _to_ms(first), _to_ms(last), str(word.word), round(float(word.probability), 3))


def _to_ms(samples: int) -> int:
    return round(samples * 1000 / RATE)


def _load(weights: Weights, threads: int) -> "WhisperModel":
    # what is not on this machine is not fetched
    os.environ["HF_HUB_OFFLINE"] = "1"
    try:
        from faster_whisper import WhisperModel
    except ImportError as error:
        raise NotAllowed(
            "Recordings cannot be heard: the package faster-whisper is missing.",
            fix='Install it beside Assay: pip install "assay[speech]".',
        ) from error
    try:
        return WhisperModel(
            str(weights.folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
        )
    except (RuntimeError, ValueError, OSError) as error:
        raise InputError(
            f"The weights in {weights.folder} cannot be used: {error}.", fix="Put the whole model there anew."
        ) from error
