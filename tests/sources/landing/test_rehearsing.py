"""An import that is only tried: it says what would happen, and writes nothing."""

import csv
from pathlib import Path

import pytest

from assay.sources.importing import Asked, import_paths
from assay.sources.rehearsing import Rehearsal, rehearse_import
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

DEALS = "source_id,name,stage,amount\nd1,One,Proposal,100\nd2,Two,Won,200\nd2,Two,Won,200\nd3,=1+1,Won,much\n"
SELLERS = "source_id,name\ns1,Ann\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(str(tmp_path / "home"))


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    for name, text in (("deal.csv", DEALS), ("seller.csv", SELLERS)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return [tmp_path / "deal.csv", tmp_path / "seller.csv"]


def rehearse(home: Home, files: list[Path], asked: Asked | None = None) -> Rehearsal:
    rejected = home.path / "rejected.csv"
    return rehearse_import(home, files, asked or Asked(), scratch=home.path / "scratch", rejected=rejected)


def test_it_counts_as_the_import_does_file_by_file(home: Home, files: list[Path]) -> None:
    tried = rehearse(home, files)
    assert [str(counts) for _, counts in tried.by_file] == [
        "read 4, landed 2, unchanged 0, merged 1, rejected 1",
        "read 1, landed 1, unchanged 0, merged 0, rejected 0",
    ]
    assert import_paths(home, files).counts == tried.report.counts
    again = rehearse(home, files)
    assert str(again.by_file[0][1]) == "read 4, landed 0, unchanged 2, merged 1, rejected 1"


def test_it_writes_nothing(home: Home, files: list[Path]) -> None:
    rehearse(home, files)
    assert {path.name for path in home.path.iterdir()} == {"rejected.csv"}
    assert open_place(home.record, TABLES).version() == 0


def test_it_says_what_would_be_new_and_what_would_change(home: Home, files: list[Path]) -> None:
    assert sorted((one.table, one.new, one.changed) for one in rehearse(home, files).brought) == [
        ("deal", 2, 0),
        ("seller", 1, 0),
    ]
    import_paths(home, files)
    files[0].write_text(DEALS.replace("One", "First"), encoding="utf-8")
    assert [(one.table, one.new, one.changed) for one in rehearse(home, files).brought] == [("deal", 0, 1)]


def test_rejected_rows_are_written_so_that_no_spreadsheet_works_them_out(home: Home, files: list[Path]) -> None:
    files[0].write_text(DEALS.replace("much", "=HYPERLINK(1)"), encoding="utf-8")
    tried = rehearse(home, files)
    assert [(row.file, row.line, row.value) for row in tried.rejected] == [("deal.csv", 5, "=HYPERLINK(1)")]
    with (home.path / "rejected.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["line"], row["field"], row["value"]) == ("5", "amount", "'=HYPERLINK(1)")


def test_it_runs_beside_an_import(home: Home, files: list[Path]) -> None:
    with open_place(home.record, TABLES).writing():
        assert rehearse(home, files).report.counts.landed == 3


def test_a_file_that_is_left_out_counts_nowhere(home: Home, files: list[Path]) -> None:
    asked = Asked(without=frozenset({"deal.csv"}))
    tried = rehearse(home, files, asked)
    assert (tried.report.counts.read, tried.report.counts.rejected) == (1, 0)
    assert tried.report.left_out == ["deal.csv: left out as asked"]


def test_classes_that_a_person_confirms_count_in_the_same_import(home: Home, files: list[Path]) -> None:
    asked = Asked(classes=(("Proposal", "lost"),))
    assert rehearse(home, files).outcomes == {"open": 1, "won": 1}
    assert rehearse(home, files, asked).outcomes == {"lost": 1, "won": 1}
    assert import_paths(home, files, classes=asked.classes).version == 1
    again = rehearse(home, files)
    assert again.outcomes == {"lost": 1, "won": 1}
    assert [(one.code, one.stage_class, one.basis) for one in again.stages][0] == ("Proposal", "lost", "person")


def test_classes_alone_make_a_version(home: Home, files: list[Path]) -> None:
    import_paths(home, files)
    assert import_paths(home, files, classes=[("Proposal", "lost")]).version == 2
    assert import_paths(home, files, classes=[("Proposal", "lost")]).version is None
