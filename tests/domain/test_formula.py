"""What a spreadsheet would work out is shown to it as text."""

import pytest

from assay.domain.formula import guard_formula


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "  =1"])
def test_the_beginning_of_a_formula_is_made_text(text: str) -> None:
    assert guard_formula(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Nordwerk", "a = b", "1-2"])
def test_any_other_text_stays_as_it_is(text: str) -> None:
    assert guard_formula(text) == text
