"""The page of coverage, by the scope of whoever opens it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from types import SimpleNamespace

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.debriefs.covering import views
from assay.web.debriefs.covering.reading import read_ended
from assay.web.debriefs.models import Announcement, AskedPerson, BuyerMessage, Reply
from assay.web.people.models import TeamSeller
from assay.web.scoping import find_scope
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in
from web.debriefs.conftest import Make

NOW = int(datetime(2026, 3, 2, tzinfo=UTC).timestamp())


@pytest.fixture
def ended(
    staff: Staff, record: duckdb.DuckDBPyConnection, put: Put, monkeypatch: pytest.MonkeyPatch
) -> duckdb.DuckDBPyConnection:
    """Twelve deals each of anna and ben, six of sara's, half of them won."""

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(connection=record)

    monkeypatch.setattr(views, "open_reading", open_base)
    put("run", run_id="first", as_of=NOW)
    owners = [*[ANNA_SELLER] * 12, *[BEN_SELLER] * 12, *[SARA_SELLER] * 6]
    for number, owner in enumerate(owners, 1):
        outcome = "won" if number % 2 else "lost"
        put("deal", id=number, name=f"Deal {number}", owner_id=owner, outcome=outcome)
        put("moment", deal_id=number, outcome=outcome, closed_at=NOW - number * DAY, as_of=NOW, segment="Cranes")
    return record


def test_what_was_done_about_each_deal_is_counted(
    staff: Staff, ended: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    now = timezone.now()
    make_debrief(deal_id=2, state="held", asked_at=now, answer="agreed", held_at=now)
    make_debrief(deal_id=2, kind="self", held_at=now)
    make_debrief(deal_id=4, state="declined_by_manager")
    early = datetime.fromtimestamp(NOW - 9 * DAY, UTC)
    for deal in (2, 20):
        Announcement.objects.create(deal_id=deal, deal_name="x", announced_at=early, channel="phone")
    deals = {
        one.deal_id: one
        for one in read_ended(lambda query: ended.execute(query).fetchall(), find_scope(staff.analyst), 90)
    }
    assert len(deals) == 30
    assert (deals[2].asked, deals[2].agreed, deals[2].held, deals[2].self_analysed) == (True, True, True, True)
    assert deals[2].announced  # before the end
    assert not deals[20].announced  # after it
    assert deals[4].taken_out


def test_everybody_sees_the_coverage_of_the_own_team(staff: Staff, ended: duckdb.DuckDBPyConnection) -> None:
    def count(user: object) -> int:
        return len(read_ended(lambda query: ended.execute(query).fetchall(), find_scope(user), 90))  # type: ignore[arg-type]

    assert [count(one) for one in (staff.analyst, staff.max, staff.nora, staff.anna, staff.sven)] == [30, 30, 24, 24, 6]


def test_the_page_shows_shares_with_intervals_and_nobodys_name(
    staff: Staff, ended: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    TeamSeller.objects.create(team=staff.sven.team, seller_id=999, name="Nobody")
    for deal in range(1, 9):
        make_debrief(deal_id=deal, deal_name=f"Deal {deal}", state="asked", asked_at=timezone.now())
    text = sign_in(staff.nora).get("/debriefs/coverage/").text
    assert "18 to 53 %, 8 of 24" in text
    assert "won" in text
    for name in ("Anna", "Ben"):
        assert name not in text.split("<main")[1]


def test_a_stranger_is_asked_to_sign_in(stranger: Client, db: None) -> None:
    assert stranger.get("/debriefs/coverage/").status_code == 302


def test_letters_are_counted_with_what_came_back_in_the_scope(
    staff: Staff, ended: duckdb.DuckDBPyConnection, make_debrief: Make
) -> None:
    for deal, owner, kind in ((2, ANNA_SELLER, "more_senior"), (26, SARA_SELLER, "reply")):
        debrief = make_debrief(deal_id=deal, owner_id=owner, state="asked", asked_at=timezone.now(), answer="silent")
        person = AskedPerson.objects.create(debrief=debrief, person_id=5, name="Ines Roth")
        letter = BuyerMessage.objects.create(debrief=debrief, person=person, kind="letter", sent_at=timezone.now())
        Reply.objects.create(debrief=debrief, person=person, message=letter, kind=kind, by=staff.anna)
    counted = sign_in(staff.analyst).get("/debriefs/coverage/").context["letters"]["counted"]
    assert (counted.sent, counted.counts["more_senior"], counted.counts["reply"]) == (2, 1, 1)
    page = sign_in(staff.nora).get("/debriefs/coverage/")
    counted = page.context["letters"]["counted"]
    assert (counted.sent, counted.counts["more_senior"], counted.counts["reply"]) == (1, 1, 0)
    assert "an answer from somebody more senior" in page.content.decode()
