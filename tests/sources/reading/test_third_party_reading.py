"""Files that nobody here wrote are read row by row as another reader reads them."""

import csv
from pathlib import Path

import pytest

from sources.reading.reading_desk import ReadingDesk

SHARED = Path(__file__).parents[4] / "shared" / "data"


@pytest.mark.parametrize("folder", ["fivetran_salesforce_seeds", "fivetran_hubspot_seeds", "maven_crm"])
def test_every_row_of_a_third_party_folder_is_read(desk: ReadingDesk, folder: str) -> None:
    if not (SHARED / folder).exists():
        pytest.skip("the third-party data lies beside the repository, and is not here")
    tables = {raw.name: raw for raw in desk.read(SHARED / folder)}
    paths = sorted((SHARED / folder).glob("*.csv"))
    assert sorted(tables) == [path.name for path in paths]
    for path in paths:
        with path.open(newline="", encoding="utf-8-sig") as file:
            header, *rows = [row for row in csv.reader(file) if any(row)]
        if path.name == "data_dictionary.csv":  # a page of two lists side by side, no table
            continue
        assert tables[path.name].headings == tuple(header), path.name
        assert desk.cells(tables[path.name]) == [tuple(row) for row in rows], path.name
    assert desk.rejects() == []
