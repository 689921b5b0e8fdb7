"""Files, folders and what cannot be read."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.reading import read_files
from sources.reading.reading_desk import ReadingDesk


def test_a_folder_is_read_with_the_folders_below_it_in_the_order_of_names(desk: ReadingDesk) -> None:
    for name in ("b.csv", "sub/c.csv", "a.TSV"):
        desk.put(name, "Id\tx\n1\t2\n")
    assert [raw.name for raw in desk.read(desk.folder)] == ["a.TSV", "b.csv", "sub/c.csv"]


def test_other_files_of_a_folder_are_left_out_with_the_reason(desk: ReadingDesk) -> None:
    for name in ("a.csv", ".hidden.csv", "logo.png", "old.xls", "README", ".git/b.csv"):
        desk.put(name, "Id\n1\n")
    desk.put("talk.txt", "Nobody says a word here.\n")
    assert [raw.name for raw in desk.read(desk.folder)] == ["a.csv"]
    assert desk.left_out() == {
        ".git/b.csv": "hidden",
        ".hidden.csv": "hidden",
        "README": "a file without an ending",
        "logo.png": "files that end in .png hold no rows that can be read",
        "old.xls": "an Excel file of the kind before 2007; open it and save it as XLSX or CSV",
        "talk.txt": 'no transcript: no one speaks twice in lines "Name: words", and no table',
    }


def test_an_empty_folder_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="holds no file that can be read"):
        desk.read(desk.folder)


def test_a_missing_path_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="No such file"):
        desk.read(desk.folder / "nothing.csv")


def test_a_file_used_as_a_folder_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="Not a directory"):
        desk.read(desk.put("a.csv", "Id\n1\n") / "b.csv")


@contextmanager
def fewer_rights() -> Iterator[None]:
    """Root may read everything; it becomes nobody for a while. Anybody else stays who they are."""
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)


@pytest.mark.parametrize("kind", ["folder", "file", "zip"])
def test_what_one_has_no_right_to_read_is_refused(desk: ReadingDesk, kind: str) -> None:
    with tempfile.TemporaryDirectory() as open_to_all:
        Path(open_to_all).chmod(0o711)
        locked = Path(open_to_all) / {"folder": "locked", "file": "a.csv", "zip": "a.zip"}[kind]
        if kind == "folder":
            locked.mkdir(mode=0)
        else:
            locked.write_bytes(b"Id\n1\n")
            locked.chmod(0)
        with fewer_rights(), pytest.raises(InputError, match=f"{locked.name}.* cannot be read: Permission denied"):
            desk.read(locked)


def test_a_pipe_is_refused(desk: ReadingDesk) -> None:
    path = desk.folder / "a.csv"
    os.mkfifo(path)
    with pytest.raises(InputError, match="is no ordinary file"):
        desk.read(path)


def test_a_folder_that_links_to_itself_ends(desk: ReadingDesk) -> None:
    desk.put("a.csv", "Id\n1\n")
    (desk.folder / "again").symlink_to(desk.folder)
    assert [raw.name for raw in desk.read(desk.folder)] == ["a.csv"]


def test_one_damaged_file_refuses_the_whole_reading(desk: ReadingDesk) -> None:
    desk.put("a.csv", "Id\n1\n")
    desk.put("b.csv", "")
    with pytest.raises(InputError, match=r"b\.csv is empty"):
        desk.read(desk.folder)


def test_a_second_reading_on_the_same_connection_starts_anew(desk: ReadingDesk) -> None:
    first = desk.put("a.csv", "x,y\n1,2\n3\n")
    desk.read(first, desk.put("b.csv", 'x,y\n"a\nb",2\n'))
    [raw] = desk.read(desk.put("c.csv", 'x,y\n"a\nb",2\n3,4\n'))
    assert (raw.table, raw.first_row, desk.rejects()) == ("raw_1", 1, [])


def test_progress_ends_with_all_bytes_read(desk: ReadingDesk) -> None:
    seen: list[tuple[int, int, str]] = []
    desk.put("a.csv", "x,y\n" + "1,2\n" * 400_000)
    desk.put("b.json", '[{"id": 1}]')
    read_files([desk.folder], desk.connection, progress=lambda done, total, what: seen.append((done, total, what)))
    size = sum(path.stat().st_size for path in desk.folder.iterdir())
    assert (seen[-1], len({done for done, *_ in seen}) > 2) == ((size, size, "b.json"), True)
    assert [done for done, *_ in seen] == sorted(done for done, *_ in seen)


def test_nothing_is_left_in_the_scratch_folder(desk: ReadingDesk, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    read_files([desk.put("a.csv", "x,y\n1,2\n")], desk.connection, scratch=scratch)
    assert list(scratch.iterdir()) == []


def test_rows_keep_their_order_where_the_connection_does_not_care(desk: ReadingDesk) -> None:
    desk.connection.execute("SET preserve_insertion_order = false")
    raw = desk.read_one("a.csv", "Id,x\n" + "".join(f"{n},1\n" for n in range(300_000)))
    wrong = f"SELECT count(*) FROM {raw.table} WHERE c0::BIGINT + 1 <> row OR line <> row + 1"
    assert desk.connection.execute(wrong).fetchall() == [(0,)]
    assert desk.connection.execute("SELECT current_setting('preserve_insertion_order')").fetchall() == [(False,)]
