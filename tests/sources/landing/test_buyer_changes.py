"""A change of title, from a history that names the person alone."""

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
