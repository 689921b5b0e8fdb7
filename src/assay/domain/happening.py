"""The words for what may come before a loss: events with a day that are asked about across deals."""

from dataclasses import dataclass

from assay.domain.tongue import mark


@dataclass(frozen=True)
class Happening:
    """clause: what follows "in the 6 weeks after".  caveat: what of it goes unseen, and which way that errs."""

    title: str
    question: str
    clause: str
    caveat: str


#: by name
HAPPENINGS = {
    "nurture_stopped": Happening(
        mark("Nurture stopped"),
        mark("Were deals lost more often after a steady campaign had stopped?"),
        mark("a steady campaign had stopped"),
        mark(
            "Asked of deals that a campaign reached steadily, and only campaigns whose touches are in the record are "
            "seen."
        ),
    ),
    "leadership_changed": Happening(
        mark("Leadership changed at the buyer"),
        mark("Were deals lost more often after a leader at the buyer had changed?"),
        mark("a leader at the buyer (vice president or above) had joined, left, moved or been promoted"),
        mark("A change that nobody recorded counts as none, so that a true association is likely larger."),
    ),
    "competitor_named": Happening(
        mark("Competitor named"),
        mark("Were deals lost more often after a competitor had first been named?"),
        mark("a competitor had first been named"),
        mark("A competitor who was there unnamed counts as none, so that a true association is likely larger."),
    ),
}
