"""What the record knows for those of ours who answer about a deal."""

import duckdb
import pytest

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.asking.facts import (
    read_competitors,
    read_contact,
    read_deciders,
    read_discount,
    read_entered,
    read_findings,
    read_reasons,
)
from assay.words.taxonomy import load_taxonomy
from assay.words.taxonomy.driver import Taxonomy

DEAL = 9001


@pytest.fixture
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def test_the_reason_entered_is_told_with_its_row(ask: Ask, put: Put) -> None:
    put("deal", id=DEAL, loss_reason_stated="Price", closed_at=7)
    put("deal", id=2, loss_reason_stated=" ")
    assert [(one.words, one.table, one.row_id) for one in read_entered(ask, DEAL)] == [("Price", "deal", DEAL)]
    assert read_entered(ask, 2) == []


def _mention(base: duckdb.DuckDBPyConnection, driver: str, said: str, row: int = 1, confidence: float = 0.5) -> None:
    """said: side, origin and table of a coded passage."""
    side, origin, table = said.split()
    base.execute(
        """INSERT INTO mention (deal_id, "table", row_id, side, origin, start, quote, driver, confidence)
        VALUES (?, ?, ?, ?, ?, 0, 'too dear', ?, ?)""",
        [DEAL, table, row, side, origin, driver, confidence],
    )


def test_a_coded_reason_is_read_once_and_never_out_of_its_circle(
    base: duckdb.DuckDBPyConnection, ask: Ask, put: Put, taxonomy: Taxonomy
) -> None:
    put("statement", id=1, deal_id=DEAL, text="too dear")
    put("statement", id=2, deal_id=DEAL, text="secret", circle="team")
    ours = "rep crm_reason statement"
    _mention(base, "usability", ours, confidence=0.9)
    _mention(base, "usability", ours)
    _mention(base, "missing_feature", ours, row=2)
    _mention(base, "integration", "buyer email activity")
    assert [one.driver for one in read_reasons(ask, DEAL, "rep", taxonomy)] == ["usability"]
    assert [one.driver for one in read_reasons(ask, DEAL, "buyer", taxonomy)] == ["integration"]


def test_the_competitor_that_won_stands_first(ask: Ask, put: Put) -> None:
    for number, name, part in ((1, "Alpha", "present"), (2, "Beta", "won_by")):
        put("competitor", id=number, name=name)
        put("deal_competitor", id=number, deal_id=DEAL, competitor_id=number, part=part, named_at=number)
    assert [(one.words, one.kind) for one in read_competitors(ask, DEAL)] == [("Beta", "won_by"), ("Alpha", "present")]


def test_who_decides_is_listed_whether_met_or_not(ask: Ask, put: Put) -> None:
    put("person", id=5, full_name="Ines Roth", title="CFO", seniority="c_level")
    put("person", id=6, full_name="Karl Voss", seniority="individual")
    put("person", id=7, full_name="Lena Ott", seniority="individual")
    put("deal_person", id=1, deal_id=DEAL, person_id=6, role="decision_maker")
    for number, person in ((1, 5), (2, 7)):
        put("deal_presence", deal_id=DEAL, activity_id=number, person_id=person, occurred_at=9, kind="meeting")
    found = [(one.name, one.role, one.talks) for one in read_deciders(ask, DEAL)]
    assert found == [("Karl Voss", "decision_maker", 0), ("Ines Roth", "", 1)]


def test_our_contact_is_the_champion_with_what_they_were_given(ask: Ask, put: Put) -> None:
    for number, name in ((5, "Ines Roth"), (6, "Karl Voss")):
        put("person", id=number, full_name=name)
        put("deal_presence", deal_id=DEAL, activity_id=number, person_id=number, occurred_at=9, kind="email",
            direction="outbound")  # fmt: skip
        put("deal_event", deal_id=DEAL, activity_id=number, occurred_at=9, kind="email", has_attachment=True)
    put("deal_person", id=1, deal_id=DEAL, person_id=6, role="champion")
    found = read_contact(ask, DEAL)
    assert found is not None
    assert (found.name, found.is_champion, found.talks, found.attachments) == ("Karl Voss", True, 0, 1)


def test_findings_and_discount_are_told_where_they_are(ask: Ask, put: Put) -> None:
    put("deal", id=DEAL, discount=0.1)
    put("finding", deal_id=DEAL, signal="rhythm.slow_replies", sentence="Replies were slow.", hit_at=5)
    put("finding", deal_id=DEAL, signal="people.single_thread", sentence="One buyer.", hit_at=3)
    assert [one.words for one in read_findings(ask, DEAL)] == ["One buyer.", "Replies were slow."]
    assert [one.kind for one in read_findings(ask, DEAL, ["rhythm.slow_replies"])] == ["rhythm.slow_replies"]
    assert read_discount(ask, DEAL) == 0.1
    assert read_discount(ask, 2) is None
