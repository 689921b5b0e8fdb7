"""What may be said of a deal, and how far the rep's account is from an audit's."""

import pytest

from assay.verdicts.reaching import reach_standing, tell_gap


def test_a_reason_stands_out_or_it_cannot_be_told_or_nothing_speaks_of_any() -> None:
    assert reach_standing(0.5, has_grounds=True, stands_out=0.5) == "told"
    assert reach_standing(0.49, has_grounds=True, stands_out=0.5) == "cannot_tell"
    assert reach_standing(0.3, has_grounds=False, stands_out=0.5) == "too_little"


@pytest.mark.parametrize(
    ("stated", "audited", "gap"),
    [
        ({"price"}, {"price"}, "all"),
        ({"price", "timing"}, {"price"}, "part"),
        ({"price"}, {"price", "timing"}, "part"),
        ({"price"}, {"timing"}, "none"),
        ({"price"}, set(), "none"),
        (set(), {"price"}, "not_asked"),
    ],
)
def test_the_gap_follows_its_rule(stated: set[str], audited: set[str], gap: str) -> None:
    assert tell_gap(stated, audited, was_audited=True) == gap


def test_without_an_audit_nothing_is_said_of_what_the_rep_knew() -> None:
    assert tell_gap({"price"}, {"price"}, was_audited=False) == "not_audited"
