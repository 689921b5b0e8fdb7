"""What is worded below the web is said in the language and the format of the reader."""

import pytest
from django.utils.translation import override

from assay.domain.signal import Signal
from assay.domain.tongue import ENGLISH, find_tongue, speak, translate
from assay.reports.naming import NAMERS
from assay.reports.wording import write_count, write_day, write_money, write_number, write_share
from assay.runs.saying import say_day, say_finding, say_value
from assay.signals.discovery import find_signals
from assay.web.speaking import READER

AUTUMN = 1_792_972_800  # 26 October 2026
SIGNALS = sorted(find_signals(), key=lambda signal: signal.name)


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: signal.name)
def test_a_finding_is_said_in_german_with_room_for_its_names(signal: Signal) -> None:
    english = say_finding(signal.text.says, signal.text.value, 2, AUTUMN)
    with override("de"), speak(READER):
        german = say_finding(signal.text.says, signal.text.value, 2, AUTUMN)
        named = [translate(words) for words, _find in NAMERS.get(signal.name, ())]
    assert german != english
    assert [words for words in named if words not in german] == []
    assert "Oktober 2026" in german or "{day}" not in signal.text.says


def test_numbers_days_and_counts_follow_the_reader() -> None:
    with override("de"), speak(READER):
        assert write_number(1234.56, 1) == "1.234,6"
        assert write_day(AUTUMN) == "26.\u00a0Okt\u00a02026"
        assert say_day(AUTUMN) == "26. Oktober 2026"
        assert (write_count(1, "day"), write_count(1200, "day")) == ("1\u00a0Tag", "1.200\u00a0Tage")
        assert write_money(1200.5, "EUR") == "EUR\u00a01.200,50"
        assert (write_share(0.054), say_value(1.5, "hours")) == ("5,4\u00a0%", "1,5 Stunden")
    assert find_tongue() is ENGLISH


def test_english_words_may_come_with_german_numbers() -> None:
    with override("en-de"), speak(READER):
        assert say_value(1200, "days") == "1.200 days"
