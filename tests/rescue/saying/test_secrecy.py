"""What gives a loss away is found in whatever spelling, and what only looks like it is left alone."""

from datetime import date

import pytest

from assay.rescue.saying.amounts import find_numbers
from assay.rescue.saying.days import find_days
from assay.rescue.saying.scripts import LANGUAGES, fill_script, find_template, list_written
from assay.rescue.saying.secrecy import KINDS, check_secrecy
from assay.rescue.saying.secrets import Secrets, list_figures
from bench.rescue.secrecy import measure, read_set

QUOTES = ("They need 340 licences before the winter and nobody else can do it.",)
LOSS = Secrets(
    companies=("Northwind Freight GmbH",),
    people=("Katharina Vogel", "Mark Price"),
    domains=("northwind.de",),
    quotes=QUOTES,
    amounts=(250_000.0,),
    figures=list_figures(QUOTES),
    days=(date(2026, 3, 12),),
)


def kinds(text: str, loss: Secrets = LOSS) -> list[str]:
    return [one.kind for one in check_secrecy(text, loss)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *((text, 250_000) for text in ("250k", "250.000", "250,000", "250 000", "€250'000", "0.25m", "0,25 Mio.")),
        *((text, 250_000) for text in ("a quarter of a million", "two hundred and fifty thousand")),
        *((text, 250_000) for text in ("eine Viertelmillion", "zweihundertfünfzigtausend")),
        ("three quarters of a million", 750_000),
        ("one and a half million", 1_500_000),
        ("anderthalb Millionen", 1_500_000),
        ("1.250,50 EUR", 1250.5),
        ("einundzwanzig", 21),
    ],
)
def test_a_number_is_read_in_any_spelling(text: str, value: float) -> None:
    assert [one.value for one in find_numbers(f"Es ging um {text}.")] == [value]


def test_an_hour_has_a_quarter_and_a_point_is_no_number() -> None:
    assert find_numbers("a quarter of an hour about one point, ein Punkt") == []


@pytest.mark.parametrize("text", ["12 March", "March 12th, 2026", "12.03.2026", "12.3.", "2026-03-12", "3/12/2026"])
def test_a_day_is_read_in_any_spelling(text: str) -> None:
    assert [one.is_on(date(2026, 3, 12)) for one in find_days(f"on {text} it ended")] == [True]
    assert kinds(f"on {text} it ended") == ["day"]


def test_another_year_is_another_day() -> None:
    assert kinds("on 12 March 2024 it ended") == []


def test_each_leak_tells_its_place_what_it_gives_away_and_how_to_say_it() -> None:
    (leak,) = check_secrecy("At Nortwind Freight it was so.", LOSS)
    assert (leak.start, leak.end, leak.quote, leak.kind) == (3, 19, "Nortwind Freight", "company")
    assert leak.is_misspelt
    assert leak.tells == "the name of the other buyer"
    assert leak.instead


def test_four_words_are_no_quote_and_five_are() -> None:
    assert kinds("They need 340 licences, I think", Secrets(quotes=QUOTES)) == []
    assert kinds("They need 340 licences before summer", Secrets(quotes=QUOTES)) == ["quote"]


def test_small_words_alone_are_no_quote() -> None:
    assert kinds("and it is not that we did", Secrets(quotes=("and it is not that we did say so",))) == []


def test_a_word_that_is_a_name_too_is_told_by_what_stands_around_it() -> None:
    assert kinds("Mark told us. I asked Mark again. Mr Price agreed.") == ["person"] * 3
    assert kinds("Mark the point. The Price is high. How do you see the price?") == []


def test_names_that_belong_here_may_be_said() -> None:
    allowed = Secrets(people=("Ann Price",), allowed=("Ann Lind",))
    assert kinds("Ann Lind here, this is Ann.", allowed) == []
    assert kinds("Ann Price was there.", allowed) == ["person"]


def test_two_leaks_at_one_place_are_told_once() -> None:
    assert kinds("Write to vogel@northwind.de") == ["domain"]
    assert len(kinds("Katharina Vogel")) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_template_gives_an_ordinary_loss_away(language: str) -> None:
    for driver in list_written():
        script = fill_script(find_template(driver, language), {"buyer": "Dana", "rep": "Ann Lind"})
        for text in script.as_texts().values():
            assert kinds(text) == []


def test_the_labelled_set_is_large_enough_and_has_texts_with_nothing_to_find() -> None:
    losses, texts = read_set()
    assert len(texts) >= 120
    assert sum(not one.marks for one in texts) >= 40
    assert {kind for one in texts for _, _, kind in one.marks} == set(KINDS)
    assert {one.loss for one in texts} == set(losses)


def test_on_the_open_half_nine_of_ten_leaks_are_found_and_few_in_vain() -> None:
    losses, texts = read_set()
    counts, _ = measure(losses, [one for one in texts if one.half == "open"])
    assert counts["all", "found"] >= 0.9 * counts["all", "marked"]
    assert counts["all", "right"] >= 0.9 * counts["all", "told"]
