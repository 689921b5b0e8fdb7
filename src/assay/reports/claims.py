"""What may be said about a signal and losing: an association with interval and counts, or that it cannot be told."""

from assay.domain.tongue import say
from assay.reports.deal_file import Comparison
from assay.reports.wording import write_number, write_share, write_share_range
from assay.runs.saying import say_more_needed


def say_counts(comparison: Comparison) -> str:
    """How many deals a comparison rests on."""
    return say("{lost} lost, {won} won", lost=write_number(comparison.lost_n), won=write_number(comparison.won_n))


def say_lift(comparison: Comparison) -> str:
    """The lift with its interval: "1.8 times (1.3 to 2.4)"; empty where there is none."""
    if comparison.lift is None or comparison.lift_low is None or comparison.lift_high is None:
        return ""
    low, high = _write_ratio(comparison.lift_low), _write_ratio(comparison.lift_high)
    lift = _write_ratio(comparison.lift)
    return say("{lift} times (95\u00a0% interval {low} to {high})", lift=lift, low=low, high=high)


def say_verdict(comparison: Comparison) -> str:
    """The verdict in words, with the interval and both counts."""
    counts = say_counts(comparison)
    if comparison.verdict == "not_enough":
        return _say_not_enough(comparison)
    interval = ""
    if comparison.lift_low is not None and comparison.lift_high is not None:
        low, high = _write_ratio(comparison.lift_low), _write_ratio(comparison.lift_high)
        interval = say("95\u00a0% interval {low} to {high}", low=low, high=high) + "; "
    if comparison.verdict == "no_difference":
        times = say("{n} times", n=_write_ratio(comparison.lift)) + "; " if comparison.lift is not None else ""
        return say(
            "No difference between lost and won deals of the same age and stage shows ({counts}).",
            counts=f"{times}{interval}{counts}",
        )
    if comparison.lift is None:
        return say(
            "Lost and won deals of the same age and stage differ: {lost} of the lost, {won} of the won ({counts}). "
            "This is an association.",
            lost=write_share(comparison.lost_share),
            won=write_share(comparison.won_share),
            counts=counts,
        )
    return say(
        "Lost deals showed this {lift} times as often as won deals of the same age and stage ({counts}). "
        "This is an association.",
        lift=_write_ratio(comparison.lift),
        counts=f"{interval}{counts}",
    )


def say_comparison(comparison: Comparison | None) -> str:
    """How a finding on one deal compares among deals of the same age and stage: counts, shares, what may be said."""
    if comparison is None:
        return say("Not compared with other deals.")
    if comparison.verdict == "associated":
        end = say("This is an association.")
    elif comparison.verdict == "no_difference":
        end = say("That is no difference that can be told.")
    else:
        end = _say_not_enough(comparison)
    return " ".join(filter(None, (_say_both(comparison), end)))


def _say_both(comparison: Comparison) -> str:
    """Counts and shares apart: a share is averaged over the same ages and stages, so that no count divides into it."""
    if comparison.lost_share is None or comparison.won_share is None:
        return ""
    return say(
        "{lost_hit} of {lost} comparable lost deals showed this at one age at least, against {won_hit} of {won} won "
        "deals. At the same age and in the same stage it is {lost_share} of the lost (95\u00a0% interval {lost_range}) "
        "against {won_share} of the won ({won_range}).",
        lost_hit=write_number(comparison.lost_hit),
        lost=write_number(comparison.lost_n),
        won_hit=write_number(comparison.won_hit),
        won=write_number(comparison.won_n),
        lost_share=write_share(comparison.lost_share),
        lost_range=write_share_range(comparison.lost_share_low, comparison.lost_share_high),
        won_share=write_share(comparison.won_share),
        won_range=write_share_range(comparison.won_share_low, comparison.won_share_high),
    )


def _say_not_enough(comparison: Comparison) -> str:
    # where the deals would be enough for a lift worth acting on, what was found is no lack of deals
    enough = comparison.more_needed == 0
    counts = say_counts(comparison)
    text = (
        say("That this goes with losing is not shown ({counts} compared).", counts=counts)
        if enough
        else say("Not enough to tell whether this goes with losing ({counts} compared).", counts=counts)
    )
    if comparison.lost_n and comparison.won_n:
        text += f" {say_more_needed(comparison.more_needed)}"
    return text


def _write_ratio(value: float) -> str:
    return write_number(value, 0 if value >= 10 else 1 if value >= 1 else 2)
