"""Who else can talk, on the command line."""

import csv
import io
import json
from datetime import date

import pytest

from assay.domain.errors import InputError
from assay.reports.ties.terminal import COLUMNS, show_ties
from assay.rescue.ties.ways import Manners
from assay.store.home import Home

NOBODY = Manners(date(2026, 3, 1), {}, {})


@pytest.fixture
def tied_home(like_home: Home) -> Home:
    """The home of deals that are alike, with no account and no people."""
    return like_home


def test_a_deal_of_which_nothing_is_known_says_what_the_record_would_need(tied_home: Home) -> None:
    text = show_ties(tied_home, "alike", "", NOBODY)
    assert text.startswith("Who else can talk to alike: alike, as of ")
    assert "Concern: Price too high (the likeliest at work in this deal)." in text
    assert "set the account in the CRM" in text


def test_a_reason_may_be_named_in_words(tied_home: Home) -> None:
    assert "Concern: Timing.\n" in show_ties(tied_home, "alike", "timing", NOBODY)
    with pytest.raises(InputError, match="There is no reason 'astrology'"):
        show_ties(tied_home, "alike", "astrology", NOBODY)
    with pytest.raises(InputError, match="No deal is called"):
        show_ties(tied_home, "nowhere", "", NOBODY)


def test_the_table_has_its_headings_even_when_nobody_is_found(tied_home: Home) -> None:
    rows = list(csv.reader(io.StringIO(show_ties(tied_home, "alike", "", NOBODY, "csv"))))
    assert rows[0] == list(COLUMNS)


def test_json_tells_the_deal_the_reason_and_what_is_missing(tied_home: Home) -> None:
    told = json.loads(show_ties(tied_home, "alike", "", NOBODY, "json"))
    assert (told["deal"]["name"], told["reason"], told["ways"]) == ("alike", "price_too_high", [])
    assert "account" in told["missing"]
