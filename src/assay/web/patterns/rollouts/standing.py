"""How a roll-out stands as of the last run: what came in, whether teams do as planned, and at the end what it shows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from assay.patterns.practices.rolling import (
    Kept,
    Plan,
    RolledOut,
    count_periods,
    count_uses,
    judge_roll_out,
    place_units,
)
from assay.reports.rollouts.reading import find_day, read_started, read_units, read_uses
from assay.web.patterns.rollouts.models import RollOut
from assay.web.results import Reading


@dataclass(frozen=True)
class Came:
    """What has come in: deals, or buyers asked, of teams that had begun and of those that had not."""

    begun: int
    others: int


@dataclass(frozen=True)
class Standing:
    """state: stopped, waits, runs, follows (all counted, outcomes not known yet) or told.

    until: the day until which the last run knows.  found: None before the end, and after a stop.
    """

    state: str
    until: date
    came: Came
    kept: dict[int, Kept]
    found: RolledOut | None

    @property
    def early(self) -> int:
        """Teams that used the practice before their day."""
        return sum(one.before > 0 for one in self.kept.values())


def find_state(roll_out: RollOut, today: date) -> str:
    """Where it stands on a day by its plan; whether it is told takes a run that knows its last outcome."""
    if is_stopped(roll_out):
        return "stopped"
    if today < roll_out.first_day:
        return "waits"
    return "runs" if today < roll_out.last_day else "follows"


def is_stopped(roll_out: RollOut) -> bool:
    """Whether somebody stopped it."""
    return hasattr(roll_out, "stop")


def find_standing(reading: Reading, roll_out: RollOut) -> Standing:
    """As of the last run; no outcome is counted before all of them are known."""
    plan, today = roll_out.planned, datetime.now(UTC).date()
    with reading.connection.cursor() as connection:
        until = find_day(connection)
        started = [(seller, at, False) for seller, at in read_started(connection, plan.practice)]
        kept = count_uses(plan, read_uses(connection, plan.practice))
        state, found = find_state(roll_out, today), None
        if state == "follows" and until >= plan.known_on:
            state = "told"
            found = judge_roll_out(plan, *place_units(plan, read_units(connection, plan.practice)))
    periods = count_periods(plan, *place_units(plan, started))
    came = Came(sum(one.begun_n for one in periods), sum(one.other_n for one in periods))
    return Standing(state, until, came, kept, found)


def list_unused(plan: Plan, standing: Standing) -> list[str]:
    """Names of teams that have begun and have no use of the practice on record since; not those that begin last."""
    return [
        team.name
        for team in plan.teams
        if plan.find_day(team) <= min(standing.until, plan.last_day)
        and team.step < plan.steps - 1
        and not standing.kept[team.id].since
    ]
