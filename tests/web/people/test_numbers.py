"""Days are written in one way, whatever is asked for and whichever numbers a user chose."""

from datetime import datetime

import pytest
from django.utils.formats import date_format, number_format
from django.utils.translation import override

from assay.web.people.numbers import name_language

MOMENT = datetime(2026, 3, 9, 17, 5)  # noqa: DTZ001 (as it is written, wherever)


@pytest.mark.parametrize("numbers", ["language", "de"])
@pytest.mark.parametrize("kind", ["DATE_FORMAT", "SHORT_DATE_FORMAT"])
def test_an_english_day_names_its_month(numbers: str, kind: str) -> None:
    with override(name_language("en", numbers)):
        assert date_format(MOMENT, kind) == "9 Mar 2026"


@pytest.mark.parametrize("kind", ["DATETIME_FORMAT", "SHORT_DATETIME_FORMAT"])
def test_an_english_time_counts_to_24(kind: str) -> None:
    with override("en"):
        assert date_format(MOMENT, kind) == "9 Mar 2026, 17:05"


@pytest.mark.parametrize("numbers", ["language", "en"])
def test_a_german_day_is_written_as_germans_do(numbers: str) -> None:
    with override(name_language("de", numbers)):
        assert date_format(MOMENT, "SHORT_DATE_FORMAT") == "09.03.2026"


def test_numbers_are_those_that_the_user_chose() -> None:
    with override(name_language("en", "de")):
        assert number_format(1234.5, 1, use_l10n=True, force_grouping=True) == "1.234,5"
