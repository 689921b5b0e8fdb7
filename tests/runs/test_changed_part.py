"""The same again is nothing to do; a changed part is computed alone, and comes out as if all had been."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from assay.domain.signal import Signal
from assay.runs import keeping
from assay.store import open_place
from assay.store.home import Home
from assay.store.manifest import read_manifest
from assay.tables.results import RESULT_TABLES
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals
from runs.small_record import SmallRecord, on_day
from runs.test_future import SHOWN

#: made at and recomputed differ, and say so; the rest of a run must not
REST = "SELECT * EXCLUDE (made_at, recomputed_deals) FROM run"


@pytest.fixture
def record() -> SmallRecord:
    return invent_deals(5, 60)


def test_the_same_run_again_changes_nothing(home: Home, record: SmallRecord, run: Run, ask: Ask) -> None:
    record.write(home)
    first = run()
    made_at = ask("SELECT made_at FROM run")
    again = run()
    assert (first.is_same, again.is_same) == (False, True)
    assert again.run_id == first.run_id
    assert ask("SELECT made_at FROM run") == made_at
    assert "Nothing has changed" in again.text()


def change_some(record: SmallRecord) -> int:
    """New words, a changed past, a reopened deal, one more deal; returns how many deals that touches."""
    deals = record.rows["deal"]
    record.word(deals[3]["id"], 120, kind="meeting")
    record.change(deals[4]["id"], "close_date", "2025-09-01", 130, old="2025-08-01")
    record.rows["deal_event"] = [row for row in record.rows["deal_event"] if row["deal_id"] != deals[5]["id"]]
    record.rows["deal_event"][0]["direction"] = "internal"
    ended = next(deal for deal in deals[6:] if deal["outcome"] == "lost")
    ended["outcome"] = "won"
    record.deal("newcomer", opened=310)
    touched = {deals[3]["id"], deals[4]["id"], deals[5]["id"], record.rows["deal_event"][0]["deal_id"], ended["id"]}
    return len(touched) + 1


def test_a_changed_part_alone_equals_the_whole(
    home: Home, tmp_path: Path, record: SmallRecord, run: Run, ask: Ask
) -> None:
    record.write(home)
    run()
    touched = change_some(record)
    record.write(home)
    part = run()
    # the whole given the same baseline: what was typical is taken along from a first run, its answers are not
    whole_home = Home(tmp_path / "whole", {})
    invent_deals(5, 60).write(whole_home)
    run(at=whole_home)
    forget_answers(whole_home)
    record.write(whole_home)
    assert (part.recomputed, run(at=whole_home).recomputed) == (touched, 61)
    for name, query in {**SHOWN, "run": REST}.items():
        assert ask(query) == ask(query, whole_home), name


def test_a_small_change_is_written_beside_what_stands(home: Home, record: SmallRecord, run: Run, ask: Ask) -> None:
    record.write(home)
    run()
    change_some(record)
    record.write(home)
    part = run()
    files = {name: len(list(Path(home.results, name).glob("*.parquet"))) for name in ("answer", "landmark", "moment")}
    assert ask("SELECT made_in, count(*) FROM moment GROUP BY ALL ORDER BY ALL") == [
        (1, 61 - part.recomputed),
        (2, part.recomputed),
    ]
    assert ask("SELECT count(*) FROM answer") == [(61 * part.signals,)]
    assert files["answer"] == files["landmark"] == 2


def test_many_small_changes_do_not_pile_up_files(
    home: Home, record: SmallRecord, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_FILES", 3)
    for day in range(4):
        record.word(record.rows["deal"][3]["id"], 120 + day, kind="meeting")
        record.write(home)
        run()
    manifest = read_manifest(Path(home.results))
    assert [len(manifest.tables[name].files) for name in ("answer", "moment")] == [1, 1]


def test_after_many_changes_all_is_written_whole_again(home: Home, record: SmallRecord, run: Run, ask: Ask) -> None:
    record.write(home)
    run()
    for deal in record.rows["deal"][:20]:
        record.word(deal["id"], 120, kind="meeting")
    record.write(home)
    assert run().recomputed == 20
    assert ask("SELECT DISTINCT made_in FROM moment UNION SELECT DISTINCT made_in FROM answer") == [(2,)]


def forget_answers(home: Home) -> None:
    """Make the last run's answers useless, so that everything is asked anew."""
    place = open_place(home.results, RESULT_TABLES)
    with duckdb.connect() as connection, place.writing() as commit:
        place.attach(connection)
        commit.replace(connection, "moment", "SELECT * REPLACE (digest + 1 AS digest) FROM moment")
        commit.publish(note="forgotten")


def test_only_a_changed_signal_is_asked_anew(
    home: Home, record: SmallRecord, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run()
    before = ask("SELECT * EXCLUDE (made_in) FROM answer ORDER BY ALL")
    first = few_signals[0]
    stricter = replace(
        first, thresholds={**first.thresholds, "pushes": 10**6, "days_later": 10**6}, fingerprint="stricter"
    )
    report = run(signals=(stricter, *few_signals[1:]))
    assert report.recomputed == 0
    after = ask("SELECT * EXCLUDE (made_in) FROM answer ORDER BY ALL")
    assert [row for row in after if row[0] != first.name] == [row for row in before if row[0] != first.name]
    assert ask(f"SELECT count(*) FROM answer WHERE signal = '{first.name}' AND answer = 'hit'") == [(0,)]
    assert ask(f"SELECT count(DISTINCT deal_id) FROM answer WHERE signal = '{first.name}'") == [(60,)]


def test_another_day_asks_the_open_deals_alone(home: Home, record: SmallRecord, run: Run, ask: Ask) -> None:
    record.write(home)
    run()
    ((still_open,),) = ask("SELECT count(*) FROM moment WHERE view = 'open'")
    assert run(as_of=520).recomputed == still_open


def test_another_currency_asks_everybody(home: Home, record: SmallRecord, run: Run) -> None:
    record.rate("USD", 0, 0.9)
    record.write(home)
    run()
    assert run(at=Home(home.path, {"home_currency": "USD"})).recomputed == 60


def test_a_signal_taken_away_takes_its_answers_along(
    home: Home, record: SmallRecord, run: Run, ask: Ask, few_signals: tuple[Signal, ...]
) -> None:
    record.write(home)
    run()
    run(signals=few_signals[:1])
    assert ask("SELECT DISTINCT signal FROM answer") == [(few_signals[0].name,)]
    assert ask("SELECT DISTINCT signal FROM landmark") == [(few_signals[0].name,)]


def test_a_landmark_is_a_day_of_the_deals_own(home: Home, run: Run, ask: Ask, few_signals: tuple[Signal, ...]) -> None:
    """Lost and won alike are compared until a week after the last word, not until the paperwork."""
    small = SmallRecord()
    for name, outcome in (("A", "lost"), ("B", "won"), ("C", "open"), ("D", "disqualified")):
        deal = small.deal(name, opened=0, outcome=outcome, closed=None if outcome == "open" else 100)
        small.word(deal, 40)
    small.deal("E", opened=0, outcome="lost", closed=100, closed_in_batch=True)
    small.write(home)
    run(signals=few_signals[:1])
    assert ask("SELECT name, age_days FROM landmark JOIN deal ON id = deal_id ORDER BY 1, 2") == [
        ("A", 14),
        ("A", 30),
        ("B", 14),
        ("B", 30),
    ]
    assert ask("SELECT max(as_of) FROM moment") == [((on_day(100) // 86_400 + 1) * 86_400 - 1,)]
