"""The words for what may come before a loss: events with a day that are asked about across deals."""

from dataclasses import dataclass


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
        "Nurture stopped",
        "Were deals lost more often after a steady campaign had stopped?",
        "a steady campaign had stopped",
        "Asked of deals that a campaign reached steadily, and only campaigns whose touches are in the record are seen.",
    ),
    "leadership_changed": Happening(
        "Leadership changed at the buyer",
        "Were deals lost more often after a leader at the buyer had changed?",
        "a leader at the buyer (vice president or above) had joined, left, moved or been promoted",
        "A change that nobody recorded counts as none, so that a true association is likely larger.",
    ),
    "competitor_named": Happening(
        "Competitor named",
        "Were deals lost more often after a competitor had first been named?",
        "a competitor had first been named",
        "A competitor who was there unnamed counts as none, so that a true association is likely larger.",
    ),
}
