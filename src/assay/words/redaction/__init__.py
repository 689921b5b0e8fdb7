"""People, addresses and numbers in a text, found and replaced by placeholders that can be put back on this machine."""

from assay.words.redaction.names import Known, Names
from assay.words.redaction.redacting import Redaction, redact, restore
from assay.words.redaction.span import KINDS, Span

__all__ = ["KINDS", "Known", "Names", "Redaction", "Span", "redact", "restore"]
