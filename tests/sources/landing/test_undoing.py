"""The last import taken back and put back again, without losing anything."""

from pathlib import Path

import pytest
from deltalake import DeltaTable

from assay.asking.erasing import erase_answers
from assay.asking.finished import StatementRow
from assay.asking.recording import record_rows
from assay.domain.errors import InputError, NotAllowed
from assay.domain.key import make_key
from assay.sources.importing import import_paths
from assay.sources.stages import set_stages
from assay.sources.undoing import find_last_import, redo_import, undo_import
from assay.store import folder_commit, open_place
from assay.store.home import Home, open_home
from assay.store.manifest import read_manifest
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


def read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def amounts(home: Home) -> list[tuple[object, ...]]:
    return read(home, "SELECT source_id, amount::VARCHAR FROM deal ORDER BY 1")


BEFORE = [("d1", "100.0000"), ("d2", "200.0000")]
AFTER = [("d1", "100.0000"), ("d2", "250.0000"), ("d3", "5.0000")]


@pytest.fixture
def changed(home: Home, deals: Path) -> Home:
    import_paths(home, [deals])
    deals.write_text(DEALS.replace("200", "250") + "d3,Three,Proposal,5\n", encoding="utf-8")
    import_paths(home, [deals])
    assert amounts(home) == AFTER
    return home


def test_the_last_import_is_taken_back_as_a_new_version(changed: Home) -> None:
    undone = undo_import(changed)
    assert (undone.import_run, list(undone.files)) == (2, ["deal.csv"])
    assert open_place(changed.record, TABLES).version() == 3
    assert amounts(changed) == BEFORE
    assert read(changed, "SELECT count(*) FROM import_run") == [(1,)]


def test_what_was_taken_back_can_be_put_back(changed: Home) -> None:
    undo_import(changed)
    redo_import(changed)
    assert amounts(changed) == AFTER
    assert find_last_import(changed).is_undone is False
    undo_import(changed)
    assert amounts(changed) == BEFORE


def test_the_very_first_import_leaves_an_empty_record(home: Home, deals: Path) -> None:
    import_paths(home, [deals])
    undo_import(home)
    assert amounts(home) == []
    assert redo_import(home).import_run == 1
    assert amounts(home) == BEFORE


def test_an_import_after_an_undo_lands_on_what_was_before(changed: Home, deals: Path) -> None:
    undo_import(changed)
    assert import_paths(changed, [deals]).counts.landed == 2
    assert amounts(changed) == AFTER


def test_deltas_own_log_tells_the_same(changed: Home) -> None:
    undo_import(changed)
    folder = Path(changed.record)
    listed = {Path(uri).name for uri in DeltaTable(str(folder / "deal")).file_uris()}
    assert listed == {Path(file).name for file in read_manifest(folder).tables["deal"].files}


def test_nothing_is_taken_back_over_what_was_written_since(changed: Home) -> None:
    set_stages(changed, ["Proposal=lost"])
    with pytest.raises(InputError, match="stages Proposal=lost was written after it"):
        undo_import(changed)
    assert amounts(changed) == AFTER


def test_an_import_is_taken_back_once(changed: Home) -> None:
    undo_import(changed)
    with pytest.raises(InputError, match="undone already"):
        undo_import(changed)


def test_a_page_that_is_behind_the_record_undoes_nothing(changed: Home) -> None:
    with pytest.raises(InputError, match="since this page was loaded"):
        undo_import(changed, version=1)
    assert amounts(changed) == AFTER


def test_an_empty_record_has_nothing_to_take_back(home: Home) -> None:
    with pytest.raises(InputError, match="the record is empty"):
        undo_import(home)


def test_nothing_is_put_back_that_was_not_undone(changed: Home) -> None:
    with pytest.raises(InputError, match="Nothing is undone"):
        redo_import(changed)


def test_a_record_in_postgresql_says_that_it_keeps_one_version(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSAY_RECORD", postgres_url)
    with pytest.raises(NotAllowed, match="PostgreSQL cannot be taken back"):
        undo_import(open_home(str(tmp_path)))


def _type(home: Home, number: int, text: str) -> None:
    """Somebody types an answer, which is written into the record."""
    key = make_key("interchange", "main", "deal", "d1")
    record_rows(
        home, [StatementRow(f"answer {number}.1", 1_800_000_000, False, key, "rep", None, "debrief", None, text, None)]
    )


def _said(home: Home) -> list[object]:
    return [text for (text,) in read(home, "SELECT text FROM statement WHERE NOT is_deleted ORDER BY 1")]


def test_what_people_typed_since_then_stays(changed: Home) -> None:
    _type(changed, 1, "Too dear")
    undo_import(changed)
    assert (amounts(changed), _said(changed)) == (BEFORE, ["Too dear"])
    _type(changed, 2, "Too late")
    redo_import(changed)
    assert (amounts(changed), _said(changed)) == (AFTER, ["Too dear", "Too late"])


def test_what_was_taken_back_since_then_does_not_come_again(home: Home, deals: Path, changed: Home) -> None:
    _type(changed, 1, "Too dear")
    deals.write_text(DEALS.replace("200", "300"), encoding="utf-8")
    import_paths(home, [deals])
    erased = make_key("interchange", "main", "deal", "d1")
    record_rows(
        home, [StatementRow("answer 1.1", 1_800_000_001, True, erased, "rep", None, "debrief", None, "Too dear", None)]
    )
    undo_import(home)
    assert (amounts(home), _said(home)) == (AFTER, [])


def test_the_first_import_leaves_what_people_typed(home: Home, deals: Path) -> None:
    import_paths(home, [deals])
    _type(home, 1, "Too dear")
    undo_import(home)
    assert (amounts(home), _said(home)) == ([], ["Too dear"])


def test_an_import_can_be_taken_back_however_much_was_typed(changed: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_commit, "KEPT_VERSIONS", 2)
    monkeypatch.setattr(folder_commit, "KEPT_SECONDS", -1)
    for number in range(5):
        _type(changed, number, f"Reason {number}")
    undo_import(changed)
    assert (amounts(changed), len(_said(changed))) == (BEFORE, 5)


def test_no_import_before_an_erasure_is_taken_back(changed: Home) -> None:
    _type(changed, 1, "Too dear")
    erase_answers(changed, [1])
    with pytest.raises(InputError, match="erasure was written after it"):
        undo_import(changed)
