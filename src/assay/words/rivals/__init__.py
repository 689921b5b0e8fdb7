"""Competitors in text: by name, other name, misspelling, or as the incumbent. A mention is a mention and claims no more."""

from assay.words.rivals.finding import find_rivals
from assay.words.rivals.found import Found
from assay.words.rivals.names import Rival, RivalNames, learn_names

__all__ = ["Found", "Rival", "RivalNames", "find_rivals", "learn_names"]
