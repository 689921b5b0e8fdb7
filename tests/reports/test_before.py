"""What is said of events before losses: an association with its placebo, or why none."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from assay.reports.alike import say_comparable
from assay.reports.before import make_cards, say_asked, say_balance
from assay.reports.before_charts import chart_gaps, chart_hazards
from assay.reports.before_file import Balance, Before
from assay.reports.deal_file import Comparable, Run
from assay.reports.deal_page import build_deal_page
from assay.reports.deal_reading import read_deal_files
from assay.reports.deal_terminal import print_deal
from assay.reports.team_reading import read_team


@pytest.fixture(scope="module")
def found(company: duckdb.DuckDBPyConnection, run: Run) -> tuple[Before, ...]:
    return read_team(company, run).before


def say(found: tuple[Before, ...], event: str) -> tuple[str, str]:
    """The verdict and the details of one event."""
    (card,) = make_cards(one for one in found if one.event == event)
    return card.verdict.replace("\u00a0", " "), " ".join(card.details).replace("\u00a0", " ")


def test_an_association_is_said_with_interval_counts_and_its_name(found: tuple[Before, ...]) -> None:
    verdict, details = say(found, "nurture_stopped")
    assert verdict == (
        "In the 6 weeks after a steady campaign had stopped, deals were lost 1.6 times (95 % interval 1.3 to 2.0) as "
        "often as deals of the same age, stage and recent activity without it (41 of 300 lost deals ended in those "
        "weeks). This is an association."
    )
    assert "Placebo: with other deals' dates 0.97 times (95 % interval 0.78 to 1.2)" in details
    assert "q = 0.004 over 6 tried" in details
    assert "E-value" in details


def test_a_claim_that_the_placebo_makes_too_is_withheld(found: tuple[Before, ...]) -> None:
    verdict, details = say(found, "leadership_changed")
    assert verdict.startswith("Nothing is claimed")
    assert "show about the same" in verdict
    assert "association." not in verdict
    assert "E-value" not in details


def test_too_few_deals_give_no_ratio(found: tuple[Before, ...]) -> None:
    verdict, details = say(found, "competitor_named")
    assert verdict.startswith("Not enough to tell: too few deals were lost")
    assert "times" not in verdict + details


def test_no_rise_is_said_as_such(found: tuple[Before, ...]) -> None:
    settled = (replace(found[0], verdict="no_difference", hazard=1.02, hazard_low=0.9, hazard_high=1.2),)
    assert "does not show" in make_cards(settled)[0].verdict
    unsettled = (replace(found[0], event="competitor_named", hazard=1.4, hazard_low=0.9, hazard_high=2.2),)
    assert make_cards(unsettled)[0].verdict.startswith("Not enough to tell whether")


def test_the_number_of_questions_that_were_tried_is_shown(found: tuple[Before, ...]) -> None:
    text = say_asked(found, found[0].as_of or 0).replace("\u00a0", " ")
    assert "3 events asked about, 2 of them could be tried" in text
    assert "6 questions were tried in this run" in text
    assert "Weighed" not in text


def test_what_was_weighed_before_this_run_says_when(found: tuple[Before, ...]) -> None:
    earlier = tuple(replace(one, as_of=1_700_000_000) for one in found)
    text = say_asked(earlier, 1_800_000_000).replace("\u00a0", " ")
    assert "Weighed as of 14 Nov 2023; anew when one deal in twenty has changed." in text


def test_every_event_that_can_be_drawn_has_its_placebo_beside_it(found: tuple[Before, ...]) -> None:
    drawn = chart_hazards(found)
    assert drawn is not None
    assert [(row[0], row[1]) for row in drawn[0].rows] == [
        ("Leadership changed at the buyer", "its own"),
        ("Leadership changed at the buyer", "placebo"),
        ("Nurture stopped", "its own"),
        ("Nurture stopped", "placebo"),
    ]
    gaps = chart_gaps(found)
    assert gaps is not None
    assert len(gaps[0].rows) == 2
    assert chart_hazards(one for one in found if one.event == "competitor_named") is None


def test_few_deals_are_drawn_as_an_interval_alone(found: tuple[Before, ...]) -> None:
    drawn = chart_hazards([replace(found[-1], lost_after=9)])
    assert drawn is not None
    assert [row[2] for row in drawn[0].rows] == [None, None]


def test_the_team_page_holds_it_all(site: Path) -> None:
    page = (site / "index.html").read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "Did it come before the loss" in page
    assert "In the 6 weeks after a steady campaign had stopped" in page
    assert "comparable won deals" in page
    assert (site / "numbers" / "before-the-loss.csv").exists()


def test_a_loss_file_says_which_won_deals_it_may_be_set_against(company: duckdb.DuckDBPyConnection, run: Run) -> None:
    ids = [row[0] for row in company.execute("SELECT deal_id FROM comparable ORDER BY n_won").fetchall()]
    few, enough = read_deal_files(company, [ids[0], ids[-1]], with_words=False)
    page = build_deal_page(enough, run)
    assert page.comparable.replace("\u00a0", " ") == (
        "Set against 17 won deals of the same size and product, opened within a year of it and alive at its age (88 "
        "days); balance: in amount it lies 0.11 standard deviations from their mean, the largest difference. Too few "
        "share its channel as well, so that is left open. Not recorded: its segment."
    )
    assert "Set against 17" in print_deal(page)
    assert "fewer than 8 are no group" in build_deal_page(few, run).comparable


def test_a_deal_that_was_not_lost_is_set_against_nothing() -> None:
    assert say_comparable(None) == ""
    gone = Comparable(None, 0, None, "", "", "size", None, None, "no_opening")
    assert "when it was opened" in say_comparable(gone)
    assert "neither its size" in say_comparable(replace(gone, declined="nothing_recorded"))


def test_balance_is_told_before_and_after_choosing() -> None:
    text = say_balance(Balance(100, 80, 24.0, 0.03, 0.4, -0.02, -0.1)).replace("\u00a0", " ")
    assert "80 of 100 lost deals" in text
    assert "amount +0.03 (without choosing +0.40)" in text
    assert say_balance(Balance(0, 0, None, None, None, None, None)) == ""
    assert "For none of 5 lost deals" in say_balance(Balance(5, 0, None, None, None, None, None)).replace("\u00a0", " ")
