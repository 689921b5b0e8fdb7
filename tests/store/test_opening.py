"""A place is opened by its path or URL, and quickly."""

import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.store import open_engine, open_place
from assay.store.folder import FolderPlace
from assay.store.home import Home
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


def test_without_an_engine_signals_run_where_the_record_lies(tmp_path: Path, tables: dict[str, Table]) -> None:
    with closing(open_engine(Home(tmp_path, {}), open_place(str(tmp_path / "record"), tables))) as engine:
        assert engine.dialect == "duckdb"


def test_an_unknown_engine_is_refused_with_those_that_there_are(tmp_path: Path, tables: dict[str, Table]) -> None:
    home = Home(tmp_path, {"engine": "spark://host:7077"})
    with pytest.raises(InputError, match="spark://host:7077 is no engine.*\n.*sc://host:15002"):
        open_engine(home, open_place(home.record, tables))


def test_spark_cannot_read_a_record_in_postgresql(tmp_path: Path, tables: dict[str, Table], postgres_url: str) -> None:
    home = Home(tmp_path, {"engine": "sc://host:15002/;token=secret"})
    with pytest.raises(InputError, match="^sc://host:15002/ cannot read the record, which lies in PostgreSQL"):
        open_engine(home, open_place(postgres_url, tables))


def test_without_pyspark_the_way_to_get_it_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, tables: dict[str, Table]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    home = Home(tmp_path, {"engine": "spark+local://"})
    with pytest.raises(InputError, match="needs pyspark") as caught:
        open_engine(home, open_place(home.record, tables))
    assert "pip install 'assay[spark]'" in caught.value.fix


def test_what_was_asked_for_goes_before_the_variable_and_that_before_the_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = Home(tmp_path, {"engine": "sc://setting"})
    assert home.engine == "sc://setting"
    monkeypatch.setenv("ASSAY_ENGINE", "sc://variable")
    assert home.engine == "sc://variable"
    assert replace(home, asked_engine="sc://asked").engine == "sc://asked"
