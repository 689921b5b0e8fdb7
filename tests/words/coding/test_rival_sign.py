"""Whether what is said of a competitor speaks for or against it."""

import pytest

from assay.words.coding.rival_sign import tell_sign


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Northwind was simply cheaper.", "for"),
        ("Northwind has a connector to SAP.", "for"),
        ("Northwind has never failed us.", "for"),
        ("Northwind's support was poor.", "against"),
        ("Northwind was not faster.", "against"),
        ("Northwind could not show it.", "against"),
        ("Nobody at Northwind rang back.", "against"),
        ("Northwind is cheaper, but their support is poor.", "mixed"),
        ("Northwind comes on Monday.", "unknown"),
        ("", "unknown"),
    ],
)
def test_signs_tell_and_denials_turn_them_round(text: str, sign: str) -> None:
    assert tell_sign(text) == sign


def test_what_is_worse_counts_before_what_somebody_merely_has() -> None:
    assert tell_sign("Northwind had three outages and could show no plan.") == "against"


def test_a_text_of_many_words_is_read_in_time_linear_in_its_length() -> None:
    assert tell_sign("word " * 200_000) == "unknown"
