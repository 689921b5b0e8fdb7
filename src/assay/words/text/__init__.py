"""What somebody wrote, without what stands around it, in passages that know their place in the original."""

from assay.words.text.cleaning import mask_text
from assay.words.text.language import guess_language
from assay.words.text.passages import Passage, cut_passages, whole_passage

__all__ = ["Passage", "cut_passages", "guess_language", "mask_text", "whole_passage"]
