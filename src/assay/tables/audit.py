"""What auditors judged of losses that were drawn at random."""

from assay.tables.column import Column, Table, must

#: what is judged of one driver in one loss
MATERIAL, PRESENT, ABSENT, CANNOT_TELL = VERDICTS = ("material", "present", "absent", "cannot_tell")

AUDIT = Table(
    "audit",
    "What one auditor judged of one driver in a loss that was drawn at random: one row for every driver that was "
    "looked for, so that shares of losses can rest on it.",
    (
        Column("deal_id", "id", "the loss", required=True, refers="deal"),
        must("auditor", "whole", "1 or 2: which of those who audited this loss; no person is named"),
        must("driver", "text", "code of the taxonomy"),
        must("verdict", "text", "how far it played a part", VERDICTS),
        must("is_main", "yes_no", "of the material ones it mattered most"),
        must("occurred_at", "time", "when the audit was finished"),
        must("quarter", "text", "of which quarter the losses were drawn"),
        must("quarter_first", "time", "when that quarter began"),
        must("quarter_until", "time", "when the next one began"),
        must("probability", "number", "with which this loss was drawn, above 0 and up to 1"),
    ),
    sort=("deal_id", "auditor", "driver"),
)
