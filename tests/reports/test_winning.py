"""What is said of a chance of winning: what became of deals told the same, or why nothing is said."""

from assay.reports.winning.rows import Chance, Leak, Part
from assay.reports.winning.saying import say_chance, say_leak, say_part

NOTHING = (None,) * 6


def test_a_chance_is_said_by_what_became_of_deals_scored_so() -> None:
    chance = Chance(1, 0.37, 0.3, 0.4, 0.36, 0.28, 0.45, 118, 0.29, None, "")
    said = say_chance(chance).replace("\u00a0", " ")
    assert said == "Of deals scored 30–40 % last quarter, 36 % were won (28 to 45 %, n = 118)"


def test_where_none_is_given_it_says_why() -> None:
    chance = Chance(1, None, *NOTHING, None, None, "too_few_learnt")
    assert say_chance(chance) == "not enough to tell: too few deals have ended to learn from"


def test_reasons_are_said_as_the_record_had_them() -> None:
    parts = [
        Part("days_silent", 41.0, -0.8),
        Part("days_to_close", -3.0, -0.2),
        Part("stage", "Offer", 0.3),
        Part("named:price_too_high", 2.0, -0.1),
        Part("field:Region", None, 0.1),
        Part("amount", 20_000.0, 0.1),
    ]
    said = [say_part(part, "EUR", {"price_too_high": "Price too high"}).replace("\u00a0", " ") for part in parts]
    assert said == [
        "41 days since the buyer's last word",
        "stated close date 3 days ago",
        "in stage Offer",
        "“Price too high” came up 2 times",
        "Region: empty",
        "amount EUR 20,000",
    ]


def test_a_field_that_was_shut_out_says_why() -> None:
    filled = Leak("Closed_By", "custom", "after_end", 0.5, 0.4, 0.6, 90, 1.0, 0.0, None)
    assert "filled in 100" in say_leak(filled)
    good = Leak("Handover", "custom", "too_good", 0.98, 0.96, 0.99, 90, 1.0, 1.0, None)
    assert "AUC of 0.98" in say_leak(good)
