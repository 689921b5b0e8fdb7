"""Coded passages of a deal, as its loss file and the command line read them."""

from collections.abc import Iterator

import pytest

from assay.reports.coded import read_coded, view_coded
from assay.words.taxonomy import load_taxonomy
from reports.coding.coded_record import CodedRecord, open_coded


@pytest.fixture
def coded() -> Iterator[CodedRecord]:
    coded = open_coded()
    yield coded
    coded.connection.close()


def test_what_was_said_in_a_circle_is_not_in_the_file_even_before_the_next_run(coded: CodedRecord) -> None:
    deal = coded.ids["lost"]
    coded.mention("lost", "said", table="statement", quote="Price!", start=0, end=6)
    coded.mention("lost", "note")
    assert {words.table for words in read_coded(coded.connection, [deal])[deal]} == {"statement", "activity"}
    coded.connection.execute("UPDATE statement SET circle = 'team'")
    assert {words.table for words in read_coded(coded.connection, [deal])[deal]} == {"activity"}


def test_what_is_empty_in_the_results_is_empty_text(coded: CodedRecord) -> None:
    deal = coded.ids["lost"]
    coded.mention("lost", "note", driver=None, about="competitor", competitor_id=coded.ids["fastline"])
    (words,) = read_coded(coded.connection, [deal])[deal]
    assert (words.driver, words.theme, words.polarity, words.note) == ("", "", "", "")
    assert words.competitor == "Fastline"
    assert words.choices == ("price_too_high", "no_budget", "value_unproven")


def test_how_sure_a_code_is_is_said_only_where_it_is_known(coded: CodedRecord) -> None:
    deal = coded.ids["lost"]
    coded.mention("lost", "note", driver="no_budget", confidence=0.8)
    coded.mention("lost", "note", driver="no_budget", start=99, coder_id="second:large@here+1", note="second opinion")
    views = [view_coded(words, load_taxonomy()) for words in read_coded(coded.connection, [deal])[deal]]
    assert [(view.who, view.note) for view in views] == [
        ("coded by the model, 80% sure", ""),
        ("coded by the model", "second opinion"),
    ]
