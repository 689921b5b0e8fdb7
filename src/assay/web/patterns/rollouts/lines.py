"""A roll-out in words: its row in the list, its teams, and what it would tell."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _

from assay.patterns.practices.rolling import Kept, Plan
from assay.web.patterns.rollouts.models import Practice, RollOut
from assay.web.patterns.rollouts.standing import find_state


@dataclass(frozen=True)
class Row:
    """One roll-out in the list. is_open: it can still be stopped."""

    number: int
    practice: str
    said: str
    first_day: date
    last_day: date
    known_on: date
    is_open: bool


@dataclass(frozen=True)
class TeamLine:
    """A team with its day. kept: uses before its day and since, None where the reader is not shown them."""

    name: str
    step: int
    day: date
    sellers: int
    is_own: bool
    kept: Kept | None


@dataclass(frozen=True)
class PowerView:
    """told: points told in 80 % of such roll-outs.  sizes: points, and of 100 roll-outs those that tell them."""

    told: int | None
    sizes: list[tuple[int, int]]
    base: int
    expected: int
    orders: int
    is_weak: bool


#: a difference that only a great effect would make: to be thought over before it is written down
_GREAT = 20


def view_row(roll_out: RollOut) -> Row:
    """By its plan and the day, whatever the last run knows."""
    today = datetime.now(UTC).date()
    state = find_state(roll_out, today)
    if state == "follows" and today >= roll_out.known_on:
        state = "over"
    words = {
        "stopped": _("stopped"),
        "waits": _("has not begun"),
        "runs": _("is under way"),
        "follows": _("all teams have begun; outcomes are waited for"),
        "over": _("is over"),
    }
    days = (roll_out.first_day, roll_out.last_day, roll_out.known_on)
    return Row(roll_out.pk, roll_out.get_practice_display(), words[state], *days, state in ("waits", "runs"))


def view_teams(plan: Plan, own: frozenset[int], kept: Mapping[int, Kept] | None = None) -> list[TeamLine]:
    """In the order in which they begin."""
    told = kept or {}
    return [
        TeamLine(
            team.name, team.step + 1, plan.find_day(team), len(team.sellers), team.id in own, told.get(team.id)
        )  # fmt: skip
        for team in sorted(plan.teams, key=lambda team: (team.step, team.name))
    ]


def view_power(plan: Plan) -> PowerView:
    """In whole points."""
    power = plan.power
    told = None if power.told is None else round(100 * power.told)
    sizes = [(round(100 * size), round(100 * share)) for size, share in power.sizes]
    is_weak = told is not None and told >= _GREAT
    return PowerView(told, sizes, round(100 * power.base), power.deals, power.orders, is_weak)


@dataclass(frozen=True)
class PlanView:
    """What was written down, for the page. days: on which each step begins.  used: teams that used it before."""

    practice: str
    is_announce: bool
    steps: int
    weeks: int
    days: list[date]
    last_day: date
    known_on: date
    teams: int
    used: int
    seed: str


def view_plan(plan: Plan) -> PlanView:
    """The plan in words."""
    return PlanView(
        practice=str(Practice(plan.practice).label),
        is_announce=plan.practice == "announce",
        steps=plan.steps,
        weeks=plan.step_days // 7,
        days=[plan.first_day + timedelta(days=plan.step_days * step) for step in range(plan.steps)],
        last_day=plan.last_day,
        known_on=plan.known_on,
        teams=len(plan.teams),
        used=sum(team.uses > 0 for team in plan.teams),
        seed=plan.seed,
    )
