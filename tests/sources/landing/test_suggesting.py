"""Fields of the user's own that a signal could read are pointed out, and a mapping takes them."""

from pathlib import Path

import pytest

from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES

MAPPING = """
name: with_debriefs
source: salesforce
rank: 2
like: salesforce_api
feeds:
  - name: Opportunity
    like: salesforce_api/Opportunity
    require: [Id, StageName, CloseDate, Debrief_Announced__c]
    rows:
      - table: debrief
        id: [Id, {const: buyer}]
        when: {Debrief_Announced__c: {filled: true}}
        known_at: {assumed: Debrief_Announced__c}
        set: {deal_id: Id, kind: {const: buyer}, announced_at: Debrief_Announced__c}
"""


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return open_home(str(tmp_path / "home"))


def write_deals(folder: Path, heading: str, *values: str) -> Path:
    path = folder / "Opportunity.csv"
    rows = [
        f"006Lm00000F000{n}IAR,Deal {n},Proposal,2025-06-30,2025-01-07T09:00:00.000Z,{value}"
        for n, value in enumerate(values)
    ]
    path.write_text("\n".join([f"Id,Name,StageName,CloseDate,CreatedDate,{heading}", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("heading", "values", "column"),
    [
        ("Debrief_Announced__c", ("2025-03-01", "", "2025-04-01"), "debrief.announced_at"),
        ("Win_Loss_Interview_Held__c", ("2025-03-01", "2025-04-01"), "debrief.held_at"),
        ("Discount_Pct__c", ("5", "", "12.5"), "deal.discount"),
    ],
)
def test_a_name_with_values_that_fit_is_pointed_out(
    home: Home, tmp_path: Path, heading: str, values: tuple[str, ...], column: str
) -> None:
    text = import_paths(home, [write_deals(tmp_path, heading, *values)]).text()
    assert f"{heading} looks like" in text
    assert column in text


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Debrief_Announced__c", ("true", "false")),
        ("Discount_Pct__c", ("500", "1200")),
        ("Discount_Reason__c", ("5", "6")),
        ("Debrief__c", ("2025-03-01", "2025-04-01")),
    ],
)
def test_what_may_be_something_else_is_not(home: Home, tmp_path: Path, heading: str, values: tuple[str, ...]) -> None:
    text = import_paths(home, [write_deals(tmp_path, heading, *values)]).text()
    assert "looks like" not in text
    assert heading in text


def test_a_mapping_takes_what_was_pointed_out(home: Home, tmp_path: Path) -> None:
    deals = write_deals(tmp_path, "Debrief_Announced__c", "2025-03-01", "")
    import_paths(home, [deals])
    mapping = tmp_path / "with_debriefs.yml"
    mapping.write_text(MAPPING, encoding="utf-8")
    import_paths(home, [deals], mapping=mapping)
    engine = open_place(home.record, TABLES).engine()
    try:
        (announced,) = engine.rows("SELECT d.name, b.announced_at FROM debrief b JOIN deal d ON d.id = b.deal_id")
        assert announced == ("Deal 0", 1_740_787_200)
        assert engine.rows("SELECT count(*) FROM deal") == [(2,)]
    finally:
        engine.close()
