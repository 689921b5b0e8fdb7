"""Files of recordings: every kind that is promised, broken ones, and ones that would fill the memory."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assay.domain.errors import InputError
from assay.words.speech.passages import BLOCK_S, find_passages
from assay.words.speech.sides import is_overheard, weigh_channels
from assay.words.speech.sound import RATE, Samples, describe_sound, is_recording, read_sound
from bench.words.speaking import write_packed, write_wav

TONE = (0.3 * np.sin(2 * np.pi * 300 * np.arange(3 * RATE) / RATE)).astype(np.float32)
STEREO = np.stack([TONE, np.roll(TONE, 400) * 0.5 * np.linspace(0, 1, len(TONE), dtype=np.float32)])


def read(path: Path) -> Samples:
    return np.concatenate(list(read_sound(path)), axis=1)


@pytest.mark.parametrize(
    ("ending", "codec"),
    [("mp3", "libmp3lame"), ("m4a", "aac"), ("ogg", "libopus"), ("opus", "libopus"), ("flac", "flac")],
)
def test_every_kind_of_recording_is_read(tmp_path: Path, ending: str, codec: str) -> None:
    path = write_packed(tmp_path / f"call.{ending}", STEREO, codec)
    assert is_recording(path.name)
    assert describe_sound(path).channels == 2
    sound = read(path)
    assert sound.shape[0] == 2
    assert sound.shape[1] / RATE == pytest.approx(3, abs=0.2)
    assert np.abs(sound[0]).max() == pytest.approx(0.3, abs=0.1)


def test_another_rate_becomes_ours(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "call.wav", STEREO[:, ::2], rate=8000)
    assert read(path).shape[1] == pytest.approx(3 * RATE, abs=50)


@pytest.mark.parametrize("content", [b"", b"not sound at all", b"RIFF\x00\x00\x00\x00WAVE", bytes(5000)])
def test_a_file_without_sound_is_refused_by_its_name(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"call\.wav cannot be heard"):
        read(path)


def test_a_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.mp3 cannot be heard: No such file"):
        describe_sound(tmp_path / "none.mp3")


def test_a_file_that_was_cut_off_is_read_to_where_it_ends(tmp_path: Path) -> None:
    path = write_packed(tmp_path / "call.mp3", STEREO, "libmp3lame")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 0.5 < read(path).shape[1] / RATE < 2.5


def test_spoilt_bytes_in_the_middle_stop_nothing(tmp_path: Path) -> None:
    path = write_packed(tmp_path / "call.mp3", STEREO, "libmp3lame")
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 400] = bytes(400)
    path.write_bytes(content)
    assert read(path).shape[1] / RATE == pytest.approx(3, abs=0.3)


def test_two_copies_of_one_sound_are_no_sides() -> None:
    found = weigh_channels([np.stack([TONE, TONE])])
    assert not found.are_sides
    assert found.heard == (0,)
    assert "same sound" in found.why


def test_a_channel_that_carries_nothing_is_no_side() -> None:
    found = weigh_channels([np.stack([TONE * 0, TONE])])
    assert not found.are_sides
    assert found.heard == (1,)
    assert "only the right channel" in found.why


def test_two_sounds_are_sides() -> None:
    noise = np.random.default_rng(1).normal(0, 0.1, (2, RATE)).astype(np.float32)
    assert weigh_channels([noise]).are_sides


def test_a_soft_voice_beside_a_loud_one_is_no_echo_of_it() -> None:
    loud, soft = np.random.default_rng(2).normal(0, 0.3, (2, 2 * RATE)).astype(np.float32)
    assert is_overheard(np.roll(loud, 2000) * 0.1, loud)
    assert not is_overheard(soft * 0.1, loud)


def test_memory_does_not_grow_with_the_length_of_a_call() -> None:
    seconds = 6 * BLOCK_S

    def be_silent() -> Iterator[Samples]:
        for _ in range(seconds // 5):
            yield np.zeros((2, 5 * RATE), np.float32)

    list(find_passages(iter([np.zeros((2, RATE), np.float32)]), (0, 1), (0, 0)))  # loads the model
    tracemalloc.start()
    try:
        blocks = list(find_passages(be_silent(), (0, 1), (0, 0)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert min(blocks[-1].until) == seconds * RATE
    assert peak < seconds * RATE * 2 * 4 * 0.75
