"""One mention of a competitor in a text."""

from dataclasses import dataclass
from typing import Literal

#: unnamed: "your competitor", "another vendor", of whom the text does not say who it is
Basis = Literal["name", "alias", "misspelling", "incumbent", "unnamed"]

#: sure: spelt as on record, and no common word.  likely: a common word where a company is spoken of, a short form, one
#: letter amiss, or a phrase for the incumbent.  possible: less than that, to be looked at by a person.
Certainty = Literal["sure", "likely", "possible"]


@dataclass(frozen=True)
class Found:
    """A competitor in text[start:end]. competitor_id: None where nobody can tell which one is meant."""

    start: int
    end: int
    competitor_id: int | None
    as_written: str
    basis: Basis
    certainty: Certainty
