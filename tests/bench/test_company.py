"""The made-up record: whole in parts, and with something in every table that the books are cut from."""

from pathlib import Path

import duckdb
import pytest

from assay.store import open_place
from assay.tables import CLUSTERED, TABLES
from bench import company

FILLED = (
    *("deal", "person", "stage_history", "deal_person", "campaign_touch", "deal_competitor", "person_change"),
    *("stage_requirement", "debrief", "utterance", *(table.name for table in CLUSTERED)),
)


def _read_rows(folder: Path) -> dict[str, tuple[int, int]]:
    """The number of rows of each table, and the exclusive or of their hashes."""
    with duckdb.connect() as connection:
        open_place(str(folder), TABLES).attach(connection)
        queries = {name: f"SELECT count(*), bit_xor(hash({name})) FROM {name}" for name in FILLED}
        return {name: connection.execute(query).fetchall()[0] for name, query in queries.items()}


def test_a_record_made_in_parts_is_the_one_made_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    company.write_record(tmp_path / "whole", 120)
    monkeypatch.setattr(company, "PART", 2_000)
    company.write_record(tmp_path / "parts", 120)
    whole = _read_rows(tmp_path / "whole")
    assert _read_rows(tmp_path / "parts") == whole
    assert {name for name, (rows, _) in whole.items() if not rows} == set()
    assert whole["deal_event"][0] == 120 * 50
    assert sorted(path.name for path in tmp_path.iterdir()) == ["parts", "whole"]
