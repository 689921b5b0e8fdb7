"""Roll-outs: foreseen, written down by lot, told of to the teams, stopped, and told at the end."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client

from assay.domain.errors import InputError
from assay.patterns.practices.rolling import Plan, PlannedTeam, Power, hash_plan, write_plan
from assay.web.patterns.rollouts.forms import PlanForm
from assay.web.patterns.rollouts.models import RollOut, RollOutStop, RollOutTeam
from assay.web.patterns.rollouts.planning import foresee, write_down
from assay.web.patterns.rollouts.today import list_days
from assay.web.people.models import LogEntry, Role, Team, TeamSeller, User
from assay.web.results import open_reading
from assay.web.scoping import find_scope
from web.conftest import sign_in

from .conftest import Opened, open_company

HOME = "/patterns/practices/roll-outs/"
SELLERS = range(901, 909)
#: deals of each team in each of the weeks that are laid out
A_WEEK = 3


@dataclass(frozen=True)
class Desks:
    """Eight teams of one seller each within the south, and the last day that the run knows."""

    opened: Opened
    teams: list[Team]
    until: date

    def write(self, first_day: date, **changed: Any) -> RollOut:
        """A roll-out as it would have been written down earlier: two teams with each of four steps, in their order."""
        teams = tuple(
            PlannedTeam(team.pk, team.name, (seller,), 25, 100, 0, place // 2)
            for place, (team, seller) in enumerate(zip(self.teams, SELLERS, strict=True))
        )
        plan = Plan("guide", first_day, 56, 4, teams, Power(0.2, ((0.1, 0.4),), 0.25, 300, 2520), seed="s")  # fmt: skip
        plan = replace(plan, **changed)
        text = write_plan(plan)
        made = RollOut.objects.create(
            practice=plan.practice, plan=text, digest=hash_plan(text), first_day=first_day, last_day=plan.last_day,
            known_on=plan.known_on, who="Alex", made_by=self.opened.staff.administrator,
        )  # fmt: skip
        for team in plan.teams:
            RollOutTeam.objects.create(
                roll_out=made, team_id=team.id, team_number=team.id, name=team.name, begins_on=plan.find_day(team)
            )
        return made

    def ask(self, **changed: Any) -> dict[str, Any]:
        """A form as it is filled in."""
        told = {"practice": "guide", "teams": [team.pk for team in self.teams], "steps": 4, "step_weeks": 8}
        return told | {"first_day": (datetime.now(UTC).date() + timedelta(days=20)).isoformat()} | changed


@pytest.fixture(scope="session")
def laid_out() -> Iterator[tuple[duckdb.DuckDBPyConnection, date]]:
    """The company with the deals of eight more sellers, who win 60 % from the day on that they begin, 20 % before."""
    connection = open_company()
    ((as_of,),) = connection.execute("SELECT as_of FROM run").fetchall()
    until = datetime.fromtimestamp(as_of, UTC).date()
    _lay_deals(connection, as_of, find_start(until))
    yield connection, until
    connection.close()


@pytest.fixture
def desks(company: Opened, laid_out: tuple[duckdb.DuckDBPyConnection, date]) -> Desks:
    """A team for each of them."""
    connection, until = laid_out
    south = Team.objects.get(name="South")
    teams = [Team.objects.create(name=f"Desk {seller}", parent=south) for seller in SELLERS]
    for team, seller in zip(teams, SELLERS, strict=True):
        TeamSeller.objects.create(team=team, seller_id=seller, name=f"Seller {seller}")
    company.read(connection)
    return Desks(company, teams, until)


def find_start(until: date) -> date:
    """A first day of which all is known at the end of the record."""
    return until - timedelta(days=180 + 168 + 5)


def _lay_deals(connection: duckdb.DuckDBPyConnection, as_of: int, start: date) -> None:
    ((known_by,),) = connection.execute("SELECT coalesce(known_by, as_of) FROM run").fetchall()
    deals: list[tuple[Any, ...]] = []
    moments: list[tuple[Any, ...]] = []
    number = 0
    begin = int(datetime(start.year, start.month, start.day, 12, tzinfo=UTC).timestamp())
    for place, seller in enumerate(SELLERS):
        for week in range(-60, 24):
            for turn in range(A_WEEK):
                number += 1
                opened = begin + week * 7 * 86_400
                chance = 6 if week >= 8 * (place // 2) else 2
                won = (week * A_WEEK + turn) % 10 < chance
                deals.append((10**9 + number, f"R{number}", f"Deal {number}", seller, opened, False, opened))
                closed = opened + 86_400 if won else None
                moments.append((10**9 + number, "look_back", "won" if won else "lost", as_of, known_by, closed))
    for table, columns, rows in (
        ("deal", "id, source_id, name, owner_id, opened_at, is_deleted, known_at", deals),
        ("moment", "deal_id, view, outcome, as_of, known_by, closed_at", moments),
    ):
        values = ", ".join(str(row).replace("None", "NULL") for row in rows)
        connection.execute(f"INSERT INTO {table} ({columns}) VALUES {values}")


def _read(client: Client, path: str = "") -> str:
    answer = client.get(f"{HOME}{path}")
    assert answer.status_code == 200
    return _squeeze(answer.content)


def _squeeze(content: bytes) -> str:
    return re.sub(r"\s+", " ", content.decode())


def _look(client: Client, told: dict[str, Any]) -> str:
    return _squeeze(client.post(f"{HOME}new/", told | {"look": "1"}).content)


def _find_seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_what_it_would_tell_is_seen_before_anything_is_kept(desks: Desks) -> None:
    page = _look(sign_in(desks.opened.staff.administrator), desks.ask())
    assert re.search(
        r"A difference of \d+ points or more in how many deals are won would be told in four of five", page
    )
    assert "You will know from" in page
    assert not RollOut.objects.exists()


def test_written_down_the_lot_is_drawn_and_can_be_drawn_again(desks: Desks) -> None:
    client = sign_in(desks.opened.staff.administrator)
    seen = _find_seen(_look(client, desks.ask()))
    answer = client.post(f"{HOME}new/", desks.ask(seen=seen, write="1"))
    made = RollOut.objects.get()
    assert answer.headers["Location"] == f"{HOME}{made.pk}/"
    assert sorted(team.step for team in made.planned.teams) == [0, 0, 1, 1, 2, 2, 3, 3]
    drawn = sorted(made.planned.teams, key=lambda team: hash_plan(f"{made.planned.seed} {team.id}"))
    assert [team.step for team in drawn] == [0, 0, 1, 1, 2, 2, 3, 3]
    row = LogEntry.objects.get(kind="roll_out", act="made")
    assert row.detail["digest"] == made.digest == hash_plan(made.plan)


def test_what_was_not_looked_at_is_not_written_down(desks: Desks) -> None:
    client = sign_in(desks.opened.staff.administrator)
    page = _squeeze(client.post(f"{HOME}new/", desks.ask(write="1")).content)
    assert "What it would tell has changed since you looked" in page
    seen = _find_seen(page)
    client.post(f"{HOME}new/", desks.ask(seen=seen, write="1", step_weeks=4))
    assert not RollOut.objects.exists()


def test_the_same_sent_twice_is_written_down_once(desks: Desks) -> None:
    client = sign_in(desks.opened.staff.administrator)
    seen = _find_seen(_look(client, desks.ask()))
    for _ in range(2):
        client.post(f"{HOME}new/", desks.ask(seen=seen, write="1"))
    assert RollOut.objects.count() == 1


def test_of_three_teams_it_says_that_nothing_can_be_told(desks: Desks) -> None:
    client = sign_in(desks.opened.staff.administrator)
    few = desks.ask(teams=[team.pk for team in desks.teams[:3]], steps=3)
    page = _look(client, few)
    assert "Not enough to tell, whatever the practice does." in page
    assert 'name="write"' not in page
    client.post(f"{HOME}new/", few | {"seen": _find_seen(page), "write": "1"})
    assert not RollOut.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"first_day": "2020-01-01"}, "is not ahead of us"),
        ({"steps": 9}, "8 teams cannot begin in 9 steps"),
        ({"step_weeks": 1}, "greater than or equal to 2"),
    ],
)
def test_what_makes_no_plan_is_refused_in_words(desks: Desks, changed: dict[str, Any], said: str) -> None:
    assert said in _look(sign_in(desks.opened.staff.administrator), desks.ask(**changed))


def test_a_team_and_one_within_it_do_not_both_take_part(desks: Desks) -> None:
    south = Team.objects.get(name="South")
    told = desks.ask(teams=[south.pk, *(team.pk for team in desks.teams)])
    assert "Desk 901 is part of South" in _look(sign_in(desks.opened.staff.administrator), told)


def test_a_team_takes_part_in_one_roll_out_at_a_time(desks: Desks) -> None:
    desks.write(datetime.now(UTC).date() + timedelta(days=30))
    page = _look(sign_in(desks.opened.staff.administrator), desks.ask(teams=[team.pk for team in desks.teams[:4]]))
    assert "One of these teams takes part in another roll-out" in page


def test_a_team_around_one_that_takes_part_takes_part_in_no_other(desks: Desks) -> None:
    desks.write(datetime.now(UTC).date() + timedelta(days=30))
    told = desks.ask(teams=[Team.objects.get(name="South").pk], steps=2)
    page = _look(sign_in(desks.opened.staff.administrator), told)
    assert "One of these teams takes part in another roll-out" in page


def test_a_plan_seen_before_another_was_written_is_refused(desks: Desks) -> None:
    form = PlanForm(Team.objects.all(), desks.ask())
    assert form.is_valid()
    with open_reading() as reading:
        foreseen = foresee(reading, form.cleaned_data)
    desks.write(foreseen.first_day)
    request: Any = SimpleNamespace(user=desks.opened.staff.sven)
    with pytest.raises(InputError, match="takes part in another roll-out"):
        write_down(request, foreseen)
    assert RollOut.objects.count() == 1


def test_a_stop_without_a_reason_is_refused_over_the_same_page(desks: Desks) -> None:
    made = desks.write(datetime.now(UTC).date() + timedelta(days=5))
    answer = sign_in(desks.opened.staff.administrator).post(f"{HOME}{made.pk}/stop/", {"why": "  "})
    assert answer.status_code == 422
    assert "Nothing of the outcome is shown before" in _squeeze(answer.content)


def test_a_manager_plans_with_teams_of_the_own_tree_alone(desks: Desks) -> None:
    staff = desks.opened.staff
    assert "Desk 901" in _read(sign_in(staff.sven), "new/")
    assert "Desk 901" not in _read(sign_in(staff.nora), "new/")
    assert "is not one of the available choices" in _look(sign_in(staff.nora), desks.ask())


def test_reps_and_analysts_plan_nothing(desks: Desks) -> None:
    for user in (desks.opened.staff.anna, desks.opened.staff.analyst):
        assert sign_in(user).get(f"{HOME}new/").status_code == 403


def test_whose_team_takes_part_sees_it_and_others_do_not(desks: Desks) -> None:
    made, staff = desks.write(datetime.now(UTC).date() + timedelta(days=5)), desks.opened.staff
    rep = User.objects.create_user("dora@example.org", "x", name="Dora", role=Role.REP, team=desks.teams[3])
    for user in (rep, staff.sven, staff.max, staff.analyst, staff.administrator):
        assert sign_in(user).get(f"{HOME}{made.pk}/").status_code == 200
    assert "your team" in _read(sign_in(rep), f"{made.pk}/")
    for user in (staff.anna, staff.nora):
        for path in ("", "plan.json", "numbers/roll-out.csv"):
            assert sign_in(user).get(f"{HOME}{made.pk}/{path}").status_code == 404
        assert f"{HOME}{made.pk}/" not in _read(sign_in(user))


def test_before_its_end_no_outcome_is_shown(desks: Desks) -> None:
    made = desks.write(desks.until - timedelta(days=200))
    page = _read(sign_in(desks.opened.staff.administrator), f"{made.pk}/")
    assert "Nothing of the outcome is shown before" in page
    assert "chart-roll-out" not in page
    assert re.search(r"Deals opened, teams begun</dt><dd>\d", page)
    assert sign_in(desks.opened.staff.administrator).get(f"{HOME}{made.pk}/numbers/roll-out.csv").status_code == 404


def test_after_its_end_the_difference_stands_with_interval_and_n(desks: Desks) -> None:
    made = desks.write(find_start(desks.until))
    client = sign_in(desks.opened.staff.administrator)
    page = _read(client, f"{made.pk}/")
    assert "With the practice more." in page
    assert 'id="chart-roll-out"' in page
    assert 'id="chart-roll-out-periods"' in page
    lines = b"".join(client.get(f"{HOME}{made.pk}/numbers/roll-out.csv")).decode().splitlines()
    told = dict(zip(lines[0].split(","), lines[1].split(","), strict=True))
    assert (told["teams"], told["deals"]) == ("8", str(8 * 24 * A_WEEK))
    assert float(told["low"]) < 40 < float(told["high"])
    assert float(told["difference_in_points"]) == pytest.approx(40, abs=4)


def test_teams_that_do_not_do_as_planned_count_all_the_same_and_are_named(desks: Desks) -> None:
    made = desks.write(find_start(desks.until))
    page = _read(sign_in(desks.opened.staff.administrator), f"{made.pk}/")
    assert "No use of the practice is on record since the day of: Desk 901" in page
    assert "0 of 8" in page


def test_a_stop_takes_a_reason_and_then_nothing_is_told(desks: Desks) -> None:
    made = desks.write(datetime.now(UTC).date() + timedelta(days=5))
    client = sign_in(desks.opened.staff.administrator)
    assert client.post(f"{HOME}{made.pk}/stop/", {"why": ""}).status_code == 422
    client.post(f"{HOME}{made.pk}/stop/", {"why": "Two teams were merged."})
    client.post(f"{HOME}{made.pk}/stop/", {"why": "Another reason."})
    assert RollOutStop.objects.get().why == "Two teams were merged."
    page = _read(client, f"{made.pk}/")
    assert "“Two teams were merged.”" in page
    assert "nothing is told of it" in page


def test_a_manager_who_did_not_write_it_down_does_not_stop_it(desks: Desks) -> None:
    made = desks.write(datetime.now(UTC).date() + timedelta(days=5))
    assert sign_in(desks.opened.staff.sven).post(f"{HOME}{made.pk}/stop/", {"why": "No."}).status_code == 404
    assert not RollOutStop.objects.exists()


def test_what_is_over_cannot_be_stopped(desks: Desks) -> None:
    made = desks.write(find_start(desks.until))
    client = sign_in(desks.opened.staff.administrator)
    assert client.post(f"{HOME}{made.pk}/stop/", {"why": "It went badly."}).status_code == 404


def test_a_plan_is_never_changed_and_a_change_in_the_database_shows(desks: Desks) -> None:
    made = desks.write(datetime.now(UTC).date() + timedelta(days=5))
    with pytest.raises(InputError, match="cannot be changed"):
        made.save()
    with pytest.raises(InputError, match="cannot be changed"):
        made.delete()
    client = sign_in(desks.opened.staff.administrator)
    assert "The plan is as it was written down." in _read(client, f"{made.pk}/")
    RollOut.objects.filter(pk=made.pk).update(plan=made.plan.replace('"steps": 4', '"steps": 5'))
    assert "The plan is not the one that was written down." in _read(client, f"{made.pk}/")


def test_the_plan_as_a_file_is_the_text_that_was_hashed(desks: Desks) -> None:
    made = desks.write(datetime.now(UTC).date() + timedelta(days=5))
    text = sign_in(desks.opened.staff.analyst).get(f"{HOME}{made.pk}/plan.json").content
    assert hash_plan(text.decode()) == made.digest
    assert json.loads(text)["practice"] == "guide"


def test_today_tells_a_team_its_day_and_nobody_else(desks: Desks, rf: Any) -> None:
    desks.write(datetime.now(UTC).date() + timedelta(days=5))
    rep = User.objects.create_user("dora@example.org", "x", name="Dora", role=Role.REP, team=desks.teams[0])

    def ask(user: User) -> tuple[int, list[str]]:
        request = rf.get("/")
        request.user, request.scope = user, find_scope(user)
        section = list_days(request, None)  # type: ignore[arg-type]
        return (section.count, [line.why for line in section.lines]) if section else (0, [])

    count, (said,) = ask(rep)
    assert count == 1
    assert said.startswith("Desk 901 begins on")
    assert ask(desks.opened.staff.sven)[0] == 8
    assert ask(desks.opened.staff.anna) == (0, [])
