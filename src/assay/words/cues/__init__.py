"""Buying cues in what a buyer wrote or said, and whether our side took them up. What counts is in domain/cue.py."""

from assay.words.cues.finding import FoundCue, find_cues
from assay.words.cues.uptake import is_taken_up

__all__ = ["FoundCue", "find_cues", "is_taken_up"]
