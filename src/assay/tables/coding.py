"""Who coded the words of deals last, and of which run: one row beside the passages."""

from assay.tables.column import must
from assay.tables.computed import computed

CODING = computed(
    "coding",
    "Who coded the words of deals last. Of the run that stands, or of an earlier one while its words are being coded.",
    must("run_id", "text", "the run whose deals were read"),
    must("coder_id", "text", "the model, the version of the taxonomy and the way of coding"),
    must("texts", "whole", "texts that were read"),
    must("coded_at", "time", "when"),
    sort=("run_id",),
)
