"""A step of a pipeline, with what it means for the outcome."""

from assay.tables.column import Column, Table

STAGE = Table(
    "stage",
    "A step of a pipeline, with what it means for the outcome.",
    (
        Column("pipeline", "text", "pipeline"),
        Column("code", "text", "the value that deals carry", required=True),
        Column("label", "text", "label"),
        Column("sort_order", "whole", "sort order"),
        Column(
            "stage_class",
            "text",
            "what a deal in this stage is; a person confirms",
            required=True,
            values=("open", "won", "lost", "no_decision", "disqualified", "unknown"),
        ),
        Column("class_basis", "text", "who says so", values=("source", "label", "person", "none")),
        Column("valid_from", "time", "valid from"),
        Column("valid_to", "time", "valid to"),
    ),
)
