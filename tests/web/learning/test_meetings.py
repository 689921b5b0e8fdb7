"""Review meetings: who takes part, what the agenda holds, and what is left of them."""

from datetime import UTC, date, datetime
from typing import Any

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.models import Action, Task
from assay.web.learning.meetings.holding import plan_next
from assay.web.learning.models import Meeting, MinutesVersion, Series
from assay.web.learning.today import list_agreed
from web.conftest import ANNA_SELLER, BEN_SELLER, Staff, sign_in
from web.debriefs.conftest import Ask

NOW = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())


@pytest.fixture
def company(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> duckdb.DuckDBPyConnection:
    """A loss of anna's, one of ben's, and an open deal of each in which a signal fires."""
    put("run", run_id="first", as_of=NOW)
    put("signal", signal="people.single_thread", title="Single thread")
    for number, owner, outcome in ((1, ANNA_SELLER, "lost"), (2, BEN_SELLER, "lost"), (3, ANNA_SELLER, "open"),
                                   (4, BEN_SELLER, "open")):  # fmt: skip
        put("deal", id=number, name=f"Crane {number}", owner_id=owner, outcome=outcome)
        closed = NOW - 5 * DAY if outcome == "lost" else None
        put("moment", deal_id=number, outcome=outcome, closed_at=closed, value=number)
        put("finding", deal_id=number, signal="people.single_thread", sentence="x")
    return record


def _begin_series(staff: Staff) -> Meeting:
    form = {"team": staff.anna.team_id, "rhythm": "weekly", "first": "2026-03-04"}
    assert sign_in(staff.nora).post("/learning/meetings/", form).status_code == 302
    return Meeting.objects.get()


def test_a_manager_begins_the_meetings_of_the_own_teams_alone(staff: Staff, company: duckdb.DuckDBPyConnection) -> None:
    meeting = _begin_series(staff)
    assert (meeting.series.team, meeting.number, meeting.planned_on) == (staff.anna.team, 1, date(2026, 3, 4))
    form = {"team": staff.anna.team_id, "rhythm": "weekly", "first": "2026-03-04"}
    assert sign_in(staff.anna).post("/learning/meetings/", form).status_code == 403
    assert sign_in(staff.sven).post("/learning/meetings/", form).status_code == 422
    assert Series.objects.count() == 1


def test_a_meeting_is_seen_by_the_team_and_its_managers(
    staff: Staff, stranger: Client, company: duckdb.DuckDBPyConnection
) -> None:
    address = f"/learning/meetings/{_begin_series(staff).pk}/"
    people = ("anna", "ben", "nora", "max", "sara", "sven", "analyst", "administrator")
    allowed = [name for name in people if sign_in(getattr(staff, name)).get(address).status_code == 200]
    assert allowed == ["anna", "ben", "nora", "max", "analyst", "administrator"]
    assert stranger.get(address).status_code == 302


def test_the_agenda_names_no_deal_that_the_reader_may_not_open(
    staff: Staff, company: duckdb.DuckDBPyConnection
) -> None:
    address = f"/learning/meetings/{_begin_series(staff).pk}/"
    text = sign_in(staff.nora).get(address).text
    assert "Crane 1" in text
    assert "Crane 2" in text
    assert "seen in 2 of the 2 new losses" in text
    own = sign_in(staff.anna).get(address).text
    assert "Crane 1" in own
    assert "Crane 2" not in own
    assert "1 that you may not open" in own


def test_a_meeting_goes_from_its_agenda_to_the_next_one(
    staff: Staff, company: duckdb.DuckDBPyConnection, put: Put, ask: Ask
) -> None:
    meeting = _begin_series(staff)
    client = sign_in(staff.nora)
    assert sign_in(staff.anna).post(f"/learning/meetings/{meeting.pk}/begin/", {"version": 1}).status_code == 403
    for _twice in range(2):
        assert client.post(f"/learning/meetings/{meeting.pk}/begin/", {"version": 1}).status_code == 302
    Action.objects.create(what="Meet the owner", owner=staff.anna, due=date(2026, 4, 1), area="process")
    form = {"version": 2, "deal": ["3", "999", "--3", "²"]}
    for _twice in range(2):
        assert client.post(f"/learning/meetings/{meeting.pk}/close/", form).status_code == 302
    task = Task.objects.get()
    assert (task.deal_id, task.kind, task.owner, task.due) == (3, "look", staff.anna, date(2026, 3, 11))
    upcoming = Meeting.objects.get(number=2)
    assert (upcoming.planned_on, int(upcoming.since.timestamp())) == (date(2026, 3, 11), NOW)
    text = client.get(f"/learning/meetings/{upcoming.pk}/").text
    assert "Meet the owner" in text
    assert "not looked at yet" in text
    assert "0 lost, 0 won" in text
    assert sign_in(staff.ben).get(f"/learning/looks/{task.pk}/").status_code == 404
    assert sign_in(staff.anna).post(f"/learning/looks/{task.pk}/").status_code == 302
    task.refresh_from_db()
    assert task.done_at is not None
    section = list_agreed(ask(staff.ben), None)  # type: ignore[arg-type]
    assert section is not None
    assert [line.name for line in section.lines] == ["North"]


def test_minutes_are_kept_as_typed_and_none_is_lost(staff: Staff, company: duckdb.DuckDBPyConnection) -> None:
    meeting = _begin_series(staff)
    address = f"/learning/meetings/{meeting.pk}/minutes/"
    htmx: dict[str, Any] = {"HTTP_HX_REQUEST": "true"}
    anna, ben = sign_in(staff.anna), sign_in(staff.ben)
    assert 'value="1"' in anna.post(address, {"minutes": "We spoke", "seen": 0}, **htmx).text
    assert "Another window" in ben.post(address, {"minutes": "Other", "seen": 0}, **htmx).text
    meeting.refresh_from_db()
    assert meeting.minutes == "We spoke"
    kept = MinutesVersion.objects.values_list("text", "who", "is_aside")
    assert list(kept) == [("We spoke", "anna@example.org", False), ("Other", "ben@example.org", True)]
    assert sign_in(staff.sara).post(address, {"minutes": "x", "seen": 1}).status_code == 404


def test_an_old_page_does_not_close_a_meeting(staff: Staff, company: duckdb.DuckDBPyConnection) -> None:
    meeting = _begin_series(staff)
    client = sign_in(staff.nora)
    client.post(f"/learning/meetings/{meeting.pk}/begin/", {"version": 1})
    assert client.post(f"/learning/meetings/{meeting.pk}/close/", {"version": 1}).status_code == 409
    assert Meeting.objects.filter(closed_at=None).count() == 1


def test_a_month_later_is_the_same_day_of_the_same_week() -> None:
    assert plan_next(date(2026, 3, 4), "weekly") == date(2026, 3, 11)
    assert plan_next(date(2026, 3, 4), "fortnightly") == date(2026, 3, 18)
    assert plan_next(date(2026, 3, 4), "monthly") == date(2026, 4, 1)
    assert plan_next(date(2026, 4, 8), "monthly") == date(2026, 5, 13)
    assert plan_next(date(2026, 4, 29), "monthly") == date(2026, 5, 27)
