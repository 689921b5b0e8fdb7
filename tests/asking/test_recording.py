"""The way of finished rows into the record."""

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from assay.asking.erasing import erase_answers
from assay.asking.finished import CodeRow, DebriefRow, Row, StatementRow, name_statement
from assay.asking.recording import record_rows
from assay.domain.errors import InputError, RetryLater
from assay.sources.interchange import export_record
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES

NOON = 1_770_000_000


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path, {"record": str(tmp_path / "record")})


def _say(text: str, version: int = 1, *, at: int = NOON, circle: str | None = None) -> StatementRow:
    return StatementRow(name_statement(7, version), at, False, 1, "buyer", 5, "debrief", NOON, text, circle)


def _code(said: StatementRow, driver: str) -> CodeRow:
    return CodeRow(f"{said.source_id} {driver}", said.known_at, False, said.id, driver, None, None, None, None)


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return [tuple(row) for row in engine.rows(query)]
    finally:
        engine.close()


def test_what_was_said_stands_in_the_record(home: Home) -> None:
    done = record_rows(home, [_say("Too dear"), DebriefRow("debrief 1", NOON, False, 1, None, NOON, "phone", "agreed",
                                                            None, "buyer", None, None)])  # fmt: skip
    assert (done.version, done.written) == (1, 2)
    assert _read(home, "SELECT text, source, known_at, known_at_basis, is_deleted FROM statement") == [
        ("Too dear", "assay", NOON, "first_seen", False)
    ]
    assert _read(home, "SELECT kind, answer FROM debrief") == [("buyer", "agreed")]


def test_the_same_rows_twice_are_written_once(home: Home) -> None:
    rows: list[Row] = [_say("Too dear"), _code(_say("Too dear"), "price")]
    record_rows(home, rows)
    again = record_rows(home, rows)
    assert (again.version, again.written, again.unchanged) == (None, 0, 2)
    assert _read(home, "SELECT count(*) FROM statement_code") == [(1,)]
    assert open_place(home.record, TABLES).version() == 1


def test_a_correction_takes_the_place_of_what_was_said_from_its_own_day_on(home: Home) -> None:
    first = _say("Too dear")
    record_rows(home, [first, _code(first, "price")])
    record_rows(home, [_say("Too late", 2, at=NOON + 86_400)])
    assert _read(home, "SELECT text, known_at, is_deleted FROM statement ORDER BY known_at") == [
        ("Too dear", NOON, True),
        ("Too late", NOON + 86_400, False),
    ]
    assert _read(home, "SELECT is_deleted FROM statement_code") == [(True,)]


def test_nothing_typed_later_is_known_as_of_an_earlier_day(home: Home) -> None:
    record_rows(home, [_say("Too dear", at=NOON)])
    record_rows(home, [_say("Too late", 2, at=NOON + 86_400)])
    assert _read(home, f"SELECT text FROM statement WHERE NOT is_deleted AND known_at <= {NOON}") == []


def test_what_is_taken_back_is_marked(home: Home) -> None:
    said = _say("Too dear")
    record_rows(home, [said, _code(said, "price")])
    record_rows(home, [replace(said, is_deleted=True)])
    assert _read(home, "SELECT is_deleted FROM statement") == [(True,)]
    assert _read(home, "SELECT is_deleted FROM statement_code") == [(True,)]


def test_a_later_version_that_is_taken_back_takes_the_earlier_one_along(home: Home) -> None:
    record_rows(home, [_say("Too dear")])
    record_rows(home, [replace(_say("", 2), is_deleted=True)])
    assert _read(home, "SELECT text, is_deleted FROM statement") == [("Too dear", True)]


def test_a_driver_that_is_tagged_no_more_is_marked(home: Home) -> None:
    first, second = _say("Too dear"), _say("Too dear.", 2)
    record_rows(home, [first, _code(first, "price"), _code(first, "timing")])
    record_rows(home, [second, _code(second, "timing")])
    assert _read(home, "SELECT driver FROM statement_code WHERE NOT is_deleted") == [("timing",)]


def test_what_was_taken_back_before_it_was_recorded_never_gets_there(home: Home) -> None:
    assert record_rows(home, [replace(_say("Too dear"), is_deleted=True)]).version is None


def test_erasing_leaves_no_word_in_the_record_nor_in_its_earlier_versions(home: Home) -> None:
    record_rows(home, [_say("A very rare word: xylographer")])
    record_rows(home, [_say("Too late", 2, at=NOON + 1), _say_other()])
    erase_answers(home, [7])
    assert _read(home, "SELECT text, speaker_id, is_deleted FROM statement ORDER BY deal_id, id") == [
        ("", None, True),
        ("", None, True),
        ("Another deal", 6, False),
    ]
    files = list(Path(home.record).glob("statement/*.parquet"))
    assert len(files) == 1


def _say_other() -> StatementRow:
    return StatementRow(name_statement(70, 1), NOON, False, 2, "buyer", 6, "debrief", NOON, "Another deal", None)


def test_other_rows_of_a_table_are_left_alone(home: Home) -> None:
    record_rows(home, [_say_other()])
    record_rows(home, [_say("Too dear")])
    assert _read(home, "SELECT text FROM statement ORDER BY deal_id") == [("Too dear",), ("Another deal",)]


def test_two_rows_that_are_called_the_same_are_refused(home: Home) -> None:
    with pytest.raises(InputError, match="called 'answer 7.1', and differ"):
        record_rows(home, [_say("Too dear"), _say("Too late")])


def test_a_running_import_is_waited_for(home: Home) -> None:
    place = open_place(home.record, TABLES)
    with place.writing(), pytest.raises(RetryLater):
        record_rows(home, [_say("Too dear")])


#: records one row more, and is killed by the system at the step that it is given
KILLED = """
import os, signal, sys
from pathlib import Path
from assay.asking.finished import StatementRow
from assay.asking.recording import record_rows
from assay.store import folder_commit
from assay.store.home import Home

setattr(folder_commit, sys.argv[2], lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
said = StatementRow("answer 7.1", 1, False, 1, "buyer", 5, "debrief", 1, "Too dear", None)
record_rows(Home(Path(sys.argv[1]), {"record": sys.argv[1] + "/record"}), [said])
"""


@pytest.mark.parametrize("step", ["set_table_files", "write_manifest"])
def test_a_writer_that_is_killed_leaves_the_record_whole(home: Home, step: str) -> None:
    record_rows(home, [_say_other()])
    killed = subprocess.run([sys.executable, "-c", KILLED, str(home.path), step], check=False)  # noqa: S603
    assert killed.returncode == -signal.SIGKILL
    assert _read(home, "SELECT text FROM statement") == [("Another deal",)]
    assert record_rows(home, [_say("Too dear")]).version == 2
    assert _read(home, "SELECT count(*) FROM statement") == [(2,)]


def test_what_was_said_to_a_circle_is_not_exported(home: Home, tmp_path: Path) -> None:
    open_, closed = _say_other(), _say("Between us", circle="team")
    record_rows(home, [open_, closed, _code(open_, "price"), _code(closed, "trust")])
    export_record(home, tmp_path / "export")
    written = "".join(path.read_text() for path in (tmp_path / "export").iterdir())
    assert "Another deal" in written
    assert "price" in written
    assert "Between us" not in written
    assert "trust" not in written
