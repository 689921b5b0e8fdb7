"""The parts, in the order in which they are made: later ones read what earlier ones found."""

from assay.runs.concluding.part import Part


def list_parts() -> tuple[Part, ...]:
    """All of them. What they are made with is imported here, so that asking whether they are due costs little."""
    from assay.runs.concluding.competitors.making import COMPETITORS
    from assay.runs.concluding.criteria.part import CRITERIA_PART
    from assay.runs.concluding.drivers.making import DRIVERS
    from assay.runs.concluding.offers.part import OFFERS_PART
    from assay.runs.concluding.pairs.making import PAIRS
    from assay.runs.concluding.practices.part import PRACTICES_PART
    from assay.runs.concluding.reasons.part import REASONS
    from assay.runs.concluding.shares import SHARES
    from assay.runs.concluding.win_probability.making import WIN_PROBABILITY_PART

    return (
        REASONS,
        DRIVERS,
        PAIRS,
        COMPETITORS,
        SHARES,
        WIN_PROBABILITY_PART,
        CRITERIA_PART,
        OFFERS_PART,
        PRACTICES_PART,
    )
