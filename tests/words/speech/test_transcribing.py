"""From sound to words, on speech of a synthesiser: it tells that the path holds, and nothing about real calls."""

import json
from pathlib import Path

import numpy as np
import pytest
from rapidfuzz.distance import Levenshtein

from assay.domain.errors import InputError
from assay.words.speech.transcribing import Transcript, transcribe
from assay.words.speech.weights import find_weights
from bench.words.speaking import RATE, Call, list_words, speak, write_wav
from spoken_call import HeardCall


def hear(path: Path, **asked: str) -> Transcript:
    return transcribe(path, find_weights(), notes=path.with_suffix(".jsonl"), **asked)  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def transcript(heard_call: HeardCall) -> Transcript:
    return heard_call.transcript


def test_nine_of_ten_words_of_a_spoken_call_are_right(call: Call, transcript: Transcript) -> None:
    errors = words = 0
    for channel in (0, 1):
        said = [word for one in call.said if one.channel == channel for word in list_words(one.text)]
        heard = [word for one in transcript.utterances if one.channel == channel for word in list_words(one.text)]
        errors += Levenshtein.distance(said, heard)
        words += len(said)
    assert words > 80
    assert errors / words <= 0.1


def test_each_side_is_heard_on_its_own_channel(call: Call, transcript: Transcript) -> None:
    assert transcript.are_sides
    for said in call.said:
        middle = (said.start_ms + said.end_ms) // 2
        speaking = {one.channel for one in transcript.utterances if one.start_ms <= middle <= one.end_ms}
        assert speaking == {said.channel}


def test_times_are_right_within_a_second(call: Call, transcript: Transcript) -> None:
    starts = [one.start_ms for one in transcript.utterances]
    ends = [one.end_ms for one in transcript.utterances]
    for said in call.said:
        assert min(abs(start - said.start_ms) for start in starts) <= 1000
        assert min(abs(end - said.end_ms) for end in ends) <= 1000
    assert starts == sorted(starts)


def test_the_length_the_language_and_the_weights_are_told(call: Call, transcript: Transcript) -> None:
    assert transcript.duration_ms == pytest.approx(call.sound.shape[1] * 1000 / RATE, abs=2)
    assert transcript.language == "en"
    assert transcript.weights.startswith("whisper-tiny.en-")
    assert "English alone" in transcript.note


def test_people_who_speak_at_once_are_both_kept(tmp_path: Path, call: Call) -> None:
    ours = speak("The contract runs for three years and the price stays the same.", "en-us")
    theirs = speak("We need a decision from the finance director on Monday.", "en-gb+f3")
    both = np.zeros((2, max(len(ours), len(theirs)) + RATE), np.float32)
    both[0, : len(ours)] = ours
    both[1, RATE // 2 : RATE // 2 + len(theirs)] = theirs
    heard = hear(write_wav(tmp_path / "both.wav", both)).utterances
    assert {one.channel for one in heard} == {0, 1}
    assert any("contract" in one.text for one in heard if one.channel == 0)
    assert any("director" in one.text for one in heard if one.channel == 1)
    first, second = heard[0], next(one for one in heard if one.channel != heard[0].channel)
    assert second.start_ms < first.end_ms


def test_what_one_channel_overhears_of_the_other_is_left_out(tmp_path: Path, call: Call) -> None:
    bleeding = call.sound[:, : call.said[2].start_ms * RATE // 1000].copy()
    delay = RATE // 50
    clean = bleeding.copy()
    bleeding[0, delay:] += 0.15 * clean[1, :-delay]
    bleeding[1, delay:] += 0.15 * clean[0, :-delay]
    heard = hear(write_wav(tmp_path / "bleeding.wav", bleeding)).utterances
    assert [one.channel for one in heard] == [0, 1]


def test_one_channel_has_no_sides(tmp_path: Path, call: Call) -> None:
    start = call.said[1].end_ms * RATE // 1000
    mixed = call.sound[:, :start].sum(axis=0, keepdims=True)
    heard = hear(write_wav(tmp_path / "mono.wav", mixed))
    assert not heard.are_sides
    assert "one channel" in heard.why
    assert {one.channel for one in heard.utterances} == {0}


@pytest.mark.parametrize("kind", ["silence", "noise", "tone"])
def test_nothing_is_heard_where_nobody_speaks(tmp_path: Path, kind: str) -> None:
    size, dice = 40 * RATE, np.random.default_rng(7)
    sound = {
        "silence": np.zeros(size),
        "noise": dice.normal(0, 0.05, size),
        "tone": 0.3 * np.sin(2 * np.pi * 440 * np.arange(size) / RATE),
    }[kind]
    heard = hear(write_wav(tmp_path / f"{kind}.wav", sound[None].astype(np.float32)))
    assert heard.utterances == ()
    assert heard.duration_ms == 40_000


def test_silence_around_words_adds_none(tmp_path: Path, call: Call) -> None:
    first = call.said[0]
    said = call.sound[:1, : first.end_ms * RATE // 1000]
    quiet = np.random.default_rng(3).normal(0, 0.002, (1, 30 * RATE)).astype(np.float32)
    heard = hear(write_wav(tmp_path / "quiet.wav", np.concatenate([quiet, said, quiet], axis=1)))
    words = list_words(" ".join(one.text for one in heard.utterances))
    assert Levenshtein.distance(list_words(first.text), words) <= 2
    assert heard.utterances[0].start_ms == pytest.approx(30_000 + first.start_ms, abs=1000)


class Stop(Exception):
    """Somebody asks to stop."""


def test_a_stopped_walk_goes_on_where_it_stopped_and_hears_the_same(tmp_path: Path, call: Call) -> None:
    lead = np.zeros((2, 85 * RATE), np.float32)  # so that the call lies across two blocks
    said = call.sound[:, : call.said[1].end_ms * RATE // 1000]
    path = write_wav(tmp_path / "long.wav", np.concatenate([lead, said], axis=1))
    whole = hear(path)
    notes, seen = tmp_path / "stopped.jsonl", []

    def stop_after_the_first_block(done: int, total: int) -> None:
        seen.append(done)
        if done:
            raise Stop

    with pytest.raises(Stop):
        transcribe(path, find_weights(), notes=notes, tell=stop_after_the_first_block)
    assert 0 < seen[-1] < whole.duration_ms // 1000
    with notes.open("a") as file:
        file.write('{"words": [[0, 1')  # killed while writing
    again: list[int] = []
    resumed = transcribe(path, find_weights(), notes=notes, tell=lambda done, total: again.append(done))
    assert resumed == whole
    assert again[0] == seen[-1]
    assert all(json.loads(line) for line in notes.read_text().splitlines())


def test_what_was_heard_before_is_not_heard_again(heard_call: HeardCall) -> None:
    told: list[int] = []
    tell = lambda done, total: told.append(done)  # noqa: E731
    again = transcribe(heard_call.file, find_weights(), notes=heard_call.notes, tell=tell)
    assert again == heard_call.transcript
    assert told == []


def test_weights_for_english_refuse_another_language(heard_call: HeardCall, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="English alone"):
        transcribe(heard_call.file, find_weights(), language="de", notes=tmp_path / "n.jsonl")
