"""What is said of win rates that narrow."""

from dataclasses import replace

from assay.reports.rivals.charts import chart_narrowing
from assay.reports.rivals.narrowed import say_narrowed
from assay.reports.rivals.reading import Narrowed

OLD = Narrowed(1, "Northwind", "2025-Q4", 1_767_225_600, 4, 6, 0.4, 0.17, 0.69, 2, False, 1500)
NEW = replace(OLD, quarter="2026-Q1", until=1_775_001_600, won=12, lost=18, rate_low=0.25, rate_high=0.58)
LAST = replace(NEW, competitor_id=2, competitor="Lyra", rate=0.2, apart_from_id=None, is_apart=None, enough_at=None)
WHOLE = replace(LAST, competitor_id=None, competitor=None)


def say_all(*narrowed: Narrowed) -> list[str]:
    return [said.replace("\u00a0", " ") for said in say_narrowed(narrowed)]


def test_the_last_quarter_is_said_beside_the_first_and_what_would_tell_it_apart() -> None:
    assert say_all(OLD, NEW, LAST)[0] == (
        "Northwind: 40 % won (25 to 58 %, n = 30). At the end of 2025-Q4 the interval was 17 to 69 %, "
        "n = 10. Not enough to tell it apart from Lyra: about 1,500 deals with either would show a gap of 10 points."
    )


def test_two_that_are_told_apart_are_said_to_be_however_often_one_looks() -> None:
    (first, _last) = say_all(replace(NEW, is_apart=True), LAST)
    assert first.endswith("That is more than against Lyra, however often one looks.")


def test_one_that_is_not_followed_by_another_is_compared_with_none() -> None:
    assert say_all(WHOLE) == ["All deals: 20 % won (25 to 58 %, n = 30)."]


def test_all_deals_stand_first_and_then_the_highest_rate() -> None:
    heads = [said.partition(":")[0] for said in say_all(LAST, NEW, WHOLE)]
    assert heads == ["All deals", "Northwind", "Lyra"]


def test_the_numbers_of_the_chart_are_those_of_each_quarter() -> None:
    drawn = chart_narrowing((replace(WHOLE, until=OLD.until, quarter="2025-Q4"), WHOLE, OLD, NEW, LAST))
    assert drawn is not None
    rows = [(row["name"], row["quarter"], row["won"]) for row in drawn[0].records()]
    assert rows == [
        ("Northwind", "2025-Q4", 4),
        ("All deals", "2025-Q4", 12),
        ("Northwind", "2026-Q1", 12),
        ("Lyra", "2026-Q1", 12),
        ("All deals", "2026-Q1", 12),
    ]


def test_one_quarter_alone_is_not_drawn() -> None:
    assert chart_narrowing((NEW, LAST)) is None
