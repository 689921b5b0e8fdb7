"""Ten deals of another maker, in a JSON shape of its own, read through a kept mapping."""

from collections.abc import Callable
from pathlib import Path

import pytest

from whole.desk import Desk

MAPPING = Path(__file__).parents[1] / "cases" / "mappings" / "lost_deals_demo.yml"
#: whose economic buyer sat in a call, read from the source by eye
ECONOMIC_BUYER_MET = ("DEAL-006", "DEAL-008", "DEAL-009")


@pytest.fixture(scope="module")
def demo(shared_desk: Desk, third_party: Callable[[str], Path]) -> Desk:
    output = shared_desk.run("import", third_party("lost_deals_demo") / "demo_10_deals.json", "--mapping", MAPPING)
    assert "rejected 0" in output
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("ASSAY_WORDS", "yes")  # reasons are read from what was said
        shared_desk.run("run")
    return shared_desk


def test_totals_are_those_of_the_source(demo: Desk) -> None:
    rows = demo.record("SELECT outcome, count(*), sum(amount)::BIGINT FROM deal GROUP BY 1 ORDER BY 1")
    assert rows == [("lost", 8, 563_000), ("won", 2, 79_000)]


def test_no_deal_whose_economic_buyer_was_met_is_told_that_none_was(demo: Desk) -> None:
    told = demo.results("SELECT deal_id FROM finding WHERE signal = 'people.no_decision_maker_met'")
    met = demo.record(f"SELECT id FROM deal WHERE source_id IN {ECONOMIC_BUYER_MET}")
    assert len(met) == len(ECONOMIC_BUYER_MET)
    assert not set(told) & set(met)


def test_an_economic_buyer_only_in_copy_does_not_count_as_met(demo: Desk) -> None:
    ((deal,),) = demo.record("SELECT id FROM deal WHERE source_id = 'DEAL-003'")
    ((answer,),) = demo.results(
        f"SELECT answer FROM answer WHERE signal = 'people.no_decision_maker_met' AND deal_id = {deal}"
    )
    assert answer != "clear"


def test_ten_deals_claim_nothing_about_what_goes_with_losing(demo: Desk) -> None:
    assert demo.results("SELECT count(*) FROM comparison WHERE verdict = 'associated'") == [(0,)]


def test_ten_deals_give_ten_files(demo: Desk, tmp_path: Path) -> None:
    demo.run("report", "--out", tmp_path / "report", "--no-pdf")
    assert len(list((tmp_path / "report" / "deals").glob("*.html"))) == 10


def test_the_same_file_again_changes_nothing(demo: Desk, third_party: Callable[[str], Path]) -> None:
    again = demo.run("import", third_party("lost_deals_demo") / "demo_10_deals.json")
    assert "landed 0," in again


def test_each_lost_deal_has_a_verdict_and_no_claim_without_a_line(demo: Desk) -> None:
    assert demo.results("SELECT count(*), count(DISTINCT deal_id) FROM verdict") == [(8, 8)]
    bare = demo.results(
        """SELECT r.deal_id, r.driver FROM reason r WHERE NOT EXISTS (
            SELECT 1 FROM reason_ground g WHERE g.deal_id = r.deal_id AND g.driver = r.driver AND g.way = 'for')"""
    )
    assert bare == []
    assert demo.results("SELECT count(*) FROM reason_ground")[0][0] > 30


def test_each_line_is_a_row_of_the_record_or_a_finding_of_that_very_deal(demo: Desk) -> None:
    lost = demo.results(
        """SELECT g.table_name, g.row_id FROM reason_ground g WHERE
            (g.table_name IN ('activity', 'statement', 'deal', 'utterance') AND NOT EXISTS (
                SELECT 1 FROM mention m WHERE m.deal_id = g.deal_id AND m."table" = g.table_name
                AND m.row_id = g.row_id))
            OR (g.table_name = 'finding' AND NOT EXISTS (
                SELECT 1 FROM finding f WHERE f.finding_id = g.row_id AND f.deal_id = g.deal_id))
            OR (g.table_name = 'answer' AND NOT EXISTS (
                SELECT 1 FROM answer a WHERE a.deal_id = g.deal_id AND a.signal = g.signal AND a.answer = 'clear'))"""
    )
    assert lost == []


def test_what_the_rep_stated_stands_beside_what_the_record_says(demo: Desk) -> None:
    ids = dict(demo.record("SELECT source_id, id FROM deal"))
    named = dict(demo.results("SELECT deal_id, rep_names FROM verdict"))
    assert '"price_too_high"' in str(named[ids["DEAL-001"]])
    assert '"no_budget"' in str(named[ids["DEAL-002"]])
    # of DEAL-010 the rep stated that no decision was made, and the buyer's words are of other priorities
    other = demo.results(
        f"""SELECT driver FROM reason WHERE deal_id = {ids["DEAL-010"]}
            AND NOT stated_by_rep AND driver = 'priority_shift'"""
    )
    assert '"indecision"' in str(named[ids["DEAL-010"]])
    assert other == [("priority_shift",)]


def test_ten_deals_know_of_no_driver_what_it_costs(demo: Desk) -> None:
    assert demo.results("SELECT DISTINCT verdict FROM driver_effect") == [("not_enough",)]
