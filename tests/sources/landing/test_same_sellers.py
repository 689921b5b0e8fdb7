"""Owners of a later source who are sellers of the record already, by address or by full name."""

from pathlib import Path

import pytest

from assay.domain.key import make_key
from assay.sources.import_report import ImportReport
from assay.sources.importing import import_paths
from assay.sources.undoing import undo_import
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

SELLERS = (
    "source,source_id,name,email\n"
    "salesforce,u1,Ann Lee,ann@us.example\nsalesforce,u2,Bob Ray,bob@us.example\nsalesforce,u3,Jo Kim,jo@us.example\n"
)
ANN, BOB, JO = (make_key("salesforce", "main", "seller", one) for one in ("u1", "u2", "u3"))


class Imports:
    """A record with sellers of a CRM, and files that are imported into it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home: Home = open_home(str(folder / "home"))

    def take(self, name: str, text: str) -> ImportReport:
        (self.folder / name).write_text(text, encoding="utf-8")
        return import_paths(self.home, [self.folder / name])

    def take_deals(self, *owners: str, name: str = "deals.csv") -> ImportReport:
        rows = "".join(f"{n},Deal {n},Closed Lost,100,{owner}\n" for n, owner in enumerate(owners, 1))
        return self.take(name, f"Deal Id,Deal Name,Stage,Amount,Sales Rep\n{rows}")

    def read(self, query: str) -> list[object]:
        engine = open_place(self.home.record, TABLES).engine()
        try:
            return [value for (value,) in engine.rows(query)]
        finally:
            engine.close()

    @property
    def owners(self) -> list[object]:
        return self.read("SELECT owner_id FROM deal WHERE NOT is_deleted ORDER BY source_id")


@pytest.fixture
def imports(tmp_path: Path) -> Imports:
    made = Imports(tmp_path)
    made.take("seller.csv", SELLERS)
    return made


def test_an_owner_of_the_same_full_name_is_the_seller_of_the_record(imports: Imports) -> None:
    report = imports.take_deals("Ann Lee", "bob  RAY", "Cy Fox")
    assert imports.owners == [ANN, BOB, make_key("files", "main", "seller", "Cy Fox")]
    assert "2 owners are of other sources in the record already: 0 by e-mail address, 2 by name" in report.text()
    assert "1 owner is new (Cy Fox): nobody signs in as them yet; an administrator links them" in report.text()
    assert imports.read("SELECT name FROM seller WHERE NOT is_deleted ORDER BY name") == [
        "Ann Lee", "Bob Ray", "Cy Fox", "Jo Kim",
    ]  # fmt: skip


def test_an_owner_given_by_address_is_the_seller_of_that_address(imports: Imports) -> None:
    report = imports.take_deals("Ann@us.example", "ann@them.example")
    assert imports.owners == [ANN, make_key("files", "main", "seller", "ann@them.example")]
    assert "1 by e-mail address, 0 by name" in report.text()


def test_another_address_is_another_person_whatever_the_name(imports: Imports) -> None:
    imports.take("seller.csv", "source,source_id,name,email\nhubspot,7,Ann Lee,ann.lee@them.example\n")
    assert imports.read("SELECT count(*) FROM seller WHERE NOT is_deleted") == [4]


def test_a_name_of_two_sellers_names_neither(imports: Imports) -> None:
    imports.take("seller.csv", "source,source_id,name,email\nsalesforce,u9,Ann Lee,ann2@us.example\n")
    imports.take_deals("Ann Lee", "Bob Ray")
    assert imports.owners == [make_key("files", "main", "seller", "Ann Lee"), BOB]


def test_two_of_one_source_stay_two_people(imports: Imports) -> None:
    imports.take("seller.csv", "source,source_id,name\nsalesforce,u9,Ann Lee\n")
    assert imports.read("SELECT count(*) FROM seller WHERE NOT is_deleted") == [4]


def test_the_same_file_again_changes_nothing_even_when_the_name_has_become_common(imports: Imports) -> None:
    imports.take_deals("Ann Lee")
    imports.take("seller.csv", "source,source_id,name,email\nsalesforce,u9,Ann Lee,ann2@us.example\n")
    assert imports.take_deals("Ann Lee").version is None
    imports.take_deals("Ann Lee", "Ann Lee", name="later.csv")
    assert imports.owners == [ANN, ANN]


def test_who_stood_in_the_record_alone_stays_alone(imports: Imports) -> None:
    imports.take_deals("Cy Fox")
    own = make_key("files", "main", "seller", "Cy Fox")
    imports.take("seller.csv", "source,source_id,name,email\nsalesforce,u4,Cy Fox,cy@us.example\n")
    imports.take_deals("Cy Fox", "Cy Fox", name="later.csv")
    assert imports.owners == [own, own]


def test_undoing_the_import_takes_the_match_back(imports: Imports) -> None:
    imports.take_deals("Ann Lee")
    undo_import(imports.home)
    assert imports.owners == []
    assert imports.read("SELECT count(*) FROM seller") == [3]
