"""What is said for politeness' sake is no praise."""

import pytest

from assay.words.coding.courtesy import leave_out_courtesy


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Thank you for the offer. To be frank, this is above our plan.", "To be frank, this is above our plan."),
        ("Thanks for the call, but the yearly cost is what hurts.", "but the yearly cost is what hurts."),
        ("Good morning, your price is too high. Best regards", "your price is too high."),
        ("Thank you for the offer.", ""),
        ("Hope you are well!", ""),
    ],
)
def test_thanks_greetings_and_wishes_are_left_out(text: str, left: str) -> None:
    assert leave_out_courtesy(text) == left


@pytest.mark.parametrize(
    "text", ["Many thanks for the excellent support.", "Thanks to your slow replies we lost a month.", "It looks good."]
)
def test_thanks_that_praise_or_that_name_a_cause_stay(text: str) -> None:
    assert leave_out_courtesy(text) == text


def test_a_text_without_an_end_is_read_in_time_linear_in_its_length() -> None:
    assert leave_out_courtesy("thank you for " + "x" * 200_000) == ""
    endless = "thank you " * 20_000 + "for " + "the word " * 20_000
    assert leave_out_courtesy(endless).startswith("thank you")
