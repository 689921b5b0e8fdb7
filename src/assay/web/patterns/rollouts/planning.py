"""A roll-out foreseen, written down and stopped: what is written down is drawn by lot then, and never changed."""

import secrets
from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.domain.errors import InputError
from assay.patterns.practices.rolling import (
    FEWEST_BEFORE,
    FOLLOWED_DAYS,
    Plan,
    PlannedTeam,
    foresee_power,
    hash_plan,
    place_before,
    write_plan,
)
from assay.reports.rollouts.reading import find_day, list_before, read_units, read_uses
from assay.stats.stepped_wedge import draw_lot
from assay.web.patterns.rollouts.models import RollOut, RollOutStop, RollOutTeam
from assay.web.patterns.rollouts.overlapping import find_overlap, say_overlap
from assay.web.people.log import note
from assay.web.people.models import Team
from assay.web.request import Request
from assay.web.results import Reading
from assay.web.scoping import find_sellers, list_team_tree


def foresee(reading: Reading, told: dict[str, Any]) -> Plan:
    """The plan as the form has it, without a lot, with what it would tell.

    Raises InputError where the record holds too little to foresee anything.
    """
    chosen: list[Team] = sorted(told["teams"], key=lambda team: team.pk)
    sellers = {team.pk: find_sellers(list_team_tree([team.pk])) for team in chosen}
    with reading.connection.cursor() as connection:
        units = read_units(connection, told["practice"])
        until = find_day(connection)
        used = [(seller, at, True) for seller, at in read_uses(connection, told["practice"])]
    uses = place_before(sellers, list_before(used, until))
    if told["practice"] != "announce":  # of deals opened later the outcome is not known yet
        until -= timedelta(days=FOLLOWED_DAYS[told["practice"]])
    counted = place_before(sellers, list_before(units, until))
    teams = tuple(
        PlannedTeam(team.pk, team.name, tuple(sorted(sellers[team.pk])), *counted[team.pk], uses[team.pk][1])
        for team in chosen
    )
    if sum(team.before_n for team in teams) < FEWEST_BEFORE:
        raise InputError(
            _("These teams have too few deals in the year before to foresee what a roll-out would tell."),
            fix=_("Choose more teams, or wait until more deals are on record."),
        )
    step_days = 7 * told["step_weeks"]
    power = foresee_power(teams, told["steps"], step_days)
    return Plan(told["practice"], told["first_day"], step_days, told["steps"], teams, power, run_id=reading.run.run_id)


def name_foreseen(plan: Plan) -> str:
    """A name for what was foreseen: it differs as soon as anything does, such as a team's sellers or the power."""
    return hash_plan(write_plan(plan))


def write_down(request: Request, foreseen: Plan) -> RollOut:
    """Draws the lot and keeps the plan. The same sent twice within a minute is kept once.

    Raises InputError where no effect at all would be told, or a seller takes part in another one by now.
    """
    if foreseen.power.told is None:
        raise InputError(
            _("This roll-out could not tell even a great effect."),
            fix=_("Choose more teams, more steps or longer ones."),
        )
    with transaction.atomic():
        list(Team.objects.select_for_update().order_by("pk"))  # whoever else plans waits until this one stands
        same = _find_same(request, foreseen)
        if same is not None:
            return same
        sellers = [seller for team in foreseen.teams for seller in team.sellers]
        other = find_overlap(sellers, foreseen.first_day, foreseen.last_day)
        if other is not None:
            raise InputError(say_overlap(other), fix=_("Choose other teams, or a later day."))
        plan = _draw(foreseen)
        text = write_plan(plan)
        made = RollOut.objects.create(
            practice=plan.practice,
            plan=text,
            digest=hash_plan(text),
            first_day=plan.first_day,
            last_day=plan.last_day,
            known_on=plan.known_on,
            who=request.user.name or request.user.email,
            made_by=request.user,
        )
        RollOutTeam.objects.bulk_create(
            RollOutTeam(
                roll_out=made, team_id=team.id, team_number=team.id, name=team.name, begins_on=plan.find_day(team)
            )
            for team in plan.teams
        )
        told = {"digest": made.digest, "seed": plan.seed, "first_day": plan.first_day.isoformat()}
        note(request, "made", "roll_out", made.pk, made.get_practice_display(), **told)
    return made


def _draw(foreseen: Plan) -> Plan:
    seed = secrets.token_hex(16)
    steps = draw_lot([team.id for team in foreseen.teams], foreseen.steps, seed)
    return replace(
        foreseen,
        seed=seed,
        teams=tuple(replace(team, step=steps[team.id]) for team in foreseen.teams),
        written_at=timezone.now().isoformat(timespec="seconds"),
    )


def _find_same(request: Request, foreseen: Plan) -> RollOut | None:
    recent = timezone.now() - timedelta(minutes=1)
    found = RollOut.objects.filter(made_by=request.user, made_at__gt=recent, practice=foreseen.practice, stop=None)
    teams = {team.id for team in foreseen.teams}
    for one in found.filter(first_day=foreseen.first_day, last_day=foreseen.last_day):
        if {part.team_id for part in one.parts.all()} == teams:
            return one
    return None


def stop(request: Request, roll_out: RollOut, why: str) -> None:
    """Stops it with a reason; one that is stopped stays so, with the first reason."""
    try:
        with transaction.atomic():
            RollOutStop.objects.create(
                roll_out=roll_out, why=why, user=request.user, who=request.user.name or request.user.email
            )
            note(request, "stopped", "roll_out", roll_out.pk, why[:300])
    except IntegrityError:  # sent twice, or by two people
        return
