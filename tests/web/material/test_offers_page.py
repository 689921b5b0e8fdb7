"""What to offer, on pages: figures above the floor, deals within one's scope, and nobody who may not be asked."""

from datetime import UTC, datetime, timedelta

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.material.models import Material
from assay.web.people.models import LogEntry
from web.conftest import ANNA_SELLER, SARA_SELLER, Staff, sign_in

NOW = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())
OPEN, WON, THEIRS = 1, 2, 3
CODE = "price_too_high"


@pytest.fixture
def deals(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> duckdb.DuckDBPyConnection:
    """An open deal of anna's about price; one won by her and one by sara in which it had come up."""
    put("run", run_id="first", as_of=NOW)
    put("conclusion", part="offers", run_id="first", rests_on="all", made_at=NOW)
    put("seller", id=SARA_SELLER, name="Sara", source_id="s")
    put("deal", id=OPEN, name="Open crane", owner_id=ANNA_SELLER, outcome="open", account_id=1)
    put("moment", deal_id=OPEN, outcome="open", view="open", as_of=NOW)
    put("reason", deal_id=OPEN, view="open", driver=CODE, p_active=0.8, p_main=0.5)
    for number, name, owner in ((WON, "Won crane", ANNA_SELLER), (THEIRS, "Their crane", SARA_SELLER)):
        put("deal", id=number, name=name, owner_id=owner, outcome="won", account_id=number)
        put("moment", deal_id=number, outcome="won", closed_at=NOW - DAY, as_of=NOW)
        told = {"measure": "demo", "done_at": NOW - 5 * DAY, "done_table": "activity", "done_row": 9}
        put("offer_case", driver=CODE, deal_id=number, won=True, voiced_at=NOW - 9 * DAY, **told)
        put("person", id=10 * number, full_name=f"Buyer of {name}", account_id=number, source_id=str(number))
        talk = {"activity_id": number, "kind": "meeting", "direction": "unknown", "status": "held"}
        put("deal_event", deal_id=number, is_automated=False, occurred_at=NOW - 6 * DAY, **talk)
        put("deal_presence", deal_id=number, person_id=10 * number, occurred_at=NOW - 6 * DAY, part="to", **talk)
    for number in range(20, 30):
        put("offer_case", driver=CODE, deal_id=number, won=False, voiced_at=NOW - 9 * DAY)
    shares = {"done_share": 0.5, "not_share": 0.25, "difference": 0.25, "drawn": 0.1}
    interval = {"difference_low": 0.05, "difference_high": 0.45, "asked": 1, "deals": 60}
    told = {"done_n": 20, "done_won": 10, "not_n": 40, "not_won": 10, "verdict": "more"}
    put("offer", driver=CODE, measure="demo", **shares, **interval, **told)
    put("offer", driver=CODE, measure="proof", **shares, **interval, **(told | {"done_n": 3, "done_won": 2}))
    return record


def read(client: Client, query: str) -> str:
    return client.get(f"/plays/offers/?{query}").text.replace("\xa0", " ")


def test_figures_come_with_both_numbers_and_the_interval(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    page = read(sign_in(staff.analyst), f"driver={CODE}")
    assert "Associated with more wins. 50 % won of 20 deals in which it was done, 25 % of 40 alike" in page
    assert "+25 points (+5 to +45)" in page
    assert "because" not in page


def test_figures_of_a_handful_are_told_to_those_alone_who_may_see_all(
    staff: Staff, deals: duckdb.DuckDBPyConnection
) -> None:
    assert "won of 3 deals" in read(sign_in(staff.analyst), f"driver={CODE}")
    for user in (staff.anna, staff.nora, staff.sara):
        page = read(sign_in(user), f"driver={CODE}")
        assert "won of 20 deals" in page
        assert "won of 3 deals" not in page
        assert "too few deals" in page


def test_of_other_teams_deals_no_name_is_told_only_whom_to_ask(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    for user in (staff.anna, staff.nora):
        page = read(sign_in(user), f"driver={CODE}")
        assert "Buyer of Won crane" in page
        assert "Their crane" not in page
        assert "Colleagues who won deals with this concern: Sara. Ask them." in page
    assert "Their crane" in read(sign_in(staff.sven), f"driver={CODE}")
    assert "Won crane" not in read(sign_in(staff.ben), f"driver={CODE}")


def test_a_deal_is_answered_for_what_is_at_work_in_it(
    staff: Staff, stranger: Client, deals: duckdb.DuckDBPyConnection
) -> None:
    for user in (staff.anna, staff.nora, staff.analyst):
        assert "Against: Price too high" in read(sign_in(user), f"deal={OPEN}")
    for user in (staff.ben, staff.sara, staff.sven):
        assert sign_in(user).get(f"/plays/offers/?deal={OPEN}").status_code == 404
    assert stranger.get(f"/plays/offers/?deal={OPEN}").status_code == 302
    assert LogEntry.objects.filter(kind="offers", act="saw").count() == 3


@pytest.mark.parametrize("query", ["deal=99", "deal=x", "driver=astrology"])
def test_what_is_not_there_is_not_found(staff: Staff, deals: duckdb.DuckDBPyConnection, query: str) -> None:
    assert sign_in(staff.analyst).get(f"/plays/offers/?{query}").status_code == 404


def test_who_was_asked_of_late_is_shown_with_the_day_from_which_they_may_be(
    staff: Staff, deals: duckdb.DuckDBPyConnection
) -> None:
    debrief = Debrief.objects.create(deal_id=5, deal_name="x", outcome="lost", kind="buyer", state="asked")
    at = timezone.now() - timedelta(days=10)
    AskedPerson.objects.create(debrief=debrief, person_id=10 * WON, name="x", asked_at=at)
    assert "Was asked of late: not again before" in read(sign_in(staff.anna), f"driver={CODE}")


def test_own_material_stands_beside_the_figures(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    Material.objects.create(title="What it pays back", text="x", drivers=[CODE])
    Material.objects.create(title="Of another concern", text="x", drivers=["timing"])
    page = read(sign_in(staff.anna), f"driver={CODE}")
    assert "What it pays back" in page
    assert "Of another concern" not in page


def test_in_german_measures_and_sentences_are_german(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    staff.analyst.language = "de"
    staff.analyst.save()
    page = read(sign_in(staff.analyst), f"driver={CODE}")
    assert "Vorführung" in page
    assert "Geht mit mehr gewonnenen Deals einher." in page


def test_where_nothing_is_known_the_page_says_what_to_do(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    client = sign_in(staff.analyst)
    assert "come here from an open deal" in read(client, "")
    assert "has come up in no ended deal" in read(client, "driver=integration")
    assert "Ask them, or choose above" in read(client, f"deal={WON}")


def test_what_is_not_counted_yet_is_not_taken_for_nothing(staff: Staff, deals: duckdb.DuckDBPyConnection) -> None:
    deals.execute("DELETE FROM conclusion")
    page = read(sign_in(staff.analyst), "driver=integration")
    assert "is not counted yet" in page
    assert "has come up in no ended deal" not in page
