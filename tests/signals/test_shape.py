"""Answers have one shape, and nothing shown is unknown."""

import ibis
import pytest

from assay.domain.book import Book
from assay.domain.errors import InputError
from assay.signals.shape import pick_quantile


def test_a_percentile_that_the_baseline_does_not_keep_is_refused() -> None:
    with pytest.raises(InputError, match="no percentile 33") as refusal:
        pick_quantile(Book().baseline, 33)
    assert refusal.value.fix == "Set the percentile to one of 10, 25, 50, 75, 90."


def test_a_percentile_is_the_column_of_its_number() -> None:
    assert pick_quantile(Book().baseline, 25).get_name() == "p25"
    assert isinstance(pick_quantile(Book().baseline, 90), ibis.expr.types.FloatingColumn)
