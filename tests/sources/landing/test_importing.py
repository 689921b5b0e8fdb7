"""Imports from the outside: files in, one line of counts out, one version of the record or none."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assay.domain.errors import InputError, RetryLater
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

DEALS = "source_id,name,stage,amount\nd1,One,Proposal,100\nd2,Two,Won,200\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(str(tmp_path / "home"))


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deal.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


def version(home: Home) -> int:
    return open_place(home.record, TABLES).version()


def read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def test_an_import_says_what_it_did_in_one_line(home: Home, deals: Path) -> None:
    report = import_paths(home, [deals])
    assert report.text().splitlines()[0] == "read 2, landed 2, unchanged 0, merged 0, rejected 0"
    assert report.exit_code == 0
    assert read(home, "SELECT rows_read, landed, rejected FROM import_run") == [(2, 2, 0)]
    assert read(home, "SELECT name, kind, profile, rows_read FROM import_file") == [
        ("deal.csv", "csv", "interchange", 2)
    ]


def test_the_same_file_twice_changes_nothing(home: Home, deals: Path) -> None:
    import_paths(home, [deals])
    report = import_paths(home, [deals])
    assert (report.version, version(home)) == (None, 1)
    assert report.text().splitlines()[0] == "read 2, landed 0, unchanged 2, merged 0, rejected 0"


def test_the_same_rejected_rows_twice_change_nothing(home: Home, deals: Path) -> None:
    deals.write_text(DEALS + "d3,Three,Proposal,much\n", encoding="utf-8")
    for expected in (1, None):
        report = import_paths(home, [deals])
        assert (report.version, report.counts.rejected, report.exit_code) == (expected, 1, 0)
    assert read(home, "SELECT count(*) FROM rejected_row") == [(1,)]


def test_a_rejected_row_is_kept_whole_and_named_in_the_report(home: Home, deals: Path) -> None:
    deals.write_text(DEALS + "d3,Three,Proposal,much\n", encoding="utf-8")
    assert "rejected: deal.csv:4: amount: it is no money (found 'much')." in import_paths(home, [deals]).text()
    ((row,),) = read(home, "SELECT row_json FROM rejected_row")
    assert json.loads(str(row)) == {"source_id": "d3", "name": "Three", "stage": "Proposal", "amount": "much"}


def test_a_row_shows_the_source_row_it_was_made_from(home: Home, deals: Path) -> None:
    from assay.sources.keeping import read_kept

    import_paths(home, [deals])
    ((line, kept),) = read(
        home, "SELECT d.line, f.kept_as FROM deal d JOIN import_file f USING (file_no) WHERE d.source_id = 'd2'"
    )
    kept_row = read_kept(home.kept / str(kept), int(str(line)))
    assert kept_row == {"source_id": "d2", "name": "Two", "stage": "Won", "amount": "200"}


def test_a_changed_row_alone_lands(home: Home, deals: Path) -> None:
    import_paths(home, [deals], seen_on=datetime(2025, 4, 30))  # noqa: DTZ001
    deals.write_text(DEALS.replace("200", "250"), encoding="utf-8")
    report = import_paths(home, [deals], seen_on=datetime(2025, 5, 31))  # noqa: DTZ001
    assert (report.counts.landed, report.counts.unchanged, report.version) == (1, 1, 2)
    assert read(home, "SELECT field, old_value, new_value, changed_at FROM stage_history") == [
        ("amount", "200", "250", 1_748_735_999)
    ]
    assert read(home, "SELECT source_id, import_run, file_no FROM deal ORDER BY 1") == [("d1", 1, 1), ("d2", 2, 2)]


def test_two_orgs_keep_their_rows_apart(home: Home, deals: Path) -> None:
    for instance in ("north", "south"):
        assert import_paths(home, [deals], instance=instance).counts.landed == 2
    assert read(home, "SELECT count(DISTINCT id), count(DISTINCT instance) FROM deal") == [(4, 2)]


def test_a_file_that_nothing_maps_is_named(home: Home, tmp_path: Path) -> None:
    (tmp_path / "cats.csv").write_text("Cat,Fur\nTom,grey\n", encoding="utf-8")
    report = import_paths(home, [tmp_path / "cats.csv"])
    assert (report.exit_code, version(home)) == (2, 0)
    assert "not read: cats.csv (1 rows): no profile knows these headings" in report.text()


def test_a_file_that_cannot_be_read_leaves_the_record_as_it_was(home: Home, deals: Path, tmp_path: Path) -> None:
    import_paths(home, [deals])
    with pytest.raises(InputError):
        import_paths(home, [deals, tmp_path / "missing.csv"])
    assert version(home) == 1
    assert not home.work.exists()


def test_two_imports_at_once_are_refused(home: Home, deals: Path) -> None:
    with open_place(home.record, TABLES).writing(), pytest.raises(RetryLater):
        import_paths(home, [deals])


def test_what_a_killed_import_kept_is_removed_by_the_next(home: Home, deals: Path) -> None:
    home.kept.mkdir()
    (home.kept / "unpublished.json").write_text('["abc-1.parquet", "def-1.parquet"]', encoding="utf-8")
    for name in ("abc-1.parquet", "def-1.parquet.part", "theirs.parquet"):
        (home.kept / name).write_bytes(b"")
    home.work.mkdir()
    (home.work / "left.csv").write_text("x", encoding="utf-8")
    import_paths(home, [deals])
    ((kept,),) = read(home, "SELECT kept_as FROM import_file")
    assert {path.name for path in home.kept.iterdir()} == {"theirs.parquet", kept}


def test_a_file_that_changes_nothing_is_not_kept(home: Home, deals: Path) -> None:
    import_paths(home, [deals])
    before = {path.name for path in home.kept.iterdir()}
    deals.write_text(DEALS + "d2,Two,Won,200\n", encoding="utf-8")
    assert import_paths(home, [deals]).version is None
    assert {path.name for path in home.kept.iterdir()} == before


def test_an_import_without_a_day_takes_the_files_own(home: Home, deals: Path) -> None:
    os.utime(deals, (1_740_000_000, 1_740_000_000))
    import_paths(home, [deals])
    assert read(home, "SELECT DISTINCT known_at, known_at_basis FROM deal") == [(1_740_000_000, "file_date")]


def test_the_record_may_lie_in_another_engine(
    home: Home, deals: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSAY_RECORD", postgres_url)
    assert import_paths(home, [deals]).counts.landed == 2
    deals.write_text(DEALS.replace("200", "250"), encoding="utf-8")
    assert import_paths(home, [deals]).counts.landed == 1
    assert import_paths(home, [deals]).version is None
    assert read(home, "SELECT name, outcome, amount::BIGINT FROM deal ORDER BY name") == [
        ("One", "open", 100),
        ("Two", "won", 250),
    ]


def test_dates_that_read_both_ways_are_read_as_the_person_says(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Deal ID,Deal Name,Stage,Amount,Created Date\nd1,One,Won,1,03/04/2024\n", encoding="utf-8")
    with pytest.raises(InputError, match="day first or month first"):
        import_paths(home, [path])
    import_paths(home, [path], date_order="mdy")
    ((opened,),) = read(home, "SELECT opened_at FROM deal")
    assert opened == int(datetime(2024, 3, 4, tzinfo=UTC).timestamp())


def test_one_id_on_two_rows_that_differ_is_said(home: Home, deals: Path) -> None:
    deals.write_text(DEALS + "d1,One,Proposal,300\nd2,Two,Won,200\n", encoding="utf-8")
    report = import_paths(home, [deals])
    assert report.notes == [
        "deal.csv: 1 id of deal stands on several rows that differ in amount (such as 'd1'); the last row counts"
    ]
    assert "note: deal.csv: 1 id of deal" in report.text()
    assert read(home, "SELECT amount::INTEGER FROM deal WHERE source_id = 'd1'") == [(300,)]


def test_rows_of_two_files_may_differ_without_a_word(home: Home, deals: Path, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "deal.csv").write_text(DEALS.replace("100", "300"), encoding="utf-8")
    assert import_paths(home, [deals, tmp_path / "more"]).notes == []


def test_deals_that_their_source_deleted_are_counted_in_a_note(home: Home, deals: Path) -> None:
    deals.write_text("source_id,name,stage,is_deleted\nd1,One,Proposal,true\nd2,Two,Won,false\n", encoding="utf-8")
    assert import_paths(home, [deals]).notes == ["deals deleted in their source: 1; they are kept and not asked about"]


def test_each_list_of_a_file_is_kept_under_its_own_name_whatever_else_is_read(home: Home, tmp_path: Path) -> None:
    path = tmp_path / "crm.json"
    people = '"people": [{"Name": "Ann"}]'
    deal = '{"Deal ID": "d1", "Deal Name": "One", "Stage": "Won", "Amount": 1, ' + people + "}"
    path.write_text('{"odd": [{"x": 1}], "deals": [' + deal + "]}", encoding="utf-8")
    import_paths(home, [path])
    ((kept,),) = read(home, "SELECT kept_as FROM import_file")
    (name,) = {one.name for one in home.kept.iterdir()}
    assert kept == name
    assert not name.endswith("-whole.parquet")


def write_seen(path: Path, text: str, seen: int) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (seen, seen))
    return path


def test_of_two_files_of_one_import_the_one_of_the_later_day_counts_whatever_it_is_called(
    home: Home, tmp_path: Path
) -> None:
    later = write_seen(tmp_path / "1" / "deal.csv", DEALS.replace("100", "300"), 1_750_000_000)
    earlier = write_seen(tmp_path / "2" / "deal.csv", DEALS, 1_740_000_000)
    import_paths(home, [later, earlier])
    assert read(home, "SELECT amount::INTEGER FROM deal WHERE source_id = 'd1'") == [(300,)]


def test_a_file_of_the_same_day_is_not_older_for_being_written_some_minutes_before(home: Home, tmp_path: Path) -> None:
    noon = 1_750_000_000 // 86_400 * 86_400 + 43_200
    import_paths(home, [write_seen(tmp_path / "1" / "deal.csv", "source_id,name\nd1,First\n", noon + 360)])
    import_paths(home, [write_seen(tmp_path / "2" / "deal.csv", DEALS, noon)])
    assert read(home, "SELECT name, amount::INTEGER FROM deal WHERE source_id = 'd1'") == [("One", 100)]


def test_a_file_older_than_what_was_imported_before_is_said(home: Home, tmp_path: Path) -> None:
    assert import_paths(home, [write_seen(tmp_path / "2" / "deal.csv", DEALS, 1_750_000_000)]).notes == []
    report = import_paths(home, [write_seen(tmp_path / "1" / "deal.csv", DEALS, 1_740_000_000)])
    assert report.notes == [
        "older than what was imported before (of 2025-06-15): deal.csv (of 2025-02-19); "
        "what a newer export says stands; --seen-on names another day"
    ]


def test_a_rejected_row_of_an_interchange_file_names_every_cell_that_is_wrong(home: Home, deals: Path) -> None:
    deals.write_text("source_id,name,amount,opened_at\nd1,One,much,someday\nd2,Two,1,2026-01-01\n", encoding="utf-8")
    [said] = import_paths(home, [deals]).rejects
    assert said.startswith("deal.csv:2: amount: it is no money; opened_at: it is no time (found 'much; someday'). ")
    assert said.endswith("Write a time as 2025-03-04T09:30:00Z, or epoch seconds.")
