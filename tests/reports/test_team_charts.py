"""When a rate is printed, and what charts are said to be about."""

import pytest

from assay.reports.deal_file import Comparison, Run
from assay.reports.team_charts import FEWEST, chart_ages, chart_groups, chart_outcomes, chart_rates, chart_signals
from assay.reports.team_file import Age, Group, Rate
from assay.stats.share import share
from reports.made_file import AT

RUN = Run("r", AT, AT, 1, "b", "EUR", 10, {}, {})


def make_rate(period: str, won: int, lost: int, still_open: int = 0, *, cohort: str = "opening") -> Rate:
    found = share(won, won + lost)
    bounds = (found.mid, found.low, found.high) if found else (None, None, None)
    return Rate(cohort, period, "count", won, lost, 0, 0, still_open, 0, *bounds, None, None)


def test_fewest_is_where_an_interval_around_one_half_is_half_of_the_scale() -> None:
    widths = {n: found.high - found.low for n in (FEWEST - 2, FEWEST) if (found := share(n // 2, n))}
    assert widths[FEWEST] <= 0.5 < widths[FEWEST - 2]


@pytest.mark.parametrize(("closed", "printed"), [(FEWEST - 1, False), (FEWEST, True)])
def test_a_small_quarter_shows_its_interval_alone(closed: int, printed: bool) -> None:
    drawn = chart_rates([make_rate("2025-Q1", 3, closed - 3)], "opening")
    assert drawn is not None
    (record,) = drawn[0].records()
    assert (record["rate"] is not None) == printed
    assert record["low"] is not None
    assert ("not enough to tell" in drawn[1].table[0]) != printed


def test_open_deals_stand_in_the_quarters_of_opening_only() -> None:
    rates = [make_rate("2025-Q1", 1, 1, 4), make_rate("2025-Q1", 1, 1, 4, cohort="closing")]
    opening, closing = chart_outcomes(rates, "opening"), chart_outcomes(rates, "closing")
    assert opening is not None
    assert closing is not None
    assert ("2025-Q1", "open", 4) in opening[0].rows
    assert {row[1] for row in closing[0].rows} == {"won", "lost"}


def test_every_chart_says_its_n_and_its_base() -> None:
    age = Age(30, 0.1, 0.05, 0.2, 0.2, 0.1, 0.3, 40)
    group = Group("North", 8, 8, 0, 1, 100.0)
    rates = [make_rate("2025-Q1", 8, 8)]
    drawn = [
        chart_outcomes(rates, "opening"),
        chart_rates(rates, "opening"),
        chart_ages((age,)),
        chart_groups([group], "Region"),
    ]
    abouts = [pair[1].about.replace("\u00a0", " ") for pair in drawn if pair]
    assert len(abouts) == 4
    assert all("n = " in about and "counted" in about for about in abouts)


def test_the_shares_of_a_signal_have_no_counts_beside_them_that_do_not_divide_into_them() -> None:
    one = Comparison(
        "s",
        9,
        40,
        2,
        30,
        *(0.3, 0.2, 0.4),
        *(0.1, 0.0, 0.2),
        *(3.0, 1.2, 7.0),
        0.01,
        0.02,
        1,
        "associated",
        None,
        0.4,
        0.2,
        0.9,
    )
    drawn = chart_signals([one], RUN)
    assert drawn is not None
    numbers, chart = drawn
    assert chart.headings == (
        "signal",
        "outcome",
        "share at same age and stage",
        "95\u00a0% interval from",
        "to",
        "deals compared",
    )
    assert [row[2:] for row in numbers.rows] == [(0.3, 0.2, 0.4, 40), (0.1, 0.0, 0.2, 30)]
    assert "averaged over the ages and stages" in chart.about


def test_headings_of_bounds_say_that_they_are_an_interval() -> None:
    drawn = chart_rates([make_rate("2025-Q1", 8, 8)], "opening")
    assert drawn is not None
    assert drawn[1].headings[4:] == (
        "rate",
        "95\u00a0% interval from",
        "to",
        "rate by value",
        "by value, 95\u00a0% interval from",
        "by value, to",
    )


def test_many_ages_are_thinned_and_the_last_one_is_kept() -> None:
    ages = tuple(Age(day, 0.1, 0.0, 0.2, 0.2, 0.1, 0.3, 500 - day) for day in range(400))
    drawn = chart_ages(ages)
    assert drawn is not None
    shown = sorted({int(str(row[0])) for row in drawn[0].rows})
    assert len(shown) <= 61
    assert (shown[0], shown[-1]) == (0, 399)


def test_nothing_to_draw_gives_no_chart() -> None:
    assert chart_outcomes([], "opening") is None
    assert chart_rates([], "closing") is None
    assert chart_ages(()) is None
    assert chart_signals([], RUN) is None
    assert chart_groups([Group("North", 0, 0, 0, 5, 0.0)], "Region") is None


@pytest.mark.parametrize(("seen", "said"), [(FEWEST - 1, "not enough to tell"), (FEWEST, "10 % won (5 to 20 %)")])
def test_shares_by_age_are_said_only_while_enough_deals_are_seen(seen: int, said: str) -> None:
    drawn = chart_ages((Age(30, 0.1, 0.05, 0.2, 0.2, 0.1, 0.3, seen), Age(60, 1.0, 0.0, 1.0, 0.0, 0.0, 1.0, 1)))
    assert drawn is not None
    assert said in drawn[1].about.replace("\u00a0", " ")
    assert "100 % won" not in drawn[1].about.replace("\u00a0", " ")
