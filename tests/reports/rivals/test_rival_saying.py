"""What is said of competitors keeps to what is known."""

from dataclasses import replace

import pytest

from assay.reports.rivals.page import build_rivals_page
from assay.reports.rivals.reading import Act, Changed, Rate, Rivals
from assay.reports.rivals.saying import name_verdict, say_change, say_rate

CHANGE = Changed(
    **{"competitor_id": 1, "competitor": "Northwind", "theme": "price", "asked": 12, "is_blunted": False},
    **{"before_from": "2024-H1", "before_to": "2024-H2", "after_from": "2026-H1", "after_to": "2026-H2"},
    **{"before_won": 12, "before_n": 20, "after_won": 6, "after_n": 20, "event_id": None, "p_strength": 0.9},
    **{"before": 0.58, "before_low": 0.4, "before_high": 0.7, "after": 0.35, "after_low": 0.2, "after_high": 0.5},
    **{"change": -0.3, "change_low": -0.54, "change_high": -0.01, "p_fall": 0.97, "lfdr": 0.06, "verdict": "fell"},
    **{"smallest": 0.31, "more_needed": 200},
)
ACT = Act(7, 1, "price", "cut its prices", 1_717_372_800, "https://example.org", "assay", (("price", "fell_after"),))
RATE = Rate(
    "competitor", 1, "Northwind", None, None, None, *(3, 2, 1), *(0.6, 0.23, 0.88), *(None,) * 3, *(False, 80, 0, 0)
)


def test_a_fall_tells_counts_interval_and_probability() -> None:
    said = say_change(CHANGE, None)
    assert "We won 12 of 20 deals in 2024-H1 to 2024-H2, and 6 of 20 in 2026-H1 to 2026-H2: 30 points less" in said
    assert "(95\u00a0% interval 1 to 54)" in said
    assert "0.97" in said


@pytest.mark.parametrize("act", [None, ACT])
def test_without_an_event_that_it_was_held_against_nothing_is_blunted(act: Act | None) -> None:
    assert name_verdict(CHANGE) == "fell, no known event"
    assert "No known act of the competitor came before it" in say_change(CHANGE, act)


def test_a_blunted_strength_names_the_event_as_an_association() -> None:
    said = say_change(replace(CHANGE, is_blunted=True, event_id=7), ACT)
    assert "It used to be a strength of ours. It came after \u201ccut its prices\u201d" in said
    assert "association" in said
    assert "because" not in said


def test_what_was_no_sure_strength_only_fell_after_a_known_event() -> None:
    fell = replace(CHANGE, is_blunted=False, event_id=7, p_strength=0.79)
    assert name_verdict(fell) == "fell after a known event"
    said = say_change(fell, ACT)
    assert "That it was a strength of ours before cannot be told. It came after \u201ccut its prices\u201d" in said
    assert "used to be a strength" not in said


def test_too_few_deals_say_what_would_not_show_and_how_many_more_would_do() -> None:
    said = say_change(replace(CHANGE, verdict="not_enough"), None)
    assert said == (
        "Not enough to tell: a fall of less than 31 points would not show. With about 200 more deals on both sides a "
        "fall of 20 points would show."
    )


def test_a_rate_of_few_deals_is_an_interval_alone() -> None:
    assert say_rate(RATE).replace("\u00a0", " ") == "not enough to tell (23 to 88 %, 5 deals)"


def test_where_nothing_can_be_told_the_page_does_not_say_that_nothing_fell() -> None:
    rivals = Rivals((RATE,), (replace(CHANGE, verdict="not_enough"),), (), is_made=True)
    page = build_rivals_page(rivals, {"price": "Price"})
    assert page.fallen == ()
    assert "0 have deals enough" in page.asked


@pytest.mark.parametrize(("at_once", "told"), [(22, "22 more deals that ended play no part"), (0, ""), (None, "")])
def test_the_lead_says_where_the_deals_are_that_it_does_not_count(at_once: int | None, told: str) -> None:
    kinds = tuple(replace(RATE, kind=kind, won=100, lost=200, no_decision=9) for kind in ("all", "unknown"))
    lead = build_rivals_page(Rivals(kinds, (), (), is_made=True, at_once=at_once), {}).lead
    assert lead.startswith("Ended deals: 309.")
    assert ("play no part" in lead, told in lead) == (bool(told), True)
