"""The example files through a whole import: what the landing makes of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import duckdb
import pytest

from assay.sources.import_report import ImportReport
from assay.sources.importing import import_paths
from assay.sources.profiles import shipped_mappings
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from sources.profiles.conftest import epoch
from sources.profiles.examples import FOLDER, PROFILES

#: Profiles of one system tell of the same deals, so that each goes into a record of its own.
RECORDS = (
    ("fivetran_hubspot", "fivetran_salesforce", "pipedrive", "odoo", "zoho"),
    ("hubspot_internal", "salesforce_report"),
    ("hubspot_labels",),
)


@dataclass(frozen=True)
class Imported:
    """Examples of several systems in one record."""

    report: ImportReport
    home: Home

    def look(self, query: str) -> Sequence[tuple[object, ...]]:
        with duckdb.connect() as connection:
            open_place(self.home.record, TABLES).attach(connection)
            return connection.execute(query).fetchall()


Import = Callable[[str], Imported]


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Import:
    """The record that a profile's example lies in, made for the first test that asks for it."""
    done: dict[tuple[str, ...], Imported] = {}

    def find(profile: str) -> Imported:
        profiles = next(one for one in RECORDS if profile in one)
        if profiles not in done:
            home = Home(tmp_path_factory.mktemp("home"), {})
            done[profiles] = Imported(import_paths(home, [FOLDER / one for one in profiles]), home)
        return done[profiles]

    return find


@pytest.mark.parametrize("profiles", RECORDS)
def test_every_row_is_counted_once(imported: Import, profiles: tuple[str, ...]) -> None:
    counts = imported(profiles[0]).report.counts
    assert counts.landed > 0
    assert counts.rejected == 0
    assert counts.read == counts.landed + counts.unchanged + counts.merged


def test_every_example_lies_in_a_record() -> None:
    assert sorted(profile for profiles in RECORDS for profile in profiles) == list(PROFILES)


def test_the_same_files_again_land_nothing(imported: Import) -> None:
    again = import_paths(imported(RECORDS[0][0]).home, [FOLDER / one for one in RECORDS[0]])
    assert again.counts.landed == 0
    assert again.version is None


@pytest.mark.parametrize(
    ("profile", "closed_at", "basis"),
    [
        ("fivetran_hubspot", "2025-03-14T10:00", "history"),
        ("fivetran_salesforce", "2025-03-14T16:00", "history"),
        ("hubspot_internal", "2025-03-01T10:00", "history"),
        ("hubspot_labels", "2025-03-01T10:00", "history"),
        ("odoo", "2025-03-01T11:00", "field"),
        ("pipedrive", "2025-03-01T11:00", "field"),
        ("salesforce_report", "2025-03-14T16:10", "history"),
        ("zoho", "2025-03-14T10:00", "history"),
    ],
)
def test_the_lost_deal_is_lost_and_closed_when_it_was(
    imported: Import, profile: str, closed_at: str, basis: str
) -> None:
    source = next(one.source for one in shipped_mappings() if one.name == profile)
    columns = "outcome, closed_at, closed_at_basis, loss_reason_stated IN ('Price', 'Too expensive')"
    assert imported(profile).look(f"SELECT {columns} FROM deal WHERE name = 'Press line' AND source = '{source}'") == [
        ("lost", epoch(closed_at), basis, True)
    ]


def test_merged_contacts_stand_as_deleted(imported: Import) -> None:
    rows = imported("fivetran_hubspot").look(
        "SELECT source_id, is_deleted FROM person WHERE source = 'hubspot' AND source_id IN ('501', '502')"
    )
    assert sorted(rows, key=str) == [("501", False), ("502", True)]


def test_an_address_finds_the_buyer_and_the_seller(imported: Import) -> None:
    query = """SELECT p.part, p.side, p.person_id IS NOT NULL, p.seller_id IS NOT NULL
        FROM activity_person p JOIN activity a ON a.id = p.activity_id WHERE a.source = 'hubspot' AND a.source_id = '72' ORDER BY ALL"""
    assert imported("fivetran_hubspot").look(query) == [
        ("cc", "buyer", True, False),
        ("cc", "seller", False, True),
        ("from", "buyer", True, False),
        ("to", "seller", False, True),
    ]
