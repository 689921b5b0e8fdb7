"""A roll-out of a practice in steps: the plan as it is written down, what it would tell, and what it shows."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from assay.patterns.offering import WORTH
from assay.stats.stepped_power import find_told, live_through
from assay.stats.stepped_wedge import SteppedEffect, compare_within_periods, count_orders, settle_levels

Number = NDArray[np.float64]
Whole = NDArray[np.int64]

#: days after which the outcome of a deal, or the answer of a buyer, counts as known
FOLLOWED_DAYS = {"announce": 30, "guide": 180, "debrief": 180, "self_analysis": 180}
#: effects of which the power is stated
SIZES = (0.05, 0.1, 0.15, 0.2)
#: of all: with fewer deals in the year before nothing can be foreseen
FEWEST_BEFORE = 20
#: the level of the test, as it is written down
ALPHA = 0.05
#: lives in which each stated power is counted
_LIVES = 300


@dataclass(frozen=True)
class PlannedTeam:
    """A team as it was when the plan was written: its sellers, its step from 0, and its year before.

    uses: of the practice in that year.
    """

    id: int
    name: str
    sellers: tuple[int, ...]
    before_hits: int
    before_n: int
    uses: int = 0
    step: int = 0


@dataclass(frozen=True)
class Power:
    """told: smallest effect told in 80 % of such roll-outs; None: none.  sizes: effect and the share that tells it.

    base: share in the year before.  deals: expected while it counts.
    """

    told: float | None
    sizes: tuple[tuple[float, float], ...]
    base: float
    deals: int
    orders: int


@dataclass(frozen=True)
class Plan:
    """All that is written down before the start. first_day: of the first step.  seed: of the lot."""

    practice: str
    first_day: date
    step_days: int
    steps: int
    teams: tuple[PlannedTeam, ...]
    power: Power
    seed: str = ""
    written_at: str = ""
    run_id: str = ""

    @property
    def last_day(self) -> date:
        """The day on which the last teams begin: from it on nobody is left to compare with, and nothing counts."""
        return self.first_day + timedelta(days=self.step_days * (self.steps - 1))

    @property
    def known_on(self) -> date:
        """The first day on which all that counts is known; before it no outcome is shown."""
        return self.last_day + timedelta(days=FOLLOWED_DAYS[self.practice])

    def find_day(self, team: PlannedTeam) -> date:
        """When the team begins."""
        return self.first_day + timedelta(days=self.step_days * team.step)


def write_plan(plan: Plan) -> str:
    """The plan as text that is kept and hashed: the same plan gives the same text.

    It holds ids and no names, so that a person who is erased leaves it as it was.
    """
    told = asdict(plan) | {
        "teams": [{key: value for key, value in asdict(team).items() if key != "name"} for team in plan.teams],
        "first_day": plan.first_day.isoformat(),
        "outcome": "agreed" if plan.practice == "announce" else "won within 180 days of opening",
        "followed_days": FOLLOWED_DAYS[plan.practice],
        "last_day": plan.last_day.isoformat(),
        "known_on": plan.known_on.isoformat(),
        "lot": "teams ordered by the SHA-256 of seed, space and id; the first begin first, steps as even as can be",
        "analysis": "all deals of a team by its day, done or not; within periods; permutations of the lot, two-sided",
        "alpha": ALPHA,
    }
    return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)


def read_plan(text: str, names: Mapping[int, str] | None = None) -> Plan:
    """The plan that was written as this text. names: of teams, by id."""
    told = json.loads(text)
    called = names or {}
    teams = tuple(
        PlannedTeam(**one | {"sellers": tuple(one["sellers"]), "name": called.get(one["id"], "")})
        for one in told["teams"]
    )
    power = Power(**told["power"] | {"sizes": tuple((size, share) for size, share in told["power"]["sizes"])})
    kept = ("practice", "step_days", "steps", "seed", "written_at", "run_id")
    return Plan(
        first_day=date.fromisoformat(told["first_day"]), teams=teams, power=power, **{name: told[name] for name in kept}
    )


def hash_plan(text: str) -> str:
    """The SHA-256 of the text."""
    return sha256(text.encode()).hexdigest()


def foresee_power(teams: Sequence[PlannedTeam], steps: int, step_days: int) -> Power:
    """What a roll-out among these teams would tell, were their deals to come as in the year before.

    Levels of teams are drawn to that of all, and known as well as their year before tells them.
    """
    hits, n = _lay_before(teams)
    base = (hits.sum() / max(1.0, n.sum()) + settle_levels(hits, n)).clip(0.01, 0.99)
    deals = n / 365 * step_days
    begins = np.sort(np.arange(len(teams)) % steps)
    found = find_told(base, deals, begins, steps - 1, before=n)
    sizes = tuple(
        (size, live_through(base, deals, begins, steps - 1, size, before=n, lives=_LIVES).share) for size in SIZES
    )
    mean = float(hits.sum() / max(1.0, n.sum()))
    return Power(found, sizes, mean, round(float(deals.sum()) * (steps - 1)), count_orders(begins))


def _lay_before(teams: Sequence[PlannedTeam]) -> tuple[Number, Number]:
    hits = np.array([team.before_hits for team in teams], dtype=np.float64)
    return hits, np.array([team.before_n for team in teams], dtype=np.float64)


@dataclass(frozen=True)
class Period:
    """One step's time: deals of teams that had begun and of those that had not, and those of them with the outcome."""

    first_day: date
    begun_n: int
    begun_hits: int
    other_n: int
    other_hits: int


@dataclass(frozen=True)
class RolledOut:
    """What a roll-out shows. verdict: more, fewer, none worth acting on, or not_enough."""

    effect: SteppedEffect
    verdict: str
    periods: tuple[Period, ...]


def place_units(plan: Plan, units: Iterable[tuple[int, int, bool]]) -> tuple[Number, Number]:
    """(teams, periods) hits and units. units: seller, moment in epoch seconds, whether with the outcome.

    Those of other sellers, and from before the first day or from the last day on, are left out.
    """
    of = {seller: place for place, team in enumerate(plan.teams) for seller in team.sellers}
    hits, n = (np.zeros((len(plan.teams), plan.steps - 1)) for _ in range(2))
    for seller, at, hit in units:
        period = (_find_date(at) - plan.first_day).days // plan.step_days
        if seller in of and 0 <= period < plan.steps - 1:
            n[of[seller], period] += 1
            hits[of[seller], period] += hit
    return hits, n


def place_before(
    sellers: Mapping[int, Iterable[int]], units: Iterable[tuple[int, int, bool]]
) -> dict[int, tuple[int, int]]:
    """By team, those with the outcome and all. sellers: of each team.  units: as in place_units."""
    of = {seller: team for team, own in sellers.items() for seller in own}
    counted = {team: [0, 0] for team in sellers}
    for seller, _at, hit in units:
        if seller in of:
            counted[of[seller]][0] += hit
            counted[of[seller]][1] += 1
    return {team: (hits, n) for team, (hits, n) in counted.items()}


def count_periods(plan: Plan, hits: Number, n: Number) -> tuple[Period, ...]:
    """Both sides of each period."""
    begins = np.array([team.step for team in plan.teams])
    periods = []
    for number in range(plan.steps - 1):
        begun = begins <= number
        day = plan.first_day + timedelta(days=plan.step_days * number)
        sides = [int(cells[side, number].sum()) for side in (begun, ~begun) for cells in (n, hits)]
        periods.append(Period(day, *sides))
    return tuple(periods)


def judge_roll_out(plan: Plan, hits: Number, n: Number) -> RolledOut:
    """The difference that the lot made, as it was written down: every deal by its team's day, done or not."""
    begins = np.array([team.step for team in plan.teams], dtype=np.int64)
    seed = int(hash_plan(plan.seed)[:8], 16)
    effect = compare_within_periods(hits, n, begins, before=settle_levels(*_lay_before(plan.teams)), seed=seed)
    return RolledOut(effect, _find_verdict(effect), count_periods(plan, hits, n))


def _find_verdict(effect: SteppedEffect) -> str:
    spread = effect.difference
    if spread is None or effect.p is None:
        return "not_enough"
    if effect.p <= ALPHA:
        return "more" if spread.mid > 0 else "fewer"
    return "none" if spread.low > -WORTH and spread.high < WORTH else "not_enough"


@dataclass(frozen=True)
class Kept:
    """Whether a team did as planned: uses of the practice before its day, and since."""

    before: int
    since: int


def count_uses(plan: Plan, uses: Iterable[tuple[int, int]]) -> dict[int, Kept]:
    """By team, from the first day until the last teams begin. uses: seller and moment in epoch seconds."""
    of = {seller: team for team in plan.teams for seller in team.sellers}
    counted = {team.id: [0, 0] for team in plan.teams}
    for seller, at in uses:
        day = _find_date(at)
        if seller in of and plan.first_day <= day < plan.last_day:
            counted[of[seller].id][day >= plan.find_day(of[seller])] += 1
    return {team: Kept(*both) for team, both in counted.items()}


def _find_date(at: int) -> date:
    return datetime.fromtimestamp(at, UTC).date()
