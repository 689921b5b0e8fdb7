"""Open deals at risk: which, in what order, and by when something can still be done."""

import csv
import io

import pytest

from assay.asking.ask import ask_through
from assay.asking.sight import Sight
from assay.domain.spans import DAY
from assay.reports.at_risk.terminal import show_at_risk
from assay.rescue.at_risk import find_deadline, find_pace, list_at_risk
from assay.rescue.remedies import LANGUAGES, find_remedy
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy
from assay.words.taxonomy.driver import OTHER, UNKNOWN

NOW = 1_000 * DAY


def test_open_deals_with_a_likely_reason_are_listed_and_ended_ones_are_not(like_home: Home) -> None:
    with open_results(like_home) as results:
        found = list_at_risk(ask_through(results.connection))
    assert [one.name for one in found] == ["unlike", "other", "quiet", "alike"]
    assert [reason.driver for reason in found[-1].reasons] == ["price_too_high"]


def test_a_user_is_told_of_own_deals_and_of_single_ones_that_are_open_to_them(like_home: Home) -> None:
    with open_results(like_home) as results:
        ask = ask_through(results.connection)
        every = {one.name: one.deal_id for one in list_at_risk(ask)}
        assert list_at_risk(ask, Sight(sellers=())) == []
        assert [one.name for one in list_at_risk(ask, Sight(sellers=(), deals=[every["quiet"]]))] == ["quiet"]
        assert "quiet" not in [one.name for one in list_at_risk(ask, Sight(closed=[every["quiet"]]))]


def test_the_buyer_can_answer_twice_before_the_decision() -> None:
    assert find_deadline(NOW, NOW + 30 * DAY, 5.0, None) == (NOW + 20 * DAY, "decision")


def test_the_end_of_the_usual_pause_goes_first_where_it_comes_first() -> None:
    assert find_deadline(NOW, NOW + 60 * DAY, 5.0, NOW + 9 * DAY) == (NOW + 9 * DAY, "pause")


@pytest.mark.parametrize(("decision", "usual"), [(None, None), (NOW + 3 * DAY, None), (None, NOW - DAY)])
def test_it_is_now_where_the_time_has_passed_or_is_not_known(decision: int | None, usual: int | None) -> None:
    assert find_deadline(NOW, decision, 5.0, usual) == (NOW, "now")


def test_the_pace_is_that_of_the_deal_while_it_was_spoken_of() -> None:
    assert find_pace(0, 40 * DAY, 5) == pytest.approx(8)
    assert find_pace(0, 40 * DAY, 1) is None
    assert find_pace(0, 2, 10) == 1


def test_for_each_driver_there_is_something_to_find_out_and_something_to_do(like_home: Home) -> None:
    codes = [one.code for one in load_taxonomy(like_home).in_use if one.code not in (OTHER, UNKNOWN)]
    for language in LANGUAGES:
        told = [find_remedy(code, language) for code in codes]
        assert all(one and one.ask.endswith("?") and one.step.endswith(".") for one in told)
    assert find_remedy("a_driver_of_ones_own") is None


def test_a_table_holds_a_row_of_each_deal_and_reason(like_home: Home) -> None:
    rows = list(csv.DictReader(io.StringIO(show_at_risk(like_home, "csv"))))
    assert [(row["deal_name"], row["driver"], row["rule"]) for row in rows][0] == ("unlike", "integration", "now")
    assert len(rows) == 4


def test_in_words_each_deal_has_a_day_and_a_step(like_home: Home) -> None:
    told = show_at_risk(like_home)
    assert "have a reason likelier at work" in told
    assert told.count("then: ") == 4
