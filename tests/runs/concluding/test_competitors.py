"""Which competitor counts on which deal: the one that was on record before the outcome."""

import itertools
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.competitors.making import COMPETITORS
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from runs.small_record import SmallRecord, on_day

Rows = list[dict[str, Any]]


class RivalRecord(SmallRecord):
    """A small record with competitors on deals."""

    def rival(self, name: str, source: str = "") -> int:
        return self.add("competitor", name + source, known=on_day(0), name=name)

    def name(self, deal: int, rival: int, *, known: float, basis: str = "created", **values: Any) -> int:
        number = str(len(self.rows["deal_competitor"]))
        told = {"deal_id": deal, "competitor_id": rival, "part": "present", "known_at_basis": basis}
        return self.add("deal_competitor", number, known=on_day(known), **{**told, **values})

    def lost(self, name: str, *, closed: float = 90, outcome: str = "lost") -> int:
        deal = self.deal(name, opened=0, outcome=outcome, closed=closed)
        self.word(deal, closed - 2)
        return deal

    def act(self, rival: int, day: float, **values: Any) -> int:
        number = str(len(self.rows["competitor_event"]))
        told = {"competitor_id": rival, "what": "launched", "occurred_at": on_day(day)}
        return self.add("competitor_event", number, known=on_day(day), **told, **values)


@pytest.fixture
def conclude(home: Home, few_signals: tuple[Signal, ...]) -> Callable[..., dict[str, Rows]]:
    def read(record: SmallRecord, as_of: Any = None) -> dict[str, Rows]:
        record.write(home)
        run_signals(home, as_of=as_of, renew_baseline=False, signals=few_signals[:1])
        assert conclude_run(home, lambda step, share: None, (COMPETITORS,)) == ["competitors"]
        with open_results(home) as results:
            tables = {}
            for table in COMPETITORS.tables:
                found = results.connection.execute(f"SELECT * FROM {table.name} ORDER BY ALL")
                names = [column[0] for column in found.description]
                tables[table.name] = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
            return tables

    return read


def find_rate(tables: dict[str, Rows], kind: str, competitor: str | None = None) -> dict[str, Any]:
    (found,) = [
        row
        for row in tables["competitor_rate"]
        if (row["kind"], row["competitor"], row["theme"], row["period"]) == (kind, competitor, None, None)
    ]
    return found


def test_a_competitor_entered_at_the_close_or_after_it_is_left_out_and_counted(
    conclude: Callable[..., dict[str, Rows]],
) -> None:
    record = RivalRecord()
    rival = record.rival("Northwind")
    record.name(record.lost("early"), rival, known=40)
    record.name(record.lost("at the close"), rival, known=90)
    record.name(record.lost("later"), rival, known=120)
    record.name(record.lost("won", outcome="won"), rival, known=40)
    # named on a day before the close, but entered after it: whoever did so knew how it ended
    record.name(record.lost("told later"), rival, known=120, named_at=on_day(40))
    record.name(record.lost("undated"), rival, known=40, basis="assumed")
    found = find_rate(conclude(record), "competitor", "Northwind")
    assert (found["won"], found["lost"], found["late_lost"], found["late_won"]) == (1, 1, 4, 0)


def test_known_none_and_unknown_are_kept_apart(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord()
    rival = record.rival("Northwind")
    record.name(record.lost("known"), rival, known=40)
    record.name(record.lost("too late"), rival, known=91)
    record.lost("nothing told")
    tables = conclude(record)
    assert [find_rate(tables, kind)["lost"] for kind in ("all", "known", "unknown")] == [3, 1, 2]
    assert not [row for row in tables["competitor_rate"] if row["kind"] == "none"]


def test_a_field_of_the_deal_names_its_competitor_from_the_day_of_the_change(
    conclude: Callable[..., dict[str, Rows]],
) -> None:
    record = RivalRecord()
    record.rival("Northwind")
    record.change(record.lost("A"), "main_competitor", "northwind; Others", 40)
    record.change(record.lost("B"), "main_competitor", "Northwind", 90)
    found = find_rate(conclude(record), "competitor", "Northwind")
    assert (found["lost"], found["late_lost"]) == (1, 1)


def test_a_deal_with_two_competitors_counts_with_each_and_once_in_all(
    conclude: Callable[..., dict[str, Rows]],
) -> None:
    record = RivalRecord()
    deal = record.lost("A")
    for name in ("Northwind", "Southwind"):
        record.name(deal, record.rival(name), known=40)
    tables = conclude(record)
    assert find_rate(tables, "competitor", "Northwind")["lost"] == find_rate(tables, "known")["lost"] == 1


def test_one_company_under_two_rows_is_one_competitor(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord()
    for number, source in enumerate(("one", "two")):
        record.name(record.lost(f"deal {number}"), record.rival("Northwind", source), known=40)
    tables = conclude(record)
    assert find_rate(tables, "competitor", "Northwind")["lost"] == 2


def test_deals_without_a_decision_are_no_part_of_the_rate(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord()
    rival = record.rival("Northwind")
    record.name(record.lost("A", outcome="no_decision"), rival, known=40)
    record.name(record.lost("B", outcome="won"), rival, known=40)
    found = find_rate(conclude(record), "competitor", "Northwind")
    assert (found["no_decision"], found["rate"], found["is_told"]) == (1, 1.0, False)
    assert found["more_needed"] > 0


def write_fall(record: RivalRecord, *, fallen_from: int = 4, elsewhere: int = 5) -> int:
    """Eight half-years of 60 deals; from the fifth on one in ten is won against Northwind and not five.

    elsewhere: of ten against Southwind so many are won, all the time.
    """
    ours, other = record.rival("Northwind"), record.rival("Southwind")
    for period in range(8):
        for number in range(60):
            rival = ours if number % 2 else other
            share = 1 if rival == ours and period >= fallen_from else (5 if rival == ours else elsewhere)
            outcome = "won" if number // 2 % 10 < share else "lost"
            day = 100 + period * 182.5 + number % 50
            deal = record.deal(f"{period}-{number}", opened=day - 60, outcome=outcome, closed=day)
            record.word(deal, day - 2)
            record.name(deal, rival, known=day - 50)
    return ours


def find_changes(tables: dict[str, Rows]) -> dict[str, dict[str, Any]]:
    return {row["competitor"]: row for row in tables["competitor_change"] if row["theme"] is None}


def test_a_fall_is_not_blunted_where_it_was_no_strength_before(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord(imported=1_700)
    event = record.act(write_fall(record, elsewhere=5), 100 + 3 * 182.5)
    fell = find_changes(conclude(record))["Northwind"]
    assert fell["p_strength"] < 0.8
    assert (fell["verdict"], fell["event_id"], fell["is_blunted"]) == ("fell", event, False)


def test_a_fall_is_blunted_only_where_an_act_came_before_it(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord(imported=1_700)
    ours = write_fall(record, elsewhere=2)
    changes = find_changes(conclude(record))
    assert (changes["Northwind"]["verdict"], changes["Northwind"]["is_blunted"]) == ("fell", False)
    assert changes["Southwind"]["verdict"] != "fell"
    event = record.act(ours, 100 + 3 * 182.5)
    tables = conclude(record)
    assert find_changes(tables)["Northwind"]["event_id"] == event
    assert find_changes(tables)["Northwind"]["is_blunted"]
    assert {row["verdict"] for row in tables["competitor_event_check"] if row["theme"] is None} == {"fell_after"}


def test_what_became_known_after_the_day_asked_about_changes_nothing(
    conclude: Callable[..., dict[str, Rows]],
) -> None:
    record = RivalRecord(imported=1_700)
    ours = write_fall(record)
    day = datetime.fromtimestamp(on_day(1_000), UTC)
    before = conclude(record, day)
    for number in range(30):
        record.name(record.lost(f"noise {number}", closed=1_200, outcome="won"), ours, known=1_100)
    record.act(ours, 1_100)
    record.add("competitor", "a third row", known=on_day(1_100), name="Northwind")
    assert conclude(record, day) == before


def test_the_win_rate_is_followed_from_quarter_to_quarter(conclude: Callable[..., dict[str, Rows]]) -> None:
    record = RivalRecord()
    rival = record.rival("Northwind")
    for number, (closed, outcome) in enumerate([(40, "lost"), (150, "won"), (240, "won")]):
        record.name(record.lost(f"deal {number}", closed=closed, outcome=outcome), rival, known=20)
    record.lost("without one", closed=60)
    rows = conclude(record)["rate_narrowing"]
    told = [(row["competitor"], row["won"], row["lost"]) for row in sorted(rows, key=lambda row: row["until"])]
    assert [one[1:] for one in told if one[0] == "Northwind"] == [(0, 1), (1, 1), (2, 1)]
    assert [one[1:] for one in told if one[0] is None] == [(0, 2), (1, 2), (2, 2)]
    assert {row["apart_from_id"] for row in rows} == {None}
    ends = sorted({row["until"] for row in rows})
    assert all(later > earlier for earlier, later in itertools.pairwise(ends))
