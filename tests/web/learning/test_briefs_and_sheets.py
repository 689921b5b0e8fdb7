"""The brief before a call, a manager's private sheet, and the weights of those heard."""

from datetime import UTC, datetime

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.models import Answer, Draft
from assay.web.learning.models import HeardWeights
from assay.web.learning.weighing import keep_weights
from web.conftest import ANNA_SELLER, BEN_SELLER, Staff, sign_in
from web.debriefs.conftest import Make

NOW = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())


@pytest.fixture
def company(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> duckdb.DuckDBPyConnection:
    """An open deal of anna's with a question, seven wins of hers, and a loss of ben's."""
    put("run", run_id="first", as_of=NOW, home_currency="EUR")
    put("signal", signal="people.single_thread", title="Single thread")
    put("deal", id=1, name="Crane 1", owner_id=ANNA_SELLER, outcome="open", account_id=4)
    put("moment", deal_id=1, outcome="open", as_of=NOW, value=5000, stage="Offer")
    put("finding", deal_id=1, signal="people.single_thread", sentence="Only Ines was met.", evidence_rows=3)
    put("activity", id=7, kind="email", body="What does service cost?", occurred_at=NOW - DAY)
    put("deal_question", deal_id=1, row_id=7, activity_id=7, occurred_at=NOW - DAY, asked_in="message",
        content_words=2)  # fmt: skip
    for number in range(10, 18):
        owner = BEN_SELLER if number == 17 else ANNA_SELLER
        outcome = "lost" if number == 17 else "won"
        put("deal", id=number, name=f"Press {number}", owner_id=owner, outcome=outcome)
        put("moment", deal_id=number, outcome=outcome, view="look_back", closed_at=NOW - number * DAY, as_of=NOW)
        put("answer", deal_id=number, signal="people.single_thread", view="look_back",
            answer="hit" if number == 17 else "clear")  # fmt: skip
    return record


def test_a_brief_tells_what_is_open_and_what_to_watch_for(
    staff: Staff, stranger: Client, company: duckdb.DuckDBPyConnection
) -> None:
    text = sign_in(staff.anna).get("/learning/briefs/1/").text
    assert "Only Ines was met." in text
    assert "What does service cost?" in text
    assert ">open<" in text
    assert sign_in(staff.nora).get("/learning/briefs/1/").status_code == 200
    for user in (staff.ben, staff.sven):
        assert sign_in(user).get("/learning/briefs/1/").status_code == 404
    assert stranger.get("/learning/briefs/1/").status_code == 302
    assert sign_in(staff.anna).get("/learning/briefs/10/").status_code == 404  # it has ended


def test_a_sheet_begins_with_strengths_and_names_nobody_else(staff: Staff, company: duckdb.DuckDBPyConnection) -> None:
    text = sign_in(staff.nora).get(f"/learning/sheets/{staff.anna.pk}/").text
    assert "7 of 7 ended deals were clear of" in text
    assert text.index("What went well") < text.index("What to talk about")
    for other in ("Ben", "Press 17"):
        assert other not in text.split("<main")[1]


def test_a_sheet_is_opened_by_the_own_manager_alone(
    staff: Staff, stranger: Client, company: duckdb.DuckDBPyConnection
) -> None:
    address = f"/learning/sheets/{staff.anna.pk}/"
    people = ("anna", "ben", "nora", "max", "sven", "analyst", "administrator")
    assert [name for name in people if sign_in(getattr(staff, name)).get(address).status_code == 200] == [
        "nora", "max",
    ]  # fmt: skip
    assert stranger.get(address).status_code == 302
    assert sign_in(staff.anna).get("/learning/sheets/").status_code == 404


def test_notes_on_a_sheet_are_read_by_their_author_alone(staff: Staff, company: duckdb.DuckDBPyConnection) -> None:
    address = f"/learning/sheets/{staff.anna.pk}/"
    sign_in(staff.nora).post(address, {"text": "Ask about her week", "seen": 0})
    assert "Ask about her week" in sign_in(staff.nora).get(address).text
    assert "Ask about her week" not in sign_in(staff.max).get(address).text
    assert Draft.objects.get().author == staff.nora


def test_a_sheet_shows_what_was_shared_and_nothing_private(
    staff: Staff, company: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    debrief = make_debrief(kind="self")
    for key, circle in (("a", "team"), ("b", "private"), ("c", "participants")):
        Answer.objects.create(debrief=debrief, key=key, who="u", question="Done well", text=f"SAID {circle}",
                              side="rep", origin="self_analysis", author=staff.anna, circle=circle,
                              finished_at=timezone.now())  # fmt: skip
    text = sign_in(staff.nora).get(f"/learning/sheets/{staff.anna.pk}/").text
    assert "SAID team" in text
    assert "SAID private" not in text
    assert "SAID participants" not in text


def test_weights_of_those_heard_are_kept_for_each_run(
    staff: Staff, company: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    for deal in range(10, 15):
        make_debrief(deal_id=deal, held_at=timezone.now(), outcome="won")
    for _twice in range(2):
        assert keep_weights(lambda query: company.cursor().execute(query).fetchall()) == 5
    kept = HeardWeights.objects.get()
    assert (kept.ended, kept.heard, round(kept.effective, 6)) == (8, 5, 5.0)
    assert set(kept.weights) == {"10", "11", "12", "13", "14"}
    assert sum(kept.weights.values()) == pytest.approx(5)
