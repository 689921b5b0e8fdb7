"""Actions: who sees them, and what becomes of them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.models import Action, Participant
from assay.web.home.sections import Line
from assay.web.learning.actions.figures import look_again
from assay.web.learning.today import list_agreed
from assay.web.people.models import LogEntry, User
from web.conftest import ANNA_SELLER, Staff, sign_in
from web.debriefs.conftest import DEAL, Ask, Make

NOW = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())


@pytest.fixture
def deals(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> duckdb.DuckDBPyConnection:
    """One lost deal of anna's, and a signal of which nine ended deals tell."""
    put("run", run_id="first", as_of=NOW)
    put("signal", signal="people.single_thread", title="Single thread")
    put("deal", id=DEAL, name="Crane for Hartwell", owner_id=ANNA_SELLER, outcome="lost")
    for number in range(9):
        put("moment", deal_id=number, outcome="lost", opened_at=NOW - 60 * DAY, closed_at=NOW - 30 * DAY)
        put("answer", deal_id=number, signal="people.single_thread", answer="hit" if number < 6 else "clear")
    return record


def _make(owner: User, **told: Any) -> Action:
    values = {"what": "Meet the owner", "owner": owner, "due": date(2026, 4, 1), "area": "relationship"}
    return Action.objects.create(**(values | told))


def test_an_action_is_given_once_and_shown_to_whoever_does_it(
    staff: Staff, deals: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    debrief = make_debrief()
    form = {"what": "Show the module", "owner": staff.ben.pk, "due": "2026-05-01", "area": "product", "detail": "x"}
    client = sign_in(staff.anna)
    for _twice in range(2):
        assert client.post(f"/learning/actions/new/?debrief={debrief.pk}", form).status_code == 302
    action = Action.objects.get()
    assert (action.deal_id, action.deal_name, action.made_by) == (DEAL, "Crane for Hartwell", staff.anna)
    assert "Show the module" in sign_in(staff.ben).get(f"/learning/actions/{action.pk}/").text
    assert LogEntry.objects.filter(kind="action", act="made").count() == 1


def test_an_action_is_seen_by_whom_it_concerns(
    staff: Staff, stranger: Client, deals: duckdb.DuckDBPyConnection
) -> None:
    action = _make(staff.anna, deal_id=DEAL, deal_name="Crane for Hartwell")
    allowed = {
        name: sign_in(getattr(staff, name)).get(f"/learning/actions/{action.pk}/").status_code
        for name in ("anna", "ben", "nora", "max", "sara", "sven", "analyst", "administrator")
    }
    assert [name for name, status in allowed.items() if status == 200] == [
        "anna", "nora", "max", "analyst", "administrator",
    ]  # fmt: skip
    assert set(allowed.values()) == {200, 404}
    assert stranger.get(f"/learning/actions/{action.pk}/").status_code == 302
    assert "Meet the owner" not in sign_in(staff.ben).get("/learning/").text


def test_nobody_gives_an_action_about_a_deal_out_of_scope(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    assert sign_in(staff.sara).get(f"/learning/actions/new/?deal={DEAL}").status_code == 404
    assert "Crane for Hartwell" in sign_in(staff.anna).get(f"/learning/actions/new/?deal={DEAL}").text
    assert sign_in(staff.anna).get("/learning/actions/new/?deal=--5").status_code == 200


def test_only_those_concerned_change_an_action(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    action = _make(staff.anna, deal_id=DEAL)
    for user, status in ((staff.analyst, 403), (staff.ben, 404), (staff.nora, 302)):
        sent = sign_in(user).post(f"/learning/actions/{action.pk}/drop/", {"version": 1, "why": "Not needed"})
        assert sent.status_code == status


def test_an_old_page_changes_nothing_and_loses_nothing(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    action = _make(staff.anna, version=3)
    form = {"version": 2, "changes": "Fewer single threads", "figure": "", "among": "", "look_again_after": ""}
    answer = sign_in(staff.anna).post(f"/learning/actions/{action.pk}/done/", form)
    assert answer.status_code == 409
    assert re.search(r"(>\s*|value=\")Fewer single threads(</textarea>|\")", answer.text)
    action.refresh_from_db()
    assert action.done_at is None


def test_a_figure_is_kept_when_done_and_looked_at_after_enough_deals(
    staff: Staff, deals: duckdb.DuckDBPyConnection, put: Put, ask: Ask
) -> None:
    action = _make(staff.anna)
    form = {"version": 1, "changes": "Fewer", "figure": "signal people.single_thread", "among": "",
            "look_again_after": 20}  # fmt: skip
    assert sign_in(staff.anna).post(f"/learning/actions/{action.pk}/done/", form).status_code == 302
    action.refresh_from_db()
    assert (action.figure_then or {})["hits"], (action.figure_then or {})["n"] == (6, 9)
    Action.objects.update(done_at=datetime.fromtimestamp(NOW, UTC))
    answer = sign_in(staff.anna).get(f"/learning/actions/{action.pk}/").text
    assert "20 deals more have to end" in answer

    later = NOW + 100 * DAY
    deals.execute(f"UPDATE run SET as_of = {later}")

    def run(query: str) -> list[tuple[Any, ...]]:
        return deals.cursor().execute(query).fetchall()

    assert look_again(run) == 0
    for number in range(100, 125):
        put("moment", deal_id=number, outcome="won", opened_at=NOW + DAY, closed_at=NOW + 40 * DAY)
        put("answer", deal_id=number, signal="people.single_thread", answer="clear")
    assert look_again(run) == 1
    action.refresh_from_db()
    assert (action.figure_now or {})["verdict"] == "less"
    assert "Seen less often since" in sign_in(staff.anna).get(f"/learning/actions/{action.pk}/").text
    section = list_agreed(ask(staff.anna), None)  # type: ignore[arg-type]
    assert section is not None
    assert [line.name for line in section.lines] == ["Meet the owner"]


def test_own_actions_stand_on_the_page_of_today(staff: Staff, db: None, ask: Ask) -> None:
    _make(staff.anna, what="Second", due=timezone.localdate() + timedelta(days=3))
    _make(staff.anna, what="First", due=timezone.localdate() - timedelta(days=3))
    _make(staff.ben, what="Not mine")
    section = list_agreed(ask(staff.anna), None)  # type: ignore[arg-type]
    assert section is not None
    lines: list[Line] = section.lines
    assert [line.name for line in lines] == ["First", "Second"]
    assert "was due" in lines[0].why
    assert list_agreed(ask(staff.sara), None) is None  # type: ignore[arg-type]


def test_an_auditor_reads_no_action_about_the_audited_deal(
    staff: Staff, deals: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    action = _make(staff.anna, deal_id=DEAL)
    Participant.objects.create(debrief=make_debrief(kind="audit"), user=staff.analyst, part="auditor")
    assert sign_in(staff.analyst).get(f"/learning/actions/{action.pk}/").status_code == 404


def test_wording_that_blames_is_flagged_kindly(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    form = {"what": "It was Ben's fault: he failed to call", "owner": staff.anna.pk, "due": "2026-05-01",
            "area": "process"}  # fmt: skip
    answer = sign_in(staff.anna).post("/learning/actions/new/", form, follow=True)
    assert "Say what happened and when" in answer.text
