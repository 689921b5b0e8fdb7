"""What the results hold of one event before losses, as read."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Before:
    """One row of results.precedence; ratios and shares with their 95 % intervals, None where they cannot be told."""

    event: str
    lost_with: int
    lost_n: int
    won_with: int
    won_n: int
    lost_after: int
    weeks_after: int
    lost_share: float | None
    lost_share_low: float | None
    lost_share_high: float | None
    won_share: float | None
    won_share_low: float | None
    won_share_high: float | None
    cases: int
    controls: int
    after_with: float | None
    after_without: float | None
    lift: float | None
    lift_low: float | None
    lift_high: float | None
    imbalance: float | None
    hazard: float | None
    hazard_low: float | None
    hazard_high: float | None
    plain_hazard: float | None
    plain_hazard_low: float | None
    plain_hazard_high: float | None
    placebo_hazard: float | None
    placebo_hazard_low: float | None
    placebo_hazard_high: float | None
    placebo_draws: int
    gap_p10: float | None
    gap_p25: float | None
    gap_p50: float | None
    gap_p75: float | None
    gap_p90: float | None
    e_value: float | None
    e_value_low: float | None
    q: float | None
    asked: int
    verdict: str
    as_of: int | None = None


@dataclass(frozen=True)
class Balance:
    """How many lost deals have comparable won deals, and how alike both sides are, in standard deviations.

    typical: the median number of won deals beside one.  size, opened: mean difference that is left.  size_before,
    opened_before: the same without choosing, lost deals less won ones.
    """

    lost: int
    with_group: int
    typical: float | None
    size: float | None
    size_before: float | None
    opened: float | None
    opened_before: float | None
