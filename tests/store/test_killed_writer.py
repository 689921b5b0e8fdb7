"""A writer killed at any moment leaves the version before it whole, and the next writer mends the rest."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from deltalake import DeltaTable

from assay.store.folder import FolderPlace
from assay.store.folder_commit import FolderCommit
from assay.store.manifest import read_manifest, write_manifest
from assay.tables.column import Column, Table

TRIALS = 20

#: commits again and again; every row of both tables bears the number of its commit
WRITER = """
import sys
from pathlib import Path
from assay.store.duckdb_engine import open_connection
from assay.store.folder import FolderPlace
from assay.tables.column import Column, Table

connection = open_connection()
names = ("first", "second")
tables = {name: Table(name, "Rows.", (Column("n", "whole", "n"),), sort=("n",), common=False) for name in names}
place = FolderPlace(Path(sys.argv[1]), tables)
print("ready", flush=True)
while True:
    with place.writing() as commit:
        for name in names:
            commit.replace(connection, name, f"SELECT {commit.base_version + 1} AS n FROM range(20000)")
        commit.publish(note="")
    print("published", flush=True)
"""


@pytest.fixture
def twins(tmp_path: Path) -> FolderPlace:
    tables = {
        name: Table(name, "Rows.", (Column("n", "whole", "n"),), sort=("n",), common=False)
        for name in ("first", "second")
    }
    return FolderPlace(tmp_path / "record", tables)


def read_twins(place: FolderPlace) -> list[tuple[int, int]]:
    engine = place.engine()
    try:
        return engine.rows("SELECT n, count(*) FROM (FROM first UNION ALL FROM second) GROUP BY n")
    finally:
        engine.close()


def check_whole(place: FolderPlace) -> None:
    version = place.version()
    assert read_twins(place) == ([(version, 40_000)] if version else [])


def check_mended(place: FolderPlace) -> None:
    """After a writer came and went, Delta's newest versions are the manifest's, and no other file is left."""
    manifest = read_manifest(place.root)
    for name, table in manifest.tables.items():
        delta = DeltaTable(str(place.root / name))
        assert delta.version() == table.delta_version
        assert {f"{name}/{Path(uri).name}" for uri in delta.file_uris()} == set(table.files)
    needed = {
        file
        for commit in manifest.history
        for table in read_manifest(place.root, commit.version).tables.values()
        for file in table.files
    }
    assert {str(path.relative_to(place.root)) for path in place.root.glob("*/*.parquet")} == needed
    assert not list(place.root.glob("*/_delta_log/*.tmp"))


def time_commit(root: Path) -> float:
    """Seconds that one commit takes here and now, so that kills fall into commits on a slow machine too."""
    with subprocess.Popen([sys.executable, "-c", WRITER, str(root)], stdout=subprocess.PIPE) as writer:  # noqa: S603
        assert writer.stdout is not None
        writer.stdout.readline()
        started = time.monotonic()
        writer.stdout.readline()
        spent = time.monotonic() - started
        writer.kill()
    return spent


@pytest.mark.slow
def test_a_writer_killed_at_any_moment_leaves_all_tables_at_one_version(twins: FolderPlace, tmp_path: Path) -> None:
    versions = set()
    longest = 2 * time_commit(tmp_path / "timed")
    for _ in range(TRIALS):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(twins.root)], stdout=subprocess.PIPE)  # noqa: S603
        assert writer.stdout is not None
        writer.stdout.readline()
        time.sleep(random.uniform(0, longest))  # noqa: S311
        writer.kill()
        writer.communicate()
        check_whole(twins)
        with twins.writing():
            check_whole(twins)
        check_mended(twins)
        versions.add(twins.version())
    assert len(versions) > 2


def test_readers_beside_a_busy_writer_always_see_one_version(twins: FolderPlace) -> None:
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(twins.root)], stdout=subprocess.PIPE)  # noqa: S603
    assert writer.stdout is not None
    writer.stdout.readline()
    seen = []
    while len(set(seen)) < 5:
        seen += read_twins(twins)  # no row before the first commit, one for each version met at once
    writer.kill()
    writer.communicate()
    assert {count for _, count in seen} == {40_000}


@pytest.mark.parametrize("step", ["second table's log", "manifest"])
def test_a_commit_cut_off_between_logs_and_manifest_is_undone(
    twins: FolderPlace, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    for n in (1, 2):
        cut_off = (lambda: monkeypatch.undo()) if n == 1 else (lambda: cut(monkeypatch, step))
        write_twins(twins, connection, n, cut_off)
    assert [DeltaTable(str(twins.root / name)).version() for name in twins.tables] == [
        1,
        1 if step == "manifest" else 0,
    ]
    check_whole(twins)
    with twins.writing():
        pass
    check_mended(twins)
    assert twins.version() == 1
    write_twins(twins, connection, 2, lambda: None)
    check_whole(twins)
    check_mended(twins)


def write_twins(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection, n: int, before_publish: Callable[[], None]
) -> None:
    with place.writing() as commit:
        for name in place.tables:
            commit.replace(connection, name, f"SELECT {n} AS n FROM range(20000)")
        before_publish()
        try:
            commit.publish(note="")
        except PowerCut:
            commit._written.clear()  # a killed process tidies nothing


class PowerCut(BaseException):
    """Nothing can catch it by accident."""


def cut(monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    from assay.store import folder_commit

    whole = folder_commit.set_table_files

    def set_one(folder: Path, table: Table, files: list[tuple[str, int]]) -> int:
        if folder.name == "second":
            monkeypatch.undo()
            raise PowerCut
        return whole(folder, table, files)

    def refuse(*_: object) -> None:
        monkeypatch.undo()
        raise PowerCut

    if step == "manifest":
        monkeypatch.setattr(folder_commit, "write_manifest", refuse)
    else:
        monkeypatch.setattr(folder_commit, "set_table_files", set_one)


def test_an_interrupt_right_after_publishing_removes_nothing(
    twins: FolderPlace, connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assay.store import folder_commit

    def write_and_stop(*arguments: object) -> None:
        write_manifest(*arguments)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(folder_commit, "write_manifest", write_and_stop)
    with pytest.raises(KeyboardInterrupt):
        write_twins(twins, connection, 1, lambda: None)
    check_whole(twins)
    assert twins.version() == 1


def test_what_a_killed_first_commit_left_is_no_foreign_folder(twins: FolderPlace) -> None:
    twins.root.mkdir()
    (twins.root / "writer.lock").write_text("process 1 since 2025-01-01 00:00:00 UTC\n")
    (twins.root / "manifest.json.part").write_text("{")
    again = FolderPlace(twins.root, twins.tables)
    with again.writing() as commit:
        assert isinstance(commit, FolderCommit)
        assert commit.publish(note="") == 1
