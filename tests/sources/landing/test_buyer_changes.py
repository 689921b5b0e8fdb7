"""Changes at the buyer: histories that name the person alone, and lists that name somebody at an account."""

from pathlib import Path

import duckdb

from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import open_home
from assay.tables import TABLES

CONTACTS = """Id,FirstName,LastName,AccountId,Title,CreatedDate
003000000000001AAA,Ann,Lee,001000000000001AAA,Group Director,2025-01-01T09:00:00Z
"""
CHANGES = """Id,ContactId,CreatedDate,Field,OldValue,NewValue
017000000000001AAA,003000000000001AAA,2025-03-01T09:00:00Z,Title,Plant Manager,Group Director
017000000000002AAA,003000000000001AAA,2025-03-02T09:00:00Z,Phone,1,2
"""


def test_a_change_of_title_stands_at_the_account_of_its_person(tmp_path: Path) -> None:
    (tmp_path / "Contact.csv").write_text(CONTACTS, encoding="utf-8")
    (tmp_path / "ContactHistory.csv").write_text(CHANGES, encoding="utf-8")
    home = open_home(str(tmp_path / "home"))
    report = import_paths(home, [tmp_path / "Contact.csv", tmp_path / "ContactHistory.csv"])
    assert (report.counts.landed, report.counts.merged) == (2, 1)
    with duckdb.connect() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(
            """SELECT c.old_title, c.title, c.name, c.account_id = p.account_id FROM person_change c
               JOIN person p ON p.id = c.person_id"""
        ).fetchall()
    assert rows == [("Plant Manager", "Group Director", "Ann Lee", True)]


PEOPLE = """contact id,full name,email,job title,company
7,Béa Fox,bea@acme.com,Head of Purchasing,Acme
8,Jo Lee,jo@acme.com,,Acme
9,Jo Lee,jo2@acme.com,,Acme
"""
LIST = """account,name,title,old title,change,from employer,mandate,day,contact id
Acme,bea  fox,,,left,,,2025-03-01,
Acme,Jo Lee,CIO,,promoted,,,2025-03-02,
Acme,Cleo Ray,Chief Operating Officer,,joined,Former Ltd,cut costs,2025-03-03,
Acme,Bo Tan,Buyer,Director of Purchasing,moved,,,2025-03-04,
"""


def test_a_list_of_changes_names_the_people_of_the_account(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "people_changes.csv").write_text(LIST, encoding="utf-8")
    home = open_home(str(tmp_path / "home"))
    import_paths(home, [tmp_path / "contacts.csv", tmp_path / "people_changes.csv"])
    with duckdb.connect() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(
            """SELECT c.name, c.change, p.source_id, c.seniority, c.old_seniority, c.from_employer, c.mandate
               FROM person_change c LEFT JOIN person p ON p.id = c.person_id ORDER BY c.occurred_at"""
        ).fetchall()
    assert rows == [
        ("bea  fox", "left", "7", "unknown", "unknown", None, None),
        ("Jo Lee", "promoted", None, "c_level", "unknown", None, None),
        ("Cleo Ray", "joined", None, "c_level", "unknown", "Former Ltd", "cut costs"),
        ("Bo Tan", "moved", None, "individual", "director", None, None),
    ]


def test_the_same_list_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "people_changes.csv").write_text(LIST, encoding="utf-8")
    home = open_home(str(tmp_path / "home"))
    paths = [tmp_path / "contacts.csv", tmp_path / "people_changes.csv"]
    import_paths(home, paths)
    version = open_place(home.record, TABLES).version()
    report = import_paths(home, [tmp_path / "people_changes.csv"])
    assert (report.counts.landed, report.counts.unchanged) == (0, 4)
    assert open_place(home.record, TABLES).version() == version
