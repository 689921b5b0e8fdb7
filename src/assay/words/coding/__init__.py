"""What a passage says about why a deal was lost or might be: its driver, theme, about whom, and how sure that is."""

from assay.words.coding.code import Choice, Code
from assay.words.coding.coder import Coder, open_coder

__all__ = ["Choice", "Code", "Coder", "open_coder"]
