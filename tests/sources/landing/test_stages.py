from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.deriving.stage_words import class_stage
from assay.sources.importing import import_paths
from assay.sources.stages import list_stages, preview_stages, set_stages
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

DEALS = "source_id,stage,closed_at\nd1,Verhandlung,2025-03-01\nd2,Verhandlung,\nd3,Closed Won,2025-03-02\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "deal.csv").write_text(DEALS, encoding="utf-8")
    home = open_home(str(tmp_path / "home"))
    import_paths(home, [tmp_path / "deal.csv"])
    return home


def read_outcomes(home: Home) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows("SELECT outcome, closed_at FROM deal ORDER BY source_id")
    finally:
        engine.close()


def test_a_class_that_a_person_sets_decides_the_outcome(home: Home) -> None:
    won = ("won", 1_740_873_600)
    assert read_outcomes(home) == [("unknown", None), ("unknown", None), won]
    set_stages(home, ["verhandlung=lost"])
    assert read_outcomes(home) == [("lost", 1_740_787_200), ("lost", None), won]


def test_a_preview_tells_which_outcomes_would_change_and_keeps_nothing(home: Home) -> None:
    before = read_outcomes(home)
    found = preview_stages(home, ["Verhandlung=lost", "Closed Won=won"])
    assert found.changes == {("unknown", "lost"): 2}
    assert [(was, will) for _, _, was, will in found.changed] == [("unknown", "lost")] * 2
    assert read_outcomes(home) == before


def test_it_holds_through_the_next_import(home: Home, tmp_path: Path) -> None:
    set_stages(home, ["Verhandlung=no_decision"])
    (tmp_path / "deal.csv").write_text(DEALS.replace("Verhandlung,\n", "Verhandlung,2025-04-01\n"), encoding="utf-8")
    import_paths(home, [tmp_path / "deal.csv"])
    assert [outcome for outcome, _ in read_outcomes(home)] == ["no_decision", "no_decision", "won"]


def test_setting_what_is_set_makes_no_new_version(home: Home) -> None:
    set_stages(home, ["Verhandlung=lost"])
    version = open_place(home.record, TABLES).version()
    set_stages(home, ["Verhandlung=lost"])
    assert open_place(home.record, TABLES).version() == version


@pytest.mark.parametrize("change", ["Foo=lost", "Verhandlung=gone", "Verhandlung", "=lost"])
def test_an_unknown_stage_or_class_sets_nothing(home: Home, change: str) -> None:
    version = open_place(home.record, TABLES).version()
    with pytest.raises(InputError):
        set_stages(home, ["Closed Won=won", change])
    assert open_place(home.record, TABLES).version() == version


def test_the_list_shows_who_said_so_and_how_many_deals_there_are(home: Home) -> None:
    set_stages(home, ["Verhandlung=open"])
    lines = [line.split("│") for line in list_stages(home).splitlines()]
    cells = [[cell.strip() for cell in line[2:6]] for line in lines if len(line) == 7]
    assert cells == [["Closed Won", "won", "its name", "1"], ["Verhandlung", "open", "a person", "2"]]


def test_an_empty_record_has_no_stages(tmp_path: Path) -> None:
    assert list_stages(open_home(str(tmp_path))) == "No stages yet: import deals first."


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Closed Won", "won"),
        ("closedlost", "lost"),
        ("Verloren", "lost"),
        ("No Decision", "no_decision"),
        ("Unqualified", "disqualified"),
        ("Negotiation/Review", "open"),
        ("Engaging", "open"),
        ("Almost won", None),
        ("Closed", None),
        ("", None),
    ],
)
def test_only_a_whole_name_tells_a_class(name: str, expected: str | None) -> None:
    assert class_stage(name) == expected
