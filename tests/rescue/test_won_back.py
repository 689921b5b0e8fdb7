"""Lost deals of which the reason has passed: why now, and whoever said no is left alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import duckdb

from asking.conftest import base as base
from asking.conftest import put as put
from assay.asking.ask import Ask, ask_through
from assay.asking.sight import Sight
from assay.rescue.won_back import Change, Told, WonBack, watch_lost

DAY = 86_400
TODAY = date(2026, 11, 1)
CLOSED = int(datetime(2026, 3, 1, tzinfo=UTC).timestamp())
LOST, WON = 1, 2

Put = Callable[..., Any]


def _lay(put: Put, base: duckdb.DuckDBPyConnection, driver: str = "missing_feature") -> Ask:
    """A deal lost for a driver, with a champion, and one that was won."""
    for deal, outcome in ((LOST, "lost"), (WON, "won")):
        put("deal", id=deal, source_id=f"d{deal}", name=f"Deal {deal}", account_id=70 + deal, outcome=outcome)
        put("moment", deal_id=deal, outcome=outcome, closed_at=CLOSED, value=5_000)
        put("reason", deal_id=deal, view="look_back", driver=driver, p=0.8, rank=1)
    put("person", id=5, full_name="Clara Champion", account_id=71, kind="contact")
    put("deal_person", deal_id=LOST, person_id=5, role="champion")
    return ask_through(base.cursor())


def _watch(ask: Ask, told: Told | None = None, changes: tuple[Change, ...] = (), **seen: Any) -> list[WonBack]:
    return watch_lost(ask, TODAY, {} if told is None else {LOST: told}, changes, Sight(**seen))


def test_what_we_changed_against_its_reason_after_it_was_lost_speaks_for_a_deal(
    put: Put, base: duckdb.DuckDBPyConnection
) -> None:
    ask = _lay(put, base)
    shipped = Change("missing_feature", "the export is there", date(2026, 6, 1))
    before = Change("missing_feature", "long ago", date(2026, 1, 1))
    other = Change("usability", "fewer clicks", date(2026, 6, 1))
    (found,) = _watch(ask, None, (shipped, before, other))
    assert (found.deal_id, [why.about for why in found.whys]) == (LOST, ["the export is there"])
    assert not found.may_call


def test_a_deal_for_which_nothing_speaks_is_not_named(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    assert _watch(_lay(put, base)) == []


def test_whoever_said_no_is_left_alone(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    ask = _lay(put, base)
    shipped = Change("missing_feature", "the export is there", date(2026, 6, 1))
    assert _watch(ask, Told(comes_back=False), (shipped,)) == []


def test_a_yes_and_a_contract_that_ends_soon_speak_for_it(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    ask = _lay(put, base)
    (found,) = _watch(ask, Told(comes_back=True, said_on=date(2026, 5, 1), contract_ends=date(2027, 2, 1)))
    assert ([why.kind for why in found.whys], found.may_call) == (["contract", "consent"], True)
    assert _watch(ask, Told(contract_ends=date(2029, 2, 1))) == []


def test_a_champion_who_joined_another_company_is_a_way_to_begin_anew(
    put: Put, base: duckdb.DuckDBPyConnection
) -> None:
    ask = _lay(put, base)
    put("account", id=99, name="Newfield")
    put("person_change", id=31, person_id=5, account_id=99, change="joined", occurred_at=CLOSED + 30 * DAY)
    (found,) = _watch(ask)
    assert [(why.kind, why.about, why.row_id) for why in found.whys] == [("moved", "Clara Champion, Newfield", 31)]


def test_a_new_head_counts_where_the_loss_was_about_people(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    ask = _lay(put, base, "no_access_to_power")
    put(
        "person_change", id=32, name="Hanna Head", title="CFO", seniority="c_level", account_id=71, change="joined",
        occurred_at=CLOSED + 30 * DAY,
    )  # fmt: skip
    (found,) = _watch(ask)
    assert [why.kind for why in found.whys] == ["leader"]
    base.execute("UPDATE reason SET driver = 'price_too_high'")
    assert _watch(ask) == []


def test_the_confirmed_reason_goes_before_the_inferred_one(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    ask = _lay(put, base)
    change = Change("usability", "fewer clicks", date(2026, 6, 1))
    (found,) = _watch(ask, Told(main="usability"), (change,))
    assert found.driver == "usability"


def test_deals_out_of_scope_are_not_told_of(put: Put, base: duckdb.DuckDBPyConnection) -> None:
    ask, told = _lay(put, base), Told(comes_back=True)
    assert _watch(ask, told, sellers=()) == []
    assert len(_watch(ask, told, sellers=(), deals=[LOST])) == 1
    assert _watch(ask, told, closed=[LOST]) == []
