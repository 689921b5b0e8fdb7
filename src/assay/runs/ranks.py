"""Words of seniority as numbers that can be compared."""

import ibis
import ibis.expr.types as ir

from assay.domain.seniority import LABELS


def rank_seniority(seniority: ir.StringValue) -> ir.IntegerValue:
    """The place of a seniority among LABELS; 0, unknown, for null."""
    return ibis.cases(*[(seniority == label, rank) for rank, label in enumerate(LABELS)], else_=0).cast("int64")
