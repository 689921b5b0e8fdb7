"""What may be said about a signal and losing: an association with interval and counts, or that it cannot be told."""

from assay.reports.deal_file import Comparison
from assay.reports.wording import write_number, write_share, write_share_range
from assay.runs.saying import say_more_needed


def say_counts(comparison: Comparison) -> str:
    """How many deals a comparison rests on."""
    return f"{comparison.lost_n:,} lost, {comparison.won_n:,} won"


def say_lift(comparison: Comparison) -> str:
    """The lift with its interval: "1.8 times (1.3 to 2.4)"; empty where there is none."""
    if comparison.lift is None or comparison.lift_low is None or comparison.lift_high is None:
        return ""
    low, high = _write_ratio(comparison.lift_low), _write_ratio(comparison.lift_high)
    return f"{_write_ratio(comparison.lift)} times (95\u00a0% interval {low} to {high})"


def say_verdict(comparison: Comparison) -> str:
    """The verdict in words, with the interval and both counts."""
    counts = say_counts(comparison)
    if comparison.verdict == "not_enough":
        return _say_not_enough(comparison)
    interval = ""
    if comparison.lift_low is not None and comparison.lift_high is not None:
        interval = f"95\u00a0% interval {_write_ratio(comparison.lift_low)} to {_write_ratio(comparison.lift_high)}; "
    if comparison.verdict == "no_difference":
        times = f"{_write_ratio(comparison.lift)} times; " if comparison.lift is not None else ""
        return f"No difference between lost and won deals of the same age and stage shows ({times}{interval}{counts})."
    if comparison.lift is None:
        shares = f"{write_share(comparison.lost_share)} of the lost, {write_share(comparison.won_share)} of the won"
        return f"Lost and won deals of the same age and stage differ: {shares} ({counts}). This is an association."
    return (
        f"Lost deals showed this {_write_ratio(comparison.lift)} times as often as won deals of the same age and stage "
        f"({interval}{counts}). This is an association."
    )


def say_comparison(comparison: Comparison | None) -> str:
    """How a finding on one deal compares among deals of the same age and stage: counts, shares, what may be said."""
    if comparison is None:
        return "Not compared with other deals."
    if comparison.verdict == "associated":
        end = "This is an association."
    elif comparison.verdict == "no_difference":
        end = "That is no difference that can be told."
    else:
        end = _say_not_enough(comparison)
    return " ".join(filter(None, (_say_both(comparison), end)))


def _say_both(comparison: Comparison) -> str:
    """Counts and shares apart: a share is averaged over the same ages and stages, so that no count divides into it."""
    if comparison.lost_share is None or comparison.won_share is None:
        return ""
    lost, won = (
        f"{comparison.lost_hit:,} of {comparison.lost_n:,}",
        f"{comparison.won_hit:,} of {comparison.won_n:,}",
    )
    low, high = comparison.lost_share_low, comparison.lost_share_high
    of_lost = f"{write_share(comparison.lost_share)} of the lost (95\u00a0% interval {write_share_range(low, high)})"
    low, high = comparison.won_share_low, comparison.won_share_high
    of_won = f"{write_share(comparison.won_share)} of the won ({write_share_range(low, high)})"
    return (
        f"{lost} comparable lost deals showed this at one age at least, against {won} won deals. "
        f"At the same age and in the same stage it is {of_lost} against {of_won}."
    )


def _say_not_enough(comparison: Comparison) -> str:
    # where the deals would be enough for a lift worth acting on, what was found is no lack of deals
    enough = comparison.more_needed == 0
    told = "That this goes with losing is not shown" if enough else "Not enough to tell whether this goes with losing"
    text = f"{told} ({say_counts(comparison)} compared)."
    if comparison.lost_n and comparison.won_n:
        text += f" {say_more_needed(comparison.more_needed)}"
    return text


def _write_ratio(value: float) -> str:
    return write_number(value, 0 if value >= 10 else 1 if value >= 1 else 2)
