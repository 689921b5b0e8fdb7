"""What a made-up company is like: its causes, their planted effects, how they are spoken of, and who says what."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Number = NDArray[np.float64]
Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

#: deals are followed so many weeks at most; whatever is alive then is lost
WEEKS = 130

#: an effect on a deal below this is no part of why it was lost
MATERIAL = 0.25

THEMES = ("quality", "service_support", "product_mix")
RIVALS = 5


@dataclass(frozen=True)
class Cause:
    """One cause. driver: code of the taxonomy.  effect: log hazard ratio of losing while it is at work; 0 a decoy.

    at_first: probability at the opening.  a_week: probability to begin in a week.  absent, present: mentions a week.
    seen: what else it shows in, beside words: no senior buyer in meetings, late replies, a silent champion, a new head.
    """

    driver: str
    effect: float
    at_first: float
    a_week: float
    absent: float
    present: float
    seen: str = ""


CAUSES = (
    Cause("price_too_high", 0.45, 0.15, 0.012, 0.050, 0.22),
    Cause("no_budget", 0.90, 0.08, 0.010, 0.012, 0.16),
    Cause("missing_feature", 0.70, 0.12, 0.008, 0.020, 0.25),
    Cause("integration", 0.00, 0.12, 0.008, 0.015, 0.20),
    Cause("value_unproven", 0.60, 0.12, 0.010, 0.020, 0.14),
    Cause("no_access_to_power", 0.80, 0.20, 0.004, 0.006, 0.05, "senior"),
    Cause("champion_lost_or_weak", 1.00, 0.02, 0.010, 0.005, 0.10, "champion"),
    Cause("slow_or_neglected", 0.55, 0.10, 0.009, 0.004, 0.05, "replies"),
    Cause("incumbent_preferred", 0.85, 0.10, 0.009, 0.025, 0.18),
    Cause("timing", 0.00, 0.10, 0.012, 0.020, 0.18),
    Cause("leadership_change", 0.60, 0.00, 0.012, 0.003, 0.05, "leader"),
    Cause("priority_shift", 1.15, 0.01, 0.007, 0.010, 0.15),
)
DRIVERS = tuple(cause.driver for cause in CAUSES)
K = len(CAUSES)
PRICE = DRIVERS.index("price_too_high")

#: cause, other cause, by how much the log of the other's rate to begin rises while it is there
RAISES = (
    ("no_access_to_power", "value_unproven", 1.0),
    ("leadership_change", "priority_shift", 1.3),
    ("leadership_change", "champion_lost_or_weak", 1.1),
    ("price_too_high", "no_budget", 0.8),
    ("no_budget", "timing", 0.9),
    ("slow_or_neglected", "incumbent_preferred", 0.9),
    ("missing_feature", "integration", 0.7),
)

#: pairs that weigh more together than each by itself: log hazard ratio on top
TOGETHER = (("no_access_to_power", "value_unproven", 0.3), ("price_too_high", "incumbent_preferred", 0.3))

#: segments differ in how fast causes begin
SEGMENTS = ("North", "South", "West")


@dataclass(frozen=True)
class World:
    """A company. combine: how the effects of causes come together: product, sum or threshold.

    strength: what all planted effects are multiplied by; in a world of 0 nothing matters.  turns, lulls: shares of
    deals.  turned, stopped: log hazard ratios of a turn and of a stopped programme.  moved: of a competitor's move.
    rep_truth, buyer_truth: how often the main cause is named.  asked, copying, audited: shares.  logged: share of
    mails, calls and notes that are on record.  late: mean days until they are entered.  base: weekly hazard of losing
    without any cause.
    """

    name: str
    deals: int = 2_000
    years: float = 3.0
    combine: str = "product"
    strength: float = 1.0
    turns: float = 0.35
    lulls: float = 0.25
    turned: float = 0.8
    stopped: float = 0.55
    moved: float = 0.9
    rep_truth: float = 0.40
    buyer_truth: float = 0.60
    asked: float = 0.35
    copying: float = 0.30
    audited: float = 0.04
    leaders_seen: float = 0.60
    logged: float = 1.0
    late: float = 0.0
    base: float = 0.0036

    @property
    def effects(self) -> Number:
        return np.array([cause.effect for cause in CAUSES]) * self.strength

    def sized(self, deals: int) -> "World":
        """The same company with so many deals."""
        return replace(self, deals=deals)


WORLDS = {
    world.name: world
    for world in (
        World("central"),
        World("additive", combine="sum", base=0.0055),
        World("threshold", combine="threshold", base=0.007),
        World("null", base=0.05, strength=0.0, turned=0.0, stopped=0.0, moved=0.0),
        World("lulls", turns=0.0, lulls=1.0),
        World("logging", logged=0.6, late=6.0),
        World("copying", copying=1.0, rep_truth=0.6),
    )
}
