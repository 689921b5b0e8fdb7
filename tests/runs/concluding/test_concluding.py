"""What follows from a run is worked out once, of what it rests on, and stands until that changes."""

from dataclasses import replace

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store import table_file
from assay.store.home import Home
from assay.tables.concluded.conclusion import CONCLUSION
from assay.tables.concluded.reason import DRIVER_EFFECT, REASON
from runs.small_record import SmallRecord


@pytest.fixture
def run_home(home: Home, few_signals: tuple[Signal, ...]) -> Home:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="lost", closed=90)
    record.word(record.deal("B", opened=10), 20)
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=few_signals[:1])
    return home


def _count_effects(work: Work) -> None:
    work.gathering.make("new_driver_effect", "SELECT * FROM driver_effect WHERE false")


def _repeat_reasons(work: Work) -> None:
    ((before,),) = work.gathering.rows("SELECT count(*) FROM new_driver_effect")
    assert before == 0
    work.gathering.make("new_reason", "SELECT * FROM reason WHERE false")


FIRST = Part("effects", "counting effects", (DRIVER_EFFECT,), _count_effects)
SECOND = Part("reasons", "finding reasons", (REASON,), _repeat_reasons)


def test_parts_are_made_once_in_their_order_of_one_run(run_home: Home) -> None:
    steps: list[str] = []
    made = conclude_run(run_home, lambda step, share: steps.append(step), (FIRST, SECOND))
    assert made == ["effects", "reasons"]
    assert steps[:2] == ["counting effects", "finding reasons"]
    assert conclude_run(run_home, lambda step, share: None, (FIRST, SECOND)) is None


def test_a_part_that_changed_is_made_anew_and_so_is_what_comes_after_it(run_home: Home) -> None:
    parts = (FIRST, SECOND)
    conclude_run(run_home, lambda step, share: None, parts)
    assert conclude_run(run_home, lambda step, share: None, (FIRST, replace(SECOND, version=2))) == ["reasons"]
    newer = (replace(FIRST, needs=lambda home: "another setting"), replace(SECOND, version=2))
    assert conclude_run(run_home, lambda step, share: None, newer) == ["effects", "reasons"]


def test_it_stands_beside_a_later_run_and_not_beside_one_of_an_earlier_day(
    run_home: Home, few_signals: tuple[Signal, ...]
) -> None:
    conclude_run(run_home, lambda step, share: None, (FIRST,))
    run_signals(run_home, as_of=None, renew_baseline=False, signals=few_signals[:2])
    with open_results(run_home) as results:
        kept = results.connection.execute(f"SELECT part, run_id FROM {CONCLUSION.name}").fetchall()
        ((run_id,),) = results.connection.execute("SELECT run_id FROM run").fetchall()
    assert [part for part, _ in kept] == ["effects"]
    assert kept[0][1] != run_id
    assert conclude_run(run_home, lambda step, share: None, (FIRST,)) == ["effects"]


def test_rows_that_an_earlier_version_wrote_without_a_column_do_not_stop_a_run(
    run_home: Home, few_signals: tuple[Signal, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_old(work: Work) -> None:
        names = ", ".join(f"NULL AS {column.name}" for column in DRIVER_EFFECT.columns if column.name != "driver")
        work.gathering.make("new_driver_effect", f"SELECT 'timing' AS driver, {names}")

    with monkeypatch.context() as patched:
        patched.setattr(table_file, "_check_required", lambda *told: None)
        conclude_run(run_home, lambda step, share: None, (replace(FIRST, make=write_old),))
    run_signals(run_home, as_of=None, renew_baseline=False, signals=few_signals[:2])
    with open_results(run_home) as results:
        assert results.connection.execute("SELECT count(*) FROM driver_effect").fetchall() == [(0,)]


def test_words_that_wait_to_be_coded_come_first(run_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_WORDS", "yes")
    assert conclude_run(run_home, lambda step, share: None, (FIRST,)) is None
