"""A place is opened by its path or URL, and quickly."""

import subprocess
import sys
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.store import open_place
from assay.store.folder import FolderPlace
from assay.tables.column import Table


def test_a_path_is_a_folder(tmp_path: Path, tables: dict[str, Table]) -> None:
    assert isinstance(open_place(str(tmp_path / "record"), tables), FolderPlace)


def test_an_unknown_kind_of_url_is_refused(tables: dict[str, Table]) -> None:
    with pytest.raises(InputError, match="mysql:// is no kind of place"):
        open_place("mysql://root@localhost/sales", tables)


def test_without_psycopg_the_way_to_get_it_is_named(monkeypatch: pytest.MonkeyPatch, tables: dict[str, Table]) -> None:
    for name in [name for name in sys.modules if name.startswith("assay.store.postgres")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(InputError, match="needs psycopg") as caught:
        open_place("postgresql://localhost/sales", tables)
    assert "pip install 'assay[postgres]'" in caught.value.fix


def test_opening_loads_no_engine_and_reading_no_delta_and_no_ibis(tmp_path: Path) -> None:
    code = (
        "import sys; from assay.store import open_place; from assay.tables import TABLES; "
        f"place = open_place({str(tmp_path / 'record')!r}, TABLES); print('duckdb' in sys.modules); "
        "place.engine().rows('SELECT count(*) FROM deal'); "
        "print([name for name in ('ibis', 'deltalake', 'psycopg') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split("\n")[:2] == ["False", "[]"]
