"""The truth gap of one deal: how much of what the audit found the rep knew, by the stated rule (A2)."""

from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark, say
from assay.reports.reasons.rows import VerdictRow

RULE = mark(
    "The rule: all, when the drivers that the rep stated contain every driver that the audit found to have had a "
    "material part, and no other; none, when they share none; else part. A rep who stated no reason, or was not asked, "
    "is counted apart. Only an independent audit decides what had a part: without one there is no truth gap."
)

_GAPS = {
    "all": mark("The rep knew all of it: what was stated is what the audit found."),
    "part": mark("The rep knew part of it: what was stated and what the audit found overlap, and differ."),
    "none": mark("The rep knew none of it: what was stated and what the audit found share no driver."),
    "not_asked": mark("No reason by the rep is on record, so there is nothing to hold against the audit."),
    "not_audited": mark("How much of it the rep knew is not measured for this loss."),
}
_SHORT = {
    "all": mark("all"),
    "part": mark("part"),
    "none": mark("none"),
    "not_asked": mark("not asked"),
    "not_audited": mark("not audited"),
}


@dataclass(frozen=True)
class GapView:
    """The line of one loss."""

    short: Annotated[str, "all, part, none, not asked, not audited"]
    text: Annotated[str, "what that means for this deal"]
    rule: Annotated[str, "the rule by which it is told"]


def view_gap(verdict: VerdictRow | None) -> GapView | None:
    """The truth gap of a deal that was lost; None where none is kept."""
    if verdict is None or verdict.truth_gap not in _GAPS:
        return None
    return GapView(say(_SHORT[verdict.truth_gap]), say(_GAPS[verdict.truth_gap]), say(RULE))
