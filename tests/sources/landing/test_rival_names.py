"""Other names of competitors are set by a person, and outlast the next import."""

from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources.importing import import_paths
from assay.sources.rival_names import list_competitors, set_competitors
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home, open_home
from assay.tables import TABLES
from assay.words.rivals import list_rivals

DEALS = "deal id,deal name,stage,amount,competitor\n1,Alpha,Lost,10,Zenith\n2,Beta,Lost,10,Zenith;Apex\n"


@pytest.fixture
def home(tmp_path: Path) -> Home:
    (tmp_path / "deals.csv").write_text(DEALS, encoding="utf-8")
    home = open_home(str(tmp_path / "home"))
    import_paths(home, [tmp_path / "deals.csv"])
    return home


def read_aliases(home: Home) -> dict[str, tuple[str, ...]]:
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        return {rival.name: rival.aliases for rival in list_rivals(connection)}


def test_a_competitor_is_given_other_names(home: Home) -> None:
    set_competitors(home, ["zenith=ZN; Zenith One; ZN"])
    assert read_aliases(home) == {"Apex": (), "Zenith": ("ZN", "Zenith One")}
    assert "ZN; Zenith One" in list_competitors(home)


def test_they_outlast_the_next_import_and_can_be_taken_away(home: Home, tmp_path: Path) -> None:
    set_competitors(home, ["Zenith=ZN"])
    (tmp_path / "deals.csv").write_text(DEALS + "3,Gamma,Lost,10,Zenith\n", encoding="utf-8")
    import_paths(home, [tmp_path / "deals.csv"])
    assert read_aliases(home)["Zenith"] == ("ZN",)
    set_competitors(home, ["Zenith="])
    assert read_aliases(home)["Zenith"] == ()


@pytest.mark.parametrize("change", ["Nobody=N", "Zenith", "=ZN"])
def test_what_cannot_be_set_sets_nothing(home: Home, change: str) -> None:
    before = open_place(home.record, TABLES).version()
    with pytest.raises(InputError):
        set_competitors(home, ["Apex=AP", change])
    assert open_place(home.record, TABLES).version() == before
