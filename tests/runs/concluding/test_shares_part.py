"""The part on shares reads reasons and audits as they were known by the run's moment."""

from collections.abc import Callable
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.shares import SHARES
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from assay.tables.concluded.reason import REASON, VERDICT
from runs.small_record import SmallRecord, on_day

_REASONS = """
SELECT deal_id, 'look_back' AS view, 'no_budget' AS driver, 0.8 AS p_active, 0.8 AS p, 0.7 AS p_low, 0.9 AS p_high,
  0.5 AS strength, 0.8 AS p_record, 0.8 AS p_main, 'theirs' AS whose, 1 AS rank, true AS stated_by_rep,
  false AS stated_by_buyer, 1 AS for_rows, 0 AS against_rows, NULL::BIGINT AS since
FROM moment WHERE outcome = 'lost'"""

_VERDICTS = (
    "SELECT * FROM verdict WHERE false UNION ALL BY NAME SELECT deal_id, 'look_back' AS view, 'told' AS standing,"
)
_VERDICTS += " 'no_budget' AS main, 0.8 AS main_p, 1 AS reasons, '[]' AS rep_names, '[]' AS buyer_names,"
_VERDICTS += " '[]' AS record_names, '[]' AS audit_names, 'no_budget' AS main_unaudited, false AS audited,"
_VERDICTS += " 'not_audited' AS truth_gap"
_VERDICTS += " FROM moment WHERE outcome = 'lost'"


def _say_reasons(work: Work) -> None:
    work.gathering.make("new_reason", _REASONS)
    work.gathering.make("new_verdict", _VERDICTS)


PARTS = (Part("reasons", "saying reasons", (REASON, VERDICT), _say_reasons), SHARES)

Conclude = Callable[..., dict[str, list[tuple[Any, ...]]]]


@pytest.fixture
def conclude(home: Home, few_signals: tuple[Signal, ...]) -> Conclude:
    """Concludes a record of 40 losses, of which so many were audited; the tables by name."""

    def work(audited: int, *, known: float = 150, also: Callable[[SmallRecord], None] | None = None) -> Any:
        record = SmallRecord()
        deals = [record.deal(f"D{n}", opened=n, outcome="lost", closed=100 + n / 2, known=n) for n in range(40)]
        for number, deal in enumerate(deals[:audited]):
            for driver in ("no_budget", "slow_or_neglected"):
                is_main = (driver == "no_budget") == (number % 2 == 0)
                record.add(
                    "audit", f"{deal} {driver}", known=on_day(known), deal_id=deal, auditor=1, driver=driver,
                    verdict="material" if is_main else "absent", is_main=is_main, occurred_at=on_day(150),
                    quarter="2024-Q2", quarter_first=on_day(90), quarter_until=on_day(182), probability=0.5,
                )  # fmt: skip
        record.word(deals[-1], 160)
        if also:
            also(record)
        record.write(home)
        run_signals(home, as_of=None, renew_baseline=False, signals=few_signals[:1])
        conclude_run(home, lambda step, share: None, PARTS)
        with open_results(home) as results:
            return {
                table.name: results.connection.execute(f"SELECT * FROM {table.name} ORDER BY ALL").fetchall()
                for table in SHARES.tables
            }

    return work


def test_shares_rest_on_audits_and_say_on_how_many(conclude: Conclude) -> None:
    found = conclude(20)
    shares = {(row[0], row[1], row[4]): row[5:] for row in found["share"] if row[2] == row[3] == ""}
    mid, low, high, losses, rests_on = shares["driver", "slow_or_neglected", "audited"]
    assert low < 0.5 < high
    assert mid == pytest.approx(0.5)
    assert (losses, rests_on) == (40, 20)
    assert shares["driver", "no_budget", "stated"][0] == 1
    assert {(row[0], row[1]) for row in found["truth_gap"]} == {
        *(("gap", name) for name in ("all", "part", "none", "not_asked")), ("rep", "")
    }  # fmt: skip
    split = {row[1]: row for row in found["loss_split"] if row[0] == ""}
    assert split["neglect"][2:4] == ("audited", pytest.approx(0.5))
    assert any(row[0] == "split" for row in found["narrowing"])


def test_without_audits_shares_are_what_was_stated(conclude: Conclude) -> None:
    found = conclude(0)
    assert {row[4] for row in found["share"]} == {"stated"}
    assert {row[2] for row in found["loss_split"]} == {"record"}
    assert found["truth_gap"] == []


def test_audits_that_became_known_later_play_no_part(conclude: Conclude) -> None:
    assert conclude(20, known=1000) == conclude(0)


def test_audits_of_which_only_the_debrief_is_on_record_count_alike(conclude: Conclude) -> None:
    def add_debriefs(record: SmallRecord) -> None:
        for number in range(0, 20, 2):
            deal = record.rows["deal"][number]["id"]
            known = {"known": on_day(150), "deal_id": deal}
            record.add("debrief", f"{number}", held_at=on_day(149), kind="audit", **known)
            said = record.add("statement", f"{number}", side="auditor", origin="audit", text="No money", **known)
            record.add(
                "statement_code", f"{number}", known=on_day(150), statement_id=said, driver="no_budget", coder="person"
            )

    found = conclude(0, also=add_debriefs)
    shares = {(row[0], row[1], row[4]): row[5:] for row in found["share"] if row[2] == row[3] == ""}
    assert shares["main", "no_budget", "audited"][0] == pytest.approx(1)
    assert shares["main", "no_budget", "audited"][4] == 10
