"""How well and how fast calls are heard, on speech made by a synthesiser. It tells nothing about real calls."""

import tempfile
import time
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from assay.stats.share import share
from assay.words.speech.transcribing import Transcript, transcribe
from assay.words.speech.weights import find_weights
from bench.words.speaking import CALL, RATE, Call, can_speak, hold_call, list_words, write_wav

#: voices of our side and of the buyer, and words a minute
_CASTS = ((("en-us", "en-gb+f3"), 150), (("en-gb", "en-us+f2"), 165), (("en-gb-scotland", "en-us+m3"), 140))


def print_speech() -> None:
    """Words wrong, sides and times of spoken calls, and how many times faster than the call they are heard."""
    if not can_speak():
        print("speech: not measured, espeak-ng is not installed (tools/debian.sh espeak-ng)")
        return
    weights = find_weights()
    errors = words = sided = lines = 0
    late: list[int] = []
    length = spent = 0.0
    for voices, rate in _CASTS:
        call = hold_call(CALL, voices=voices, rate=rate)
        with tempfile.TemporaryDirectory() as folder:
            path = write_wav(Path(folder) / "call.wav", call.sound)
            begun = time.process_time()
            heard = transcribe(path, weights, notes=Path(folder) / "notes.jsonl")
            spent += time.process_time() - begun
        length += call.sound.shape[1] / RATE
        wrong, said = _count_wrong(call, heard)
        errors, words = errors + wrong, words + said
        sided += sum(_is_on_its_side(call, heard, number) for number in range(len(call.said)))
        lines += len(call.said)
        late += [min(abs(one.start_ms - said.start_ms) for one in heard.utterances) for said in call.said]
    _print(weights.id, errors, words, sided, lines, late, length, spent)


def _print(
    weights: str, errors: int, words: int, sided: int, lines: int, late: list[int], length: float, spent: float
) -> None:
    wrong = share(errors, words)
    assert wrong is not None, "the calls hold words"
    print(f"speech, {weights}: {len(_CASTS)} calls of a synthesiser, {words} words. It tells nothing about real calls.")
    percent = f"{100 * errors / words:.1f} % ({100 * wrong.low:.1f} to {100 * wrong.high:.1f})"
    print(f"  words wrong: {errors} of {words}, {percent}")
    print(f"  lines heard on their own channel alone: {sided} of {lines}")
    print(f"  beginnings of lines: at most {max(late)} ms off")
    print(f"  {length / spent:.0f} times as fast as the call on one core, the model's loading included")


def _count_wrong(call: Call, heard: Transcript) -> tuple[int, int]:
    errors = words = 0
    for channel in (0, 1):
        said = [word for one in call.said if one.channel == channel for word in list_words(one.text)]
        told = [word for one in heard.utterances if one.channel == channel for word in list_words(one.text)]
        errors += Levenshtein.distance(said, told)
        words += len(said)
    return errors, words


def _is_on_its_side(call: Call, heard: Transcript, number: int) -> bool:
    said = call.said[number]
    middle = (said.start_ms + said.end_ms) // 2
    return {one.channel for one in heard.utterances if one.start_ms <= middle <= one.end_ms} == {said.channel}


if __name__ == "__main__":
    print_speech()
