"""A field that should be filled when a deal stands in a stage."""

from assay.tables.column import Column, Table

STAGE_REQUIREMENT = Table(
    "stage_requirement",
    "A field that should be filled when a deal stands in a stage.",
    (
        Column("pipeline", "text", "pipeline"),
        Column("stage", "text", "stage", required=True),
        Column("field", "text", "field", required=True),
    ),
)
