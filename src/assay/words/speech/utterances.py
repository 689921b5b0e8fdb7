"""Words become utterances: what one channel says without a pause, by time; people who speak at once are both kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.words.speech.hearing import Word

#: a pause of the channel that ends an utterance
_PAUSE_MS = 900
#: from here on an utterance ends with its sentence, so that a passage can be found and played
_LONG_MS = 20_000
_SENTENCE_ENDS = (".", "?", "!", "…", "。", "？", "！")


@dataclass(frozen=True)
class Utterance:
    """What one channel said. sure: how sure the model is of its words, 0 to 1."""

    channel: int
    start_ms: int
    end_ms: int
    text: str
    sure: float


def make_utterances(words: Sequence[Word]) -> list[Utterance]:
    """All utterances of a recording, by the time at which they begin."""
    found: list[Utterance] = []
    for channel in sorted({word.channel for word in words}):
        own = sorted((word for word in words if word.channel == channel), key=lambda word: word.start_ms)
        found += (_join(group) for group in _group(own))
    said = (one for one in found if any(letter.isalnum() for letter in one.text))
    return sorted(said, key=lambda one: (one.start_ms, one.channel))


def _group(words: Sequence[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and word.text.startswith(" ") and _ends(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _ends(group: Sequence[Word], following: Word) -> bool:
    last = group[-1]
    if following.start_ms - last.end_ms > _PAUSE_MS:
        return True
    return last.end_ms - group[0].start_ms > _LONG_MS and last.text.rstrip().endswith(_SENTENCE_ENDS)


def _join(words: Sequence[Word]) -> Utterance:
    text = " ".join("".join(word.text for word in words).split())
    sure = sum(word.probability for word in words) / len(words)
    return Utterance(words[0].channel, words[0].start_ms, words[-1].end_ms, text, round(sure, 3))
