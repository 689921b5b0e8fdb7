"""An export older than what stands takes nothing back."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

OLD, NEW, NEWEST = (datetime(2025, month, 1, tzinfo=UTC) for month in (1, 3, 5))
HEADING = "source_id,name,stage,amount,deal_type"
STANDS = "SELECT name, stage, amount::INTEGER, deal_type FROM deal ORDER BY name"

Import = Callable[..., str]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(str(tmp_path / "home"))


@pytest.fixture
def bring(home: Home, tmp_path: Path) -> Import:
    """Imports rows of one table as the export of a day; gives the line of counts."""

    def bring_rows(day: datetime, *rows: str, table: str = "deal", heading: str = HEADING) -> str:
        path = tmp_path / f"{table}.csv"
        path.write_text("\n".join([heading, *rows, ""]), encoding="utf-8")
        return str(import_paths(home, [path], seen_on=day).counts)

    return bring_rows


def read(home: Home, query: str) -> list[tuple[Any, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def test_an_older_export_overwrites_nothing(home: Home, bring: Import) -> None:
    bring(NEW, "a,A,Offer,200,new", "b,B,Offer,300,new")
    assert bring(OLD, "a,A,Talk,100,new") == "read 1, landed 1, unchanged 0, merged 0, rejected 0"
    assert read(home, STANDS) == [("A", "Offer", 200, "new"), ("B", "Offer", 300, "new")]
    assert read(home, "SELECT count(*) FROM stage_history") == [(0,)]
    # it proves that the deal was there on the older day; that said, the same file has nothing more to say
    assert read(home, "SELECT count(DISTINCT known_at) FROM deal") == [(2,)]
    assert bring(OLD, "a,A,Talk,100,new") == "read 1, landed 0, unchanged 1, merged 0, rejected 0"


def test_an_older_export_fills_what_is_empty(home: Home, bring: Import) -> None:
    bring(NEW, "a,A,Offer,,")
    bring(OLD, "a,Old A,Talk,100,renewal")
    assert read(home, STANDS) == [("A", "Offer", 100, "renewal")]
    assert read(home, "SELECT count(*) FROM stage_history") == [(0,)]
    assert read(home, "SELECT import_run, file_no FROM deal") == [(1, 1)]


def test_an_older_export_brings_what_is_new(home: Home, bring: Import) -> None:
    bring(NEW, "a,A,Offer,200,new")
    assert bring(OLD, "b,B,Talk,100,new") == "read 1, landed 1, unchanged 0, merged 0, rejected 0"
    assert [row[0] for row in read(home, STANDS)] == ["A", "B"]


def test_what_an_older_export_brought_gives_way_to_a_newer_one(home: Home, bring: Import) -> None:
    bring(NEW, "a,A,Offer,200,new")
    bring(OLD, "a,A,Talk,100,new", "b,B,Talk,100,new")
    bring(NEWEST, "a,A,Contract,250,new", "b,B,Offer,150,new")
    assert read(home, STANDS) == [("A", "Contract", 250, "new"), ("B", "Offer", 150, "new")]
    changes = "SELECT field, old_value, new_value FROM stage_history WHERE field = 'stage' ORDER BY old_value"
    assert read(home, changes) == [("stage", "Offer", "Contract"), ("stage", "Talk", "Offer")]


def test_an_older_title_is_no_change_of_the_person(home: Home, bring: Import) -> None:
    people = {"table": "person", "heading": "source_id,kind,title"}
    bring(NEW, "p,contact,CIO", "q,contact,", **people)
    bring(OLD, "p,contact,Clerk", "q,contact,Clerk", **people)
    assert read(home, "SELECT title FROM person ORDER BY source_id") == [("CIO",), ("Clerk",)]
    assert read(home, "SELECT count(*) FROM person_change") == [(0,)]


def test_a_deletion_is_not_taken_back(home: Home, bring: Import) -> None:
    bring(NEW, "a,A,true", heading="source_id,name,is_deleted")
    bring(OLD, "a,A,false", heading="source_id,name,is_deleted")
    assert read(home, "SELECT is_deleted FROM deal") == [(True,)]
