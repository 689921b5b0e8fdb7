"""Competitors in text: by name, other name, misspelling, or as the incumbent. A mention claims nothing more."""

from assay.words.rivals.finding import find_rivals
from assay.words.rivals.found import Found
from assay.words.rivals.names import Rival, RivalNames, learn_names
from assay.words.rivals.reading import list_rivals, read_names

__all__ = ["Found", "Rival", "RivalNames", "find_rivals", "learn_names", "list_rivals", "read_names"]
