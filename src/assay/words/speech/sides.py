"""Whether the two channels of a recording are two sides at all, and what one channel only overhears of the other."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from assay.words.speech.sound import RATE, Samples

#: as loud as this beside the other, a channel carries something: a thousandth of the power
_CARRIES = 1e-3
#: the power in which two channels differ, beside what they share; copies of one sound differ in rounding
_DIFFERS = 1e-3
#: the quieter channel overhears the louder one: at most half as loud, and of the same shape within half a second
_QUIETER = 0.5
_ALIKE = 0.4
_DELAY_S = 0.5


@dataclass(frozen=True)
class Channels:
    """What the channels of a file are. samples: of each, 16,000 a second.

    heard: the numbers of the channels to listen to.  are_sides: whether each is a side of the call.
    why: what to tell a person where they are not.
    """

    samples: int
    heard: tuple[int, ...]
    are_sides: bool
    why: str


def weigh_channels(pieces: Iterable[Samples]) -> Channels:
    """Reads a whole recording once. Two channels with the same sound, or one of them silent, are one channel."""
    count = channels = 0
    powers, apart = np.zeros(2), 0.0
    for piece in pieces:
        channels = piece.shape[0]
        count += piece.shape[1]
        wide = piece.astype(np.float64)
        powers[:channels] += (wide * wide).sum(axis=1)
        if channels == 2:
            apart += float(((wide[0] - wide[1]) ** 2).sum())
    if channels < 2:
        return Channels(count, (0,), are_sides=False, why="the recording has one channel, in which both sides speak")
    loud, quiet = int(powers.argmax()), int(powers.argmin())
    if powers[quiet] <= _CARRIES * powers[loud]:
        name = ("left", "right")[loud]
        return Channels(count, (loud,), are_sides=False, why=f"only the {name} channel carries sound")
    if apart <= _DIFFERS * float(powers.sum()):
        return Channels(count, (0,), are_sides=False, why="both channels carry the same sound")
    return Channels(count, (0, 1), are_sides=True, why="")


def is_overheard(own: Samples, other: Samples) -> bool:
    """Whether a passage of one channel is only what the other one says, coming through: quieter, and of one shape.

    own, other: the same span of both channels.
    """
    size = min(len(own), len(other))
    if size < RATE // 10:
        return False
    one, two = own[:size].astype(np.float64), other[:size].astype(np.float64)
    power, louder = float(one @ one), float(two @ two)
    if power <= 0 or power > _QUIETER**2 * louder:
        return False
    width = 1 << (2 * size - 1).bit_length()
    shape = np.fft.irfft(np.fft.rfft(one, width) * np.conj(np.fft.rfft(two, width)), width)
    reach = int(_DELAY_S * RATE)
    peak = max(float(np.abs(shape[:reach]).max()), float(np.abs(shape[-reach:]).max()))
    return peak / float(np.sqrt(power * louder)) > _ALIKE
