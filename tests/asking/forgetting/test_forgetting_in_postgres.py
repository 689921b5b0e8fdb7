"""Erasing a person from a record that lies in PostgreSQL."""

from pathlib import Path

import duckdb

from asking.forgetting.conftest import TELLS
from assay.asking.forgetting.finding import gather_person, search_people
from assay.asking.forgetting.forgetting import forget_person
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES


def test_nothing_tells_the_person_in_a_schema_either(postgres_url: str, tmp_path: Path, export: Path) -> None:
    (tmp_path / "home").mkdir()
    home = Home(tmp_path / "home", {"record": postgres_url})
    import_paths(home, [export])
    (found,) = search_people(home, "ellison")
    forget_person(home, gather_person(home, found.side, found.id))
    import_paths(home, [export])
    with duckdb.connect() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = str([connection.execute(f"SELECT * FROM {name}").fetchall() for name in TABLES]).lower()
    assert [tell for tell in TELLS if tell in rows] == []
    assert "[erased]" in rows
