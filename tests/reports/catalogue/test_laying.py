"""Rows laid out by deal tell what the record and the results tell."""

from pathlib import Path

import pytest

from assay.reports.catalogue.laying import find_laid, find_versions, is_laid_stale, take_laid, write_laid
from assay.reports.deal_reading import read_deal_files
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.signals import find_signals
from assay.store.home import Home, open_home
from runs.invented_deals import invent_deals


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Of a small company after a run."""
    few = tuple(signal for signal in find_signals() if signal.name == "process.close_date_pushed")
    monkeypatch.setattr("assay.runs.running.find_set_signals", lambda home: few)
    home = open_home(str(tmp_path / "home"))
    invent_deals(1, 40).write(home)
    run_signals(home, as_of=None, renew_baseline=False, tell=lambda step: None)
    return home


def test_a_deal_reads_the_same_from_the_rows_laid_out(home: Home) -> None:
    path = write_laid(home)
    assert path is not None
    with open_results(home) as plain, open_results(home) as laid:
        take_laid(laid.connection, path)
        deals = [deal for (deal,) in plain.connection.execute("SELECT deal_id FROM moment ORDER BY 1").fetchall()]
        held = laid.connection.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'activity'").fetchall()
        assert "laid.activity" in held[0][0]
        assert len(deals) == 40
        assert read_deal_files(laid.connection, deals) == read_deal_files(plain.connection, deals)


def test_every_row_is_laid_out_once(home: Home) -> None:
    path = write_laid(home)
    assert path is not None
    with open_results(home) as results:
        results.connection.execute(f"ATTACH '{path}' AS copy (READ_ONLY)")
        for name in ("activity", "activity_person", "deal_event", "stage_history", "person", "answer", "moment"):
            for left, right in ((name, f"copy.{name}"), (f"copy.{name}", name)):
                assert not results.connection.execute(f"FROM {left} EXCEPT ALL FROM {right}").fetchall()


def test_what_was_laid_out_serves_its_own_versions_alone(home: Home) -> None:
    assert is_laid_stale(home)
    path = write_laid(home)
    assert find_laid(home, find_versions(home)) == path
    assert not is_laid_stale(home)
    assert write_laid(home) is None
    assert find_laid(home, "2.1") is None
    invent_deals(2, 40).write(home)
    assert find_laid(home, find_versions(home)) is None
    assert not is_laid_stale(home), "the run that makes it worth while is still to come"


def test_the_file_before_goes_when_the_next_is_there(home: Home) -> None:
    before = write_laid(home)
    run_signals(home, as_of=None, renew_baseline=True, tell=lambda step: None)
    invent_deals(2, 40).write(home)
    run_signals(home, as_of=None, renew_baseline=True, tell=lambda step: None)
    after = write_laid(home)
    assert before is not None
    assert not before.exists()
    assert list((home.path / "catalogue").glob("*.duckdb")) == [after]
