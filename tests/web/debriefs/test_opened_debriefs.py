"""A debrief for every deal that has ended, opened after each run."""

from datetime import UTC, datetime

import duckdb
import pytest
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.store.home import Home
from assay.web.debriefs.models import Announcement, Debrief, Opening, Task
from assay.web.debriefs.opening import open_ended
from assay.web.people.log import LogEntry
from web.conftest import ANNA_SELLER, Staff

NOW = int(datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC).timestamp())


@pytest.fixture
def home(own_home: Home, record: duckdb.DuckDBPyConnection, put: Put) -> Home:
    put("run", run_id="first", as_of=NOW)
    return own_home


def _put_deal(put: Put, number: int, outcome: str, closed: int | None = None, **silence: object) -> None:
    put("deal", id=number, name=f"Deal {number}", owner_id=ANNA_SELLER, account_id=6, outcome=outcome)
    put("moment", deal_id=number, outcome=outcome, closed_at=closed, as_of=NOW)
    if silence:
        put("silence", deal_id=number, **silence)


def test_lost_won_and_dead_deals_are_opened_for_their_owner(staff: Staff, home: Home, put: Put) -> None:
    _put_deal(put, 1, "lost", NOW - DAY)
    _put_deal(put, 2, "won", NOW - 2 * DAY)
    _put_deal(put, 3, "open", p_dead=0.95, hopeless_at=NOW - 3 * DAY)
    assert open_ended(home)["opened"] == 3
    opened = Debrief.objects.filter(kind="buyer").values_list("deal_id", "outcome", "state", "asker")
    assert sorted(opened) == [(n, outcome, "opened", staff.anna.pk) for n, outcome in
                              ((1, "lost"), (2, "won"), (3, "silent"))]  # fmt: skip
    assert Debrief.objects.filter(kind="self", circle="private").count() == 3
    tasks = Task.objects.filter(deal_id=1).values_list("kind", "owner")
    assert sorted(tasks) == [("accept", staff.anna.pk), ("self_analysis", staff.anna.pk)]
    assert [task.kind for task in Task.objects.filter(deal_id=2, debrief__kind="buyer")] == ["ask"]


def test_looking_twice_opens_once(staff: Staff, home: Home, put: Put) -> None:
    _put_deal(put, 1, "lost", NOW - DAY)
    open_ended(home)
    assert open_ended(home)["opened"] == 0
    assert (Debrief.objects.count(), Task.objects.count(), Opening.objects.count()) == (2, 2, 1)
    assert LogEntry.objects.filter(act="opened", kind="debriefs").count() == 1


def test_a_debrief_that_has_gone_on_is_left_as_it_is(staff: Staff, home: Home, put: Put) -> None:
    _put_deal(put, 1, "lost", NOW - DAY)
    open_ended(home)
    Debrief.objects.filter(kind="buyer").update(state="declined_by_manager", reason="Bankrupt", version=4)
    open_ended(home)
    buyer = Debrief.objects.get(kind="buyer")
    assert (buyer.state, buyer.version) == ("declined_by_manager", 4)


def test_a_trail_that_was_not_dead_is_taken_back_and_opened_again_when_it_ends(
    staff: Staff, home: Home, put: Put, record: duckdb.DuckDBPyConnection
) -> None:
    _put_deal(put, 1, "open", p_dead=0.95, hopeless_at=NOW - DAY)
    open_ended(home)
    record.execute("UPDATE silence SET p_dead = 0.1")
    assert open_ended(home)["withdrawn"] == 1
    assert set(Debrief.objects.values_list("state", flat=True)) == {"withdrawn"}
    assert not Task.objects.filter(done_at=None, dropped_at=None).exists()
    record.execute(f"UPDATE moment SET outcome = 'lost', closed_at = {NOW}")
    open_ended(home)
    assert set(Debrief.objects.values_list("state", "outcome")) == {("opened", "lost")}
    assert Task.objects.filter(done_at=None).count() == 2


def test_a_rep_who_has_no_account_keeps_no_deal_out(db: None, home: Home, put: Put) -> None:
    _put_deal(put, 1, "lost", NOW - DAY)
    open_ended(home)
    assert Debrief.objects.get(kind="buyer").asker is None
    assert Task.objects.get(kind="accept").seller_id == ANNA_SELLER


def test_every_open_deal_past_its_first_meeting_has_a_task_to_announce(
    staff: Staff, home: Home, put: Put, record: duckdb.DuckDBPyConnection
) -> None:
    for number in (1, 2):
        _put_deal(put, number, "open")
        put("deal_event", deal_id=number, activity_id=number, occurred_at=NOW - DAY, kind="meeting", buyers=1)
    Announcement.objects.create(deal_id=2, deal_name="Deal 2", announced_at=timezone.now(), channel="phone")
    assert open_ended(home)["announcing"] == 1
    task = Task.objects.get(kind="announce")
    assert (task.deal_id, task.owner, task.address) == (1, staff.anna, "/debriefs/announce/1/")
    record.execute("UPDATE moment SET outcome = 'won', closed_at = as_of WHERE deal_id = 1")
    open_ended(home)
    task.refresh_from_db()
    assert task.dropped_at is not None
