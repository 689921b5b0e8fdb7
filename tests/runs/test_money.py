"""Money in one currency, by the rates of the record."""

import pytest

from assay.runs.saying import say_value
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord


def write_three(home: Home) -> None:
    record = SmallRecord()
    record.deal("A", opened=0, outcome="won", closed=40, amount=100, currency="EUR")
    record.deal("B", opened=0, outcome="lost", closed=41, amount=100, currency="EUR")
    record.deal("C", opened=0, outcome="won", closed=42, amount=100, currency="USD")
    record.deal("D", opened=0, outcome="won", closed=42, amount=100, currency="JPY")
    record.deal("E", opened=0, outcome="lost", closed=42, amount=None, currency="EUR")
    record.deal("F", opened=0, outcome="lost", closed=42, amount=50)
    record.rate("USD", 0, 0.5)
    record.rate("USD", 30, 0.9)
    record.rate("USD", 60, 7.0)
    record.write(home)


def test_an_amount_is_converted_by_the_nearest_earlier_day(home: Home, run: Run, ask: Ask) -> None:
    write_three(home)
    run(signals=())
    assert ask("SELECT name, value FROM moment JOIN deal ON deal.id = deal_id ORDER BY name") == [
        ("A", 100.0),
        ("B", 100.0),
        ("C", pytest.approx(90.0)),
        ("D", None),
        ("E", None),
        ("F", 50.0),
    ]


def write_in_pounds(home: Home, *, pound: bool = True, euro: bool = True) -> Home:
    """Rates as a company keeps them whose corporate currency is the pound, while its deals count in euros."""
    record = SmallRecord()
    for currency in ("EUR", "USD", "GBP", "JPY"):
        record.deal(currency, opened=0, outcome="won", closed=40, amount=100, currency=currency)
    record.rate("USD", 0, 0.8)
    if pound:
        record.rate("GBP", 70, 1)
    if euro:
        record.rate("EUR", 0, 0.5)
        record.rate("EUR", 30, 0.9)
    record.write(home)
    return Home(home.path, {"home_currency": "EUR"})


VALUES = "SELECT name, value FROM moment JOIN deal ON deal.id = deal_id ORDER BY name"


def test_rates_in_another_currency_are_put_into_the_home_currency(home: Home, run: Run, ask: Ask) -> None:
    run(signals=(), at=write_in_pounds(home))
    assert ask(VALUES) == [
        ("EUR", 100.0),
        ("GBP", pytest.approx(100 / 0.9)),  # the currency of the rates is worth 1 on every day
        ("JPY", None),
        ("USD", pytest.approx(80 / 0.9)),
    ]


def test_a_home_currency_without_a_rate_is_that_of_the_rates(home: Home, run: Run, ask: Ask) -> None:
    run(signals=(), at=write_in_pounds(home, pound=False, euro=False))
    assert ask(VALUES) == [("EUR", 100.0), ("GBP", None), ("JPY", None), ("USD", pytest.approx(80.0))]


def test_a_home_currency_without_a_rate_is_not_that_of_the_rates_where_another_one_is(
    home: Home, run: Run, ask: Ask
) -> None:
    run(signals=(), at=write_in_pounds(home, euro=False))
    assert ask(VALUES) == [("EUR", 100.0), ("GBP", None), ("JPY", None), ("USD", None)]


def test_before_the_first_rate_of_the_home_currency_nothing_is_known(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    for number, closed in enumerate((40, 60)):
        record.deal(str(number), opened=0, outcome="won", closed=closed, amount=100, currency="USD")
    record.rate("USD", 0, 0.8)
    record.rate("EUR", 50, 0.5)
    record.write(home)
    run(signals=(), at=Home(home.path, {"home_currency": "EUR"}))
    assert ask(VALUES) == [("0", None), ("1", pytest.approx(160.0))]


def test_most_deals_decide_the_currency_and_the_others_are_counted(home: Home, run: Run, ask: Ask) -> None:
    write_three(home)
    run(signals=())
    assert ask("SELECT home_currency, without_value FROM run") == [("EUR", 2)]
    ((rate, won, lost),) = ask(
        """SELECT rate, won, lost FROM win_rate
           WHERE cohort = 'closing' AND grp = 'all' AND period = 'all' AND base = 'value'"""
    )
    assert rate == pytest.approx(190 / 340)
    assert (won, lost) == (2, 2)


def test_a_setting_decides_the_currency(tmp_path: object, home: Home, run: Run, ask: Ask) -> None:
    write_three(home)
    dollars = Home(home.path, {"home_currency": "usd"})
    run(signals=(), at=dollars)
    assert ask("SELECT home_currency, without_value FROM run") == [("USD", 4)]  # of euros no rate is known


def test_where_losing_empties_the_amount_there_is_no_rate_by_value(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    for number in range(6):
        won = number % 2 == 0
        record.deal(
            str(number), opened=number, outcome="won" if won else "lost", closed=50, amount=700 * won, currency="EUR"
        )
    record.write(home)
    run(signals=())
    assert ask("SELECT DISTINCT won, lost, rate, won_value FROM win_rate WHERE base = 'value' AND period = 'all'") == [
        (3, 0, None, 2100.0)
    ]
    assert ask("SELECT DISTINCT grp FROM win_rate") == [("all",)]
    assert ask("SELECT without_value FROM run") == [(3,)]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1, "days", "1 day"),
        (41.24, "days", "41 days"),
        (30, "hours", "30 hours"),
        (121, "hours", "5 days"),
        (2.54, "minutes", "2.5 minutes"),
        (0, "people", "0 people"),
        (1, "people", "1 person"),
        (1, "fields", "1 field"),
        (0, "deals", "0 deals"),
        (1, "times", "once"),
        (3, "times", "3 times"),
        (2, "seniority", "manager"),
        (0.354, "share", "35 %"),
        (None, "days", "an unknown value"),
    ],
)
def test_a_value_is_written_with_its_unit(value: float | None, unit: str, words: str) -> None:
    assert say_value(value, unit) == words
