"""Calls spoken by a synthesiser (espeak-ng, a Debian package): what is said, by whom and when is known exactly.

They tell that the path from sound to words holds, and nothing about real calls with their rooms, lines and haste.
"""

import io
import shutil
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.float32]

RATE = 16_000
#: the voices of our side and of the buyer
VOICES = ("en-us", "en-gb+f3")
#: a short call: who speaks (0 our side, 1 the buyer), and what
CALL = (
    (0, "Hello, thank you for joining the call today. How has the pilot been going?"),
    (1, "It went well for two weeks, but the connection to our warehouse system failed twice."),
    (0, "I am sorry to hear that. What would you need to see before you decide?"),
    (1, "Our finance director thinks the price is too high, and she wants to talk to another customer of yours."),
    (0, "We can arrange that on Thursday. Would a smaller first order help with the budget?"),
    (1, "Maybe. We are also talking to another supplier, and they can start three weeks earlier."),
)


@dataclass(frozen=True)
class Spoken:
    """What one person said in a call: on which channel, from when to when."""

    channel: int
    start_ms: int
    end_ms: int
    text: str


@dataclass(frozen=True)
class Call:
    """A call as sound (channels, samples), 16,000 samples a second, and what is said in it."""

    sound: Samples
    said: tuple[Spoken, ...]


def can_speak() -> bool:
    """Whether the synthesiser is installed."""
    return shutil.which("espeak-ng") is not None


def speak(text: str, voice: str, rate: int = 150) -> Samples:
    """One sentence as sound. rate: words a minute."""
    made = subprocess.run(  # noqa: S603 - our own text
        ["espeak-ng", "-v", voice, "-s", str(rate), "--stdout", text],  # noqa: S607
        capture_output=True,
        check=True,
    )
    resampler = av.AudioResampler(format="fltp", layout="mono", rate=RATE)
    with av.open(io.BytesIO(made.stdout), mode="r") as container:
        frames = [*container.decode(audio=0), None]
        parts = [one.to_ndarray()[0] for frame in frames for one in resampler.resample(frame)]
    return np.concatenate(parts).astype(np.float32)


def hold_call(
    lines: Sequence[tuple[int, str]] = CALL, *, pause_s: float = 0.6, voices: Sequence[str] = VOICES, rate: int = 150
) -> Call:
    """A call in which the lines follow each other; a negative pause has people speak into each other's words."""
    parts: list[tuple[int, int, Samples, str]] = []
    at = int(0.3 * RATE)
    for channel, text in lines:
        sound = speak(text, voices[channel], rate)
        parts.append((channel, at, sound, text))
        at += len(sound) + int(pause_s * RATE)
    whole = np.zeros((2, max(start + len(sound) for _, start, sound, _ in parts) + RATE // 2), np.float32)
    for channel, start, sound, _ in parts:
        whole[channel, start : start + len(sound)] += sound
    said = tuple(
        Spoken(channel, start * 1000 // RATE, (start + len(sound)) * 1000 // RATE, text)
        for channel, start, sound, text in parts
    )
    return Call(whole, said)


def write_wav(path: Path, sound: Samples, rate: int = RATE) -> Path:
    """Sound (channels, samples) as a WAV file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(sound.shape[0])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((np.clip(sound, -1, 1) * 32_767).astype("<i2").T.tobytes())
    return path


def write_packed(path: Path, sound: Samples, codec: str) -> Path:
    """Sound as a file of the kind that the ending of `path` says. codec: such as libmp3lame, aac, libopus, flac."""
    rate = 48_000 if codec == "libopus" else RATE
    layout = "stereo" if sound.shape[0] == 2 else "mono"
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate, layout=layout)
        assert isinstance(stream, av.AudioStream)
        resampler = av.AudioResampler(
            format=stream.codec_context.format.name,
            layout=layout,
            rate=rate,
            frame_size=stream.codec_context.frame_size,
        )
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound), format="fltp", layout=layout)
        frame.sample_rate = RATE
        for made in [*resampler.resample(frame), *resampler.resample(None)]:
            container.mux(stream.encode(made))
        container.mux(stream.encode(None))
    return path


def list_words(text: str) -> list[str]:
    """The words of a text, without punctuation and case."""
    plain = "".join(letter.lower() if letter.isalnum() or letter == "'" else " " for letter in text)
    return plain.split()
