"""The results for machines: every table by name, in three formats."""

import csv
import io
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.domain.signal import Signal
from assay.runs.results import DEAL_NAMES, list_results, open_results, write_results
from assay.runs.running import run_signals
from assay.store.home import Home
from assay.tables.results import RESULT_TABLES
from runs.conftest import Ask, Run
from runs.invented_deals import invent_deals
from runs.small_record import SmallRecord


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, few_signals: tuple[Signal, ...]) -> Home:
    """One lost deal with a finding, and texts that a spreadsheet would take for formulas. Only read."""
    home = Home(tmp_path_factory.mktemp("made") / "home", {})
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90, segment='=HYPERLINK("x")')
    record.stage("-Talk", "open")
    record.change(deal, "stage", "-Talk", 1)
    record.change(deal, "close_date", "2025-06-01", 3, old="2025-01-01")
    record.change(deal, "close_date", "2025-09-01", 5, old="2025-06-01")
    record.word(deal, 20)
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=few_signals[:1])
    return home


def test_every_table_is_listed_with_its_rows(made: Home) -> None:
    lines = list_results(made).splitlines()
    assert [line.split()[0] for line in lines] == list(RESULT_TABLES)
    assert lines[0].split()[1] == "1"


def test_without_a_run_it_says_what_to_do(home: Home) -> None:
    with pytest.raises(InputError, match="assay run"):
        open_results(home)


def test_an_unknown_name_lists_those_there_are(made: Home) -> None:
    with pytest.raises(InputError, match="win_rate"):
        write_results(made, "winrate", "csv", None)


@pytest.mark.parametrize("name", list(RESULT_TABLES))
def test_every_table_reads_back_as_it_was(made: Home, ask: Ask, name: str, tmp_path: Path) -> None:
    rows = json.loads(write_results(made, name, "json", None))
    assert len(rows) == ask(f"SELECT count(*) FROM {name}", made)[0][0]
    if rows:
        assert [column for column in rows[0] if column not in DEAL_NAMES] == list(RESULT_TABLES[name].names)
    assert len(list(csv.DictReader(io.StringIO(write_results(made, name, "csv", None))))) == len(rows)
    said = write_results(made, name, "parquet", tmp_path / "out.parquet")
    assert said.startswith(f"{len(rows)} rows of {name}")
    with duckdb.connect() as connection:
        read = connection.execute(f"SELECT count(*) FROM '{tmp_path / 'out.parquet'}'").fetchall()
    assert read == [(len(rows),)]


def test_times_are_written_so_that_people_and_machines_read_them(made: Home, ask: Ask, tmp_path: Path) -> None:
    ((opened,),) = ask("SELECT opened_at FROM moment", made)
    iso = datetime.fromtimestamp(opened, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    (row,) = csv.DictReader(io.StringIO(write_results(made, "moment", "csv", None)))
    assert row["opened_at"] == json.loads(write_results(made, "moment", "json", None))[0]["opened_at"] == iso
    write_results(made, "moment", "parquet", tmp_path / "moment.parquet")
    with duckdb.connect() as connection:
        query = f"SELECT typeof(opened_at), epoch(opened_at) FROM '{tmp_path / 'moment.parquet'}'"
        assert connection.execute(query).fetchall() == [("TIMESTAMP WITH TIME ZONE", opened)]


def test_a_time_that_never_comes_is_empty(
    home: Home, run: Run, few_signals: tuple[Signal, ...], tmp_path: Path
) -> None:
    invent_deals(1, 60).write(home)
    run(signals=few_signals)
    rows = list(csv.DictReader(io.StringIO(write_results(home, "baseline", "csv", None))))
    assert {row["valid_to"] for row in json.loads(write_results(home, "baseline", "json", None))} >= {None}
    assert "" in {row["valid_to"] for row in rows}
    assert all(row["valid_from"].endswith("Z") for row in rows)


@pytest.mark.parametrize("name", ["moment", "answer", "landmark", "finding", "evidence"])
def test_beside_the_id_of_a_deal_stand_its_source_id_and_its_name(made: Home, ask: Ask, name: str) -> None:
    rows = list(csv.DictReader(io.StringIO(write_results(made, name, "csv", None))))
    expected = ask("SELECT id, source_id, name FROM deal", made)
    assert {(int(row["deal_id"]), row["deal_source_id"], row["deal_name"] or None) for row in rows} == set(expected)
    columns = list(rows[0])
    assert columns[columns.index("deal_id") + 1 :][:2] == list(DEAL_NAMES)


def test_a_formula_in_a_text_is_disarmed_in_csv_alone(made: Home) -> None:
    (row,) = csv.DictReader(io.StringIO(write_results(made, "moment", "csv", None)))
    assert row["segment"] == """'=HYPERLINK("x")"""
    assert row["stage"] == "'-Talk"
    assert json.loads(write_results(made, "moment", "json", None))[0]["stage"] == "-Talk"


def test_parquet_wants_a_file(made: Home) -> None:
    with pytest.raises(InputError, match="--out"):
        write_results(made, "moment", "parquet", None)


def test_a_file_that_cannot_be_written_is_named(made: Home, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        write_results(made, "moment", "csv", tmp_path / "missing" / "moment.csv")


def test_a_finding_is_one_sentence_with_its_rows(made: Home, ask: Ask) -> None:
    ((sentence, rows),) = ask("SELECT sentence, evidence_rows FROM finding", made)
    assert "moved later twice" in sentence
    assert "January 2024" in sentence
    assert "{" not in sentence
    assert ask("SELECT count(*) FROM evidence JOIN stage_history ON id = row_id", made) == [(rows,)]
    assert rows == 2


def test_a_newer_record_is_noted(home: Home, run: Run) -> None:
    invent_deals(1, 3).write(home)
    run(signals=())
    with open_results(home) as results:
        assert results.note == ""
    invent_deals(2, 3).write(home)
    with open_results(home) as results:
        assert "assay run" in results.note
    assert "assay run" in list_results(home)


def test_reading_results_loads_nothing_heavy() -> None:
    heavy = "{'ibis', 'scipy', 'statsmodels', 'numpy', 'pandas', 'sqlglot'}"
    command = f"import sys, assay.runs.results; print(sorted({heavy} & sys.modules.keys()))"
    done = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
