"""How numbers, days and money are written."""

import pytest

from assay.reports import wording


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_day_is_written_with_its_year() -> None:
    assert plain(wording.write_day(1_709_424_000)) == "3 Mar 2024"


def test_midnight_has_no_hour() -> None:
    assert (wording.write_hour(1_709_424_000), wording.write_hour(1_709_424_000 + 52_200)) == ("", "14:30")


@pytest.mark.parametrize(
    ("share", "text"), [(0.424, "42 %"), (0.0, "0 %"), (0.034, "3.4 %"), (1.0, "100 %"), (None, "not known")]
)
def test_a_small_share_keeps_a_decimal(share: float | None, text: str) -> None:
    assert plain(wording.write_share(share)) == text


@pytest.mark.parametrize(("amount", "text"), [(48_000.0, "EUR 48,000"), (12.5, "EUR 12.50"), (None, "")])
def test_cents_are_written_only_where_there_are_some(amount: float | None, text: str) -> None:
    assert plain(wording.write_money(amount, "EUR")) == text


@pytest.mark.parametrize(
    ("amount", "text"), [(1_424_000, "EUR 1.42 m"), (380_400, "EUR 380 k"), (7.2e9, "EUR 7.2 bn"), (412.3, "EUR 412")]
)
def test_a_large_sum_has_three_figures(amount: float, text: str) -> None:
    assert plain(wording.write_large_money(amount, "EUR")) == text


def test_one_is_singular() -> None:
    assert plain(wording.write_count(1, "activity", "activities")) == "1 activity"
    assert plain(wording.write_count(1200, "deal")) == "1,200 deals"


def test_a_long_list_counts_its_rest() -> None:
    assert wording.write_list(["A", "B", "C", "D"], 3) == "A, B and 2 others"


def test_a_cut_text_ends_at_a_word() -> None:
    assert wording.cut_text("The quick brown\nfox jumps", 18) == "The quick brown…"


def test_a_short_text_is_left_alone() -> None:
    assert wording.cut_text("  The   fox ", 18) == "The fox"
