"""What may be claimed of an event before losses, and the rows that say so."""

from assay.domain.interval import Interval
from assay.runs.comparing import CLAIM_DEALS, CLAIM_LIFT, CLAIM_Q, DISMISS_LIFT
from assay.runs.gathering import Gathering
from assay.runs.preceding import GAPS, Preceding
from assay.runs.tried import Tried
from assay.runs.watching import LATELY, PLACEBO_DRAWS
from assay.runs.weighed import Weighed
from assay.stats.unseen import e_values_of_hazard

PRECEDENCE_TYPES = {
    "event": "string",
    **dict.fromkeys(("lost_with", "lost_n", "won_with", "won_n", "lost_after", "weeks_after"), "int64"),
    **dict.fromkeys(
        ("lost_share", "lost_share_low", "lost_share_high", "won_share", "won_share_low", "won_share_high"), "float64"
    ),
    **dict.fromkeys(("cases", "controls"), "int64"),
    **dict.fromkeys(("after_with", "after_without", "lift", "lift_low", "lift_high", "imbalance"), "float64"),
    **dict.fromkeys(("hazard", "hazard_low", "hazard_high"), "float64"),
    **dict.fromkeys(("plain_hazard", "plain_hazard_low", "plain_hazard_high"), "float64"),
    **dict.fromkeys(("placebo_hazard", "placebo_hazard_low", "placebo_hazard_high"), "float64"),
    "placebo_draws": "int64",
    **{f"gap_p{share}": "float64" for share in GAPS},
    **dict.fromkeys(("e_value", "e_value_low", "p", "q"), "float64"),
    "asked": "int64",
    "verdict": "string",
    "as_of": "int64",
}


def conclude_events(gathering: Gathering, weighed: Weighed, tried: Tried) -> None:
    """Table fin_precedence: what was found of each event, all that was tried in the run allowed for."""
    rows = [(*_conclude(each, tried.q["event", each.event], tried.asked), weighed.as_of) for each in weighed.found]
    gathering.local.put("fin_precedence", PRECEDENCE_TYPES, rows)


def reach_event_verdict(found: Preceding, q: float | None) -> str:
    """associated, withheld_by_placebo, no_difference or not_enough.

    Only a rise is asked about: that deals are lost less often after an event is no difference that came before losses.
    A rise is claimed only when it is sure, large enough, and clear of what other deals' dates give.
    """
    hazard, placebo = found.hazard, found.placebo
    if hazard is None or q is None or found.lost_after < CLAIM_DEALS or found.lost_n - found.lost_after < CLAIM_DEALS:
        return "not_enough"
    if q <= CLAIM_Q and hazard.low > 1 and hazard.mid >= CLAIM_LIFT:
        return "withheld_by_placebo" if placebo is None or shows_the_same(hazard, placebo) else "associated"
    return "no_difference" if hazard.high <= DISMISS_LIFT else "not_enough"


def shows_the_same(hazard: Interval, placebo: Interval) -> bool:
    """Whether other deals' dates do as well: they would be claimed themselves, or the event is not told from them."""
    would_be_claimed = placebo.low > 1 and placebo.mid >= CLAIM_LIFT
    return would_be_claimed or hazard.low <= placebo.mid


def _conclude(found: Preceding, q: float | None, asked: int) -> tuple[object, ...]:
    matched, hazard = found.matched, found.hazard
    strength, strength_at_limit = e_values_of_hazard(hazard) if hazard else (None, None)
    return (
        found.event,
        found.lost_with,
        found.lost_n,
        found.won_with,
        found.won_n,
        found.lost_after,
        LATELY,
        *_spread(found.shares.lost),
        *_spread(found.shares.won),
        matched.cases,
        matched.controls,
        matched.lost_with.mid if matched.lost_with else None,
        matched.lost_without.mid if matched.lost_without else None,
        *_spread(matched.lift),
        matched.imbalance,
        *_spread(hazard),
        *_spread(found.plain),
        *_spread(found.placebo),
        PLACEBO_DRAWS,
        *(found.gaps or (None,) * len(GAPS)),
        strength,
        strength_at_limit,
        found.p,
        q,
        asked,
        reach_event_verdict(found, q),
    )


def _spread(interval: Interval | None) -> tuple[float | None, float | None, float | None]:
    return (interval.mid, interval.low, interval.high) if interval else (None, None, None)
