"""Whether our side took a buying cue up; domain/cue.py says what that means."""

import re
from collections.abc import Sequence

from assay.domain.cue import ASKS_NUMBER, ASKS_ON, GIVES_NUMBER, MATTER, NEXT_TURNS, PLAIN_ANSWER, PUT_OFF, TURN_LETTERS
from assay.domain.stop_words import STOP_WORDS
from assay.words.cues.finding import FoundCue, compile_pattern, fold_letters, split_sentences

_WORD = re.compile(r"[^\W\d_]+")
_STOP = frozenset().union(*(map(fold_letters, words) for words in STOP_WORDS.values()))

#: letters of a word of matter, and those by which two forms of it are one
_LEAST, _STEM = 4, 5

#: sentences of our first turn in which a question back is looked for
_NEAR_SENTENCES = 2


def is_taken_up(cue: FoundCue, turns: Sequence[str]) -> bool:
    """Whether one of our next turns refers to the cue, asks on or answers; later turns are not looked at.

    turns: what our side said after it, a stretch of speech each; for a message, our next one alone.
    """
    kept = [_keep_sentences(turn[:TURN_LETTERS]) for turn in turns[:NEXT_TURNS]]
    said = " ".join(sentence for sentences in kept for sentence in sentences)
    if list_stems(cue.sentence) & list_stems(said):
        return True
    if any(compile_pattern(MATTER[one]).search(said) for one in cue.cues):
        return True
    first = kept[0] if kept else []
    if "?" in cue.sentence and first and compile_pattern(PLAIN_ANSWER).search(first[0]):
        return True
    asks_number = compile_pattern(ASKS_NUMBER).search(fold_letters(cue.sentence))
    if asks_number and any(map(compile_pattern(GIVES_NUMBER).search, first[:_NEAR_SENTENCES])):
        return True
    return any("?" in sentence and compile_pattern(ASKS_ON).search(sentence) for sentence in first[:_NEAR_SENTENCES])


def list_stems(text: str) -> set[str]:
    """The beginnings of the words of a text that carry its matter."""
    words = _WORD.findall(fold_letters(text))
    return {word[:_STEM] for word in words if len(word) >= _LEAST and word not in _STOP}


def _keep_sentences(turn: str) -> list[str]:
    """The sentences, folded, less those that put the cue off."""
    folded = (fold_letters(sentence) for _start, sentence in split_sentences(turn))
    return [sentence for sentence in folded if not compile_pattern(PUT_OFF).search(sentence)]
