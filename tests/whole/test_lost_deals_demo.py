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
