"""Shares of losses, and how far the accounts of them are from what audits found."""

from assay.tables.column import Column, Table, must
from assay.tables.computed import computed

#: what a figure rests on: audits of losses drawn at random; what people said of theirs; the record, judged by no person
BASES = ("audited", "stated", "record")
#: how a loss came about by its main driver, one for each loss
KINDS = ("neglect", "offer", "indecision", "competition", "circumstance", "cannot_tell")


def _estimate(of: str) -> tuple[Column, ...]:
    return (
        must("estimate", "number", f"share of {of}, 0 to 1"),
        must("low", "number", "95 % interval"),
        must("high", "number", "95 % interval"),
        must("losses", "whole", "losses that it speaks of"),
        must("rests_on", "whole", "of them those that were audited, or of which somebody said why"),
    )


SHARE = computed(
    "share",
    "In which share of losses each driver had a part, by audits where there are enough, and by what people stated.",
    must(
        "what",
        "text",
        "driver: it had a material part; main: it was the main one; group: any driver of the group had a part",
        ("driver", "main", "group"),
    ),
    must("name", "text", "code of the driver or of its group"),
    must("segment", "text", "losses of this segment alone; empty for all"),
    must("team", "text", "losses of this team of sellers alone; empty for all"),
    must("basis", "text", "what it rests on", BASES[:2]),
    *_estimate("losses"),
    sort=("what", "segment", "team", "basis", "name"),
)

TRUTH_GAP = computed(
    "truth_gap",
    "How much of what audits found the rep knew, and how often rep and buyer named the main driver.",
    must(
        "what",
        "text",
        "gap: how much of the material drivers the rep named; rep, buyer: named the main one, of those who named any",
        ("gap", "rep", "buyer"),
    ),
    must("name", "text", "of gap: all, part, none or not_asked; else empty", ("all", "part", "none", "not_asked", "")),
    *_estimate("losses, of rep and buyer of those in which they named a driver"),
    Column("as_agreed", "number", "of rep and buyer: agreement with the auditors, whose own error is in it"),
    Column("accuracy", "number", "how often one auditor names the main driver right; empty where it cannot be told"),
    Column("accuracy_low", "number", "95 % interval"),
    Column("accuracy_high", "number", "95 % interval"),
    must("audited_twice", "whole", "losses that two auditors judged, which accuracy rests on"),
    sort=("what", "name"),
)

LOSS_SPLIT = computed(
    "loss_split",
    "Neglect, what we offer, indecision, competition, circumstance: one kind for each loss, by its main driver.",
    must("outcome", "text", "lost or no_decision; empty for both", ("lost", "no_decision", "")),
    must("kind", "text", "how the loss came about", KINDS),
    must("basis", "text", "what it rests on: audits, or the record judged by no person", ("audited", "record")),
    *_estimate("losses"),
    sort=("outcome", "kind"),
)

NARROWING = computed(
    "narrowing",
    "The headline shares as of the end of each past quarter: how the interval narrows as losses and audits are added.",
    must("headline", "text", "driver, split or gap, as in share, loss_split and truth_gap", ("driver", "split", "gap")),
    must("name", "text", "code of the driver, kind of the loss, or how much the rep named"),
    must("quarter", "text", "as of the end of this quarter"),
    must("until", "time", "when the next one began, or the moment asked about"),
    must("basis", "text", "what it rests on", BASES),
    *_estimate("losses that had ended by then"),
    Column("apart_from", "text", "the headline that follows it in size"),
    Column("is_apart", "yes_no", "the two can be told apart however often one looks"),
    Column(
        "enough_at",
        "whole",
        "about how many that it rests on would tell the two apart, if they differed by a tenth of all losses, in 4 "
        "of 5 such records",
    ),
    sort=("headline", "name", "until"),
)

SHARES: tuple[Table, ...] = (SHARE, TRUTH_GAP, LOSS_SPLIT, NARROWING)
