"""A fictional hardware company: 8,800 deals, no activities, and nothing that explains winning."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from whole.desk import Desk


@pytest.fixture(scope="module")
def maven(shared_desk: Desk, third_party: Callable[[str], Path]) -> Desk:
    shared_desk.run("import", third_party("maven_crm"))
    shared_desk.run("run")
    return shared_desk


def test_every_deal_lands_with_its_outcome(maven: Desk) -> None:
    rows = maven.record("SELECT outcome, count(*) FROM deal GROUP BY 1 ORDER BY 1")
    assert rows == [("lost", 2473), ("open", 2089), ("won", 4238)]


@pytest.mark.parametrize(
    ("table", "claim"),
    [
        ("comparison", "verdict = 'associated'"),
        ("driver", "verdict = 'associated'"),
        ("driver_effect", "verdict = 'associated'"),
        ("pair", "verdict = 'together'"),
        ("combination", "true"),
        ("criterion", "verdict <> 'not_enough'"),
        ("competitor_change", "true"),
    ],
)
def test_nothing_is_claimed_to_go_with_losing(maven: Desk, table: str, claim: str) -> None:
    assert maven.results(f"SELECT count(*) FROM {table} WHERE {claim}") == [(0,)]


def test_the_win_rate_is_shown_with_its_interval(maven: Desk) -> None:
    ((won, lost, rate, low, high),) = maven.results(
        """SELECT won, lost, rate, rate_low, rate_high FROM win_rate
           WHERE cohort = 'closing' AND grp = 'all' AND period = 'all' AND base = 'count'"""
    )
    assert (won, lost) == (4238, 2473)
    assert rate == pytest.approx(4238 / 6711)
    assert low < rate < high  # type: ignore[operator]


@pytest.fixture(scope="module")
def planted(third_party: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """The same export with two columns more: one that is filled in by how a deal ended, and one that means nothing."""
    folder = shutil.copytree(third_party("maven_crm"), tmp_path_factory.mktemp("maven") / "export")
    dice = np.random.default_rng(7)
    with (folder / "sales_pipeline.csv").open(newline="", encoding="utf-8") as read:
        deals = list(csv.DictReader(read))
    for deal in deals:
        score = {"Won": str(dice.integers(6, 11)), "Lost": str(dice.integers(0, 6))}.get(deal["deal_stage"], "")
        deal |= {"handover_score": score, "region_no": str(dice.integers(1, 9))}
    with (folder / "sales_pipeline.csv").open("w", newline="", encoding="utf-8") as written:
        writer = csv.DictWriter(written, list(deals[0]))
        writer.writeheader()
        writer.writerows(deals)
    desk = Desk(tmp_path_factory.mktemp("planted") / "home")
    desk.run("import", folder)
    desk.run("run")
    return desk


def test_a_planted_column_that_tells_the_outcome_is_named_and_shut_out(planted: Desk) -> None:
    assert dict(planted.results("SELECT field, verdict FROM leak"))["handover_score"] == "after_end"
    facts = dict(planted.results("SELECT fact, shut_out FROM criterion_field"))
    assert facts["deal:handover_score"] == "tells_outcome"


def test_a_column_that_means_nothing_is_called_no_leak(planted: Desk) -> None:
    assert dict(planted.results("SELECT field, verdict FROM leak"))["region_no"] == "no_history"
    assert dict(planted.results("SELECT fact, shut_out FROM criterion_field"))["deal:region_no"] is None
