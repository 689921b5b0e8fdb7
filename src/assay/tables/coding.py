"""Who coded the words of deals last, and of which run: one row beside the passages."""

from assay.tables.column import Column, Table

CODING = Table(
    "coding",
    "Who coded the words of deals last. Of the run that stands, or of an earlier one while its words are being coded.",
    (
        Column("run_id", "text", "the run whose deals were read", required=True),
        Column("coder_id", "text", "the model, the version of the taxonomy and the way of coding", required=True),
        Column("texts", "whole", "texts that were read", required=True),
        Column("coded_at", "time", "when", required=True),
    ),
    sort=("run_id",),
    common=False,
)
