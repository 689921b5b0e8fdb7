"""What is said in a call, as samples: 16,000 a second for each channel, read in pieces, however long it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.errors import InputError, NotAllowed

if TYPE_CHECKING:
    import av
    from av.container import InputContainer

Samples = NDArray[np.float32]

#: samples a second, as the models want them
RATE = 16_000
#: what a file of a recorded call may be called; its content is read whatever it is called
ENDINGS = (".wav", ".mp3", ".m4a", ".aac", ".ogg", ".oga", ".opus", ".flac", ".webm", ".mp4")
#: a longer one is no call
LONGEST_S = 12 * 3600

#: a hole in the file shorter than this is the rounding of its clock
_HOLE_S = 0.1
_PIECE_S = 5
_INSTALL = 'Install it beside Assay: pip install "assay[speech]".'


@dataclass(frozen=True)
class Sound:
    """What a file says of itself. channels: 1 or 2; a file with more is heard as one.

    made_at: when it was recorded, as the file says; most do not.  codec: such as pcm_s16le or mp3.
    """

    channels: int
    codec: str
    made_at: datetime | None


def is_recording(name: str) -> bool:
    """Whether a file of this name can hold sound."""
    return Path(name).suffix.lower() in ENDINGS


def describe_sound(path: Path) -> Sound:
    """What the file says of itself. Raises InputError when it holds no sound that can be read."""
    with _open_file(path) as container:
        stream = container.streams.audio[0]
        channels = int(stream.codec_context.channels or 1)
        return Sound(
            channels=channels if channels in (1, 2) else 1,
            codec=str(stream.codec_context.name),
            made_at=_read_moment(container.metadata.get("creation_time", "")),
        )


def read_sound(path: Path) -> Iterator[Samples]:
    """The sound in pieces of a few seconds: arrays (channels, n) of -1 to 1, 16,000 samples a second.

    What cannot be decoded within the file is silence, so that times stay right.
    Raises InputError when there is no sound in it, or more than LONGEST_S.
    """
    held: list[Samples] = []
    count = total = 0
    for piece in _decode(path):
        held.append(piece)
        count += piece.shape[1]
        total += piece.shape[1]
        if total > LONGEST_S * RATE:
            raise InputError(
                f"{path.name} is longer than {LONGEST_S // 3600} hours.", fix="Cut it into the calls that it holds."
            )
        if count >= _PIECE_S * RATE:
            yield np.concatenate(held, axis=1)
            held, count = [], 0
    if held:
        yield np.concatenate(held, axis=1)
    if not total:
        raise _refuse(path, "there is no sound in it")


def _decode(path: Path) -> Iterator[Samples]:
    import av

    with _open_file(path) as container:
        stream = container.streams.audio[0]
        channels = int(stream.codec_context.channels or 1)
        stereo = channels == 2
        resampler = av.AudioResampler(format="fltp", layout="stereo" if stereo else "mono", rate=RATE)
        origin: float | None = None
        heard = 0.0
        for frame in _read_frames(container, stream):
            if frame.time is not None:
                origin = frame.time if origin is None else origin
                hole = frame.time - origin - heard
                if hole > _HOLE_S:
                    yield from _be_silent(2 if stereo else 1, hole)
                    heard += hole
            heard += frame.samples / frame.sample_rate
            frame.pts = None  # we keep count ourselves; the resampler refuses what jumps
            for made in resampler.resample(frame):
                yield made.to_ndarray().astype(np.float32, copy=False)
        for made in resampler.resample(None):
            yield made.to_ndarray().astype(np.float32, copy=False)


def _read_frames(container: "InputContainer", stream: "av.AudioStream") -> "Iterator[av.AudioFrame]":
    """The frames that can be decoded; a broken packet in between is passed over."""
    import av

    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except av.error.InvalidDataError:
            return  # the end was cut off
        try:
            yield from packet.decode()
        except (av.error.InvalidDataError, av.error.EOFError):
            continue


def _be_silent(channels: int, seconds: float) -> Iterator[Samples]:
    left = min(int(seconds * RATE), (LONGEST_S + 1) * RATE)
    while left > 0:
        count = min(left, _PIECE_S * RATE)
        yield np.zeros((channels, count), np.float32)
        left -= count


@contextmanager
def _open_file(path: Path) -> "Iterator[InputContainer]":
    av = _load_av()
    try:
        container = av.open(str(path), mode="r", metadata_errors="ignore")
    except av.error.InvalidDataError as error:
        raise _refuse(path, "its content is no sound that can be read") from error
    except (av.error.FFmpegError, OSError) as error:
        raise _refuse(path, error.strerror or str(error)) from error
    with container:
        if not container.streams.audio:
            raise _refuse(path, "there is no sound in it")
        yield container


def _load_av() -> Any:
    try:
        import av
    except ImportError as error:
        raise NotAllowed("Recordings cannot be read: the package av is missing.", fix=_INSTALL) from error
    # its messages go to nobody; what matters is raised
    av.logging.set_level(av.logging.PANIC)
    return av


def _refuse(path: Path, why: str) -> InputError:
    kinds = ", ".join(ending[1:] for ending in ENDINGS[:6])
    return InputError(f"{path.name} cannot be heard: {why}.", fix=f"Give a recording such as {kinds}.")


def _read_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
    return moment if moment and moment.year > 1990 else None
