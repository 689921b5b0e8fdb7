"""The one list of all that a run tries by a test: whoever asks many questions must allow for all of them together."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.stats.multiplicity import adjust_for_asking

#: the kind of question, and its name
Question = tuple[str, str]


@dataclass(frozen=True)
class Tried:
    """q of each question over all that could be tried in the run, None for one that could not.  asked: how many."""

    q: Mapping[Question, float | None]
    asked: int


def adjust_all(p: Mapping[Question, float | None]) -> Tried:
    """p: of each question, None where it could not be tried; a question that was not tried costs the others nothing."""
    q = adjust_for_asking(list(p.values()))
    return Tried(dict(zip(p, q, strict=True)), sum(value is not None for value in q))
