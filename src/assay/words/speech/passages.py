"""Where somebody speaks: passages of each channel between pauses, found block by block."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from assay.words.speech.sides import is_overheard
from assay.words.speech.sound import RATE, Samples

#: what is looked at together; memory grows with it
BLOCK_S = 90
#: longer than this nobody is listened to at once: the model hears thirty seconds
LONGEST_S = 26

_PAUSE_MS, _PAD_MS, _SHORTEST_MS = 600, 200, 120
#: speech that ends closer to the end of a block than this may go on in the next
_OPEN_END_S = 1.0


@dataclass(frozen=True)
class Passage:
    """Somebody speaks. start: in samples from the beginning of the recording; sound: one channel of it."""

    channel: int
    start: int
    sound: Samples

    @property
    def end(self) -> int:
        return self.start + len(self.sound)


@dataclass(frozen=True)
class Heard:
    """The passages of one block. until: for each channel, the sample from which the next block looks on."""

    passages: tuple[Passage, ...]
    until: tuple[int, ...]


def find_passages(pieces: Iterator[Samples], channels: Sequence[int], begin: Sequence[int]) -> Iterator[Heard]:
    """Walks through a recording, from the sample `begin` of each of `channels` on, one block after the other.

    Given what an earlier walk said in `until`, it goes on as that one would have.
    """
    until = tuple(begin)
    blocks = _Blocks(pieces)
    while True:
        start = min(until)
        block, is_last = blocks.read(start, BLOCK_S * RATE)
        if not block.shape[1]:
            return
        found: list[Passage] = []
        following = []
        for number, channel in enumerate(channels):
            offset = until[number] - start
            passages, rest = _look(block[channel], offset, start, channel, is_last=is_last)
            found += [one for one in passages if not _comes_through(one, block, start, channels)]
            following.append(rest)
        until = tuple(following)
        yield Heard(tuple(sorted(found, key=lambda one: (one.start, one.channel))), until)
        if is_last:
            return


class _Blocks:
    """Reads on from a stream of pieces, keeping what is still needed."""

    def __init__(self, pieces: Iterator[Samples]) -> None:
        self._pieces = pieces
        self._held: list[Samples] = []
        self._start = 0

    def read(self, start: int, count: int) -> tuple[Samples, bool]:
        """The samples from `start` on, at most `count`, and whether the recording ends there."""
        self._let_go(start)
        is_last = False
        while self._start + self._size() < start + count:
            piece = next(self._pieces, None)
            if piece is None:
                is_last = True
                break
            self._held.append(piece)
            self._let_go(start)
        if not self._held:
            return np.zeros((2, 0), np.float32), True
        whole = np.concatenate(self._held, axis=1)
        skip = start - self._start
        return whole[:, skip : skip + count], is_last

    def _size(self) -> int:
        return sum(piece.shape[1] for piece in self._held)

    def _let_go(self, start: int) -> None:
        while self._held and self._start + self._held[0].shape[1] <= start:
            self._start += self._held.pop(0).shape[1]


def _look(sound: Samples, offset: int, start: int, channel: int, *, is_last: bool) -> tuple[list[Passage], int]:
    """The passages of one channel of a block that are whole, and the sample from which to look on."""
    from faster_whisper.vad import VadOptions, get_speech_timestamps

    own = np.ascontiguousarray(sound[offset:])
    options = VadOptions(
        min_silence_duration_ms=_PAUSE_MS,
        speech_pad_ms=_PAD_MS,
        min_speech_duration_ms=_SHORTEST_MS,
        max_speech_duration_s=LONGEST_S,
    )
    spans = [(one["start"], one["end"]) for one in get_speech_timestamps(own, options)] if len(own) else []
    rest = len(own)
    if not is_last:
        edge = max(len(own) - int(_OPEN_END_S * RATE), 0)
        is_open = bool(spans) and spans[-1][1] > edge
        rest = spans.pop()[0] if is_open else edge
        rest = rest or edge  # whatever was found, the walk goes on
    base = start + offset
    return [Passage(channel, base + first, own[first:last]) for first, last in spans], base + rest


def _comes_through(passage: Passage, block: Samples, start: int, channels: Sequence[int]) -> bool:
    if len(channels) < 2:
        return False
    other = block[1 - passage.channel]
    return is_overheard(passage.sound, other[passage.start - start : passage.end - start])
