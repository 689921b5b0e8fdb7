"""The draw of losses to audit, and who audits them."""

from datetime import UTC, datetime

import pytest

from assay.asking.audits.drawing import Able, choose_auditor, digest_frame, draw, size_double, size_draw
from assay.asking.audits.quarters import find_last_ended, find_quarter


def _at(*day: int) -> int:
    return int(datetime(*day, tzinfo=UTC).timestamp())  # type: ignore[arg-type,misc]


def _make(user: int, **told: bool | int) -> Able:
    values = {"could_see": False, "was_on": False, "has_read": False, "sees_all": False, "waiting": 0}
    return Able(user, **(values | told))  # type: ignore[arg-type]


def test_four_in_a_hundred_are_drawn_and_thirty_at_least() -> None:
    assert [size_draw(n) for n in (0, 7, 30, 400, 750, 751, 2000)] == [0, 7, 30, 30, 30, 31, 80]
    assert size_draw(50, drawn_before=30) == 2
    assert size_draw(1, drawn_before=30) == 1
    assert [size_double(n) for n in (0, 6, 30, 80)] == [0, 6, 10, 27]


def test_the_same_seed_draws_the_same_losses_again() -> None:
    frame = range(1000, 2000)
    first = draw(frame, "a seed")
    assert draw(list(reversed(frame)), "a seed") == first
    assert draw(frame, "another").drawn != first.drawn
    assert (len(first.drawn), first.probability, first.weight) == (40, 0.04, 25.0)
    assert first.digest == digest_frame(frame) != digest_frame(range(1000, 1999))


def test_every_loss_is_drawn_as_often_as_any_other() -> None:
    counts = dict.fromkeys(range(100), 0)
    for number in range(1000):
        for deal in draw(counts, f"seed {number}").drawn:
            counts[deal] += 1
    assert sum(counts.values()) == 30_000
    assert 230 < min(counts.values()) <= max(counts.values()) < 370  # 300 on average, 14.5 standard deviation


def test_who_was_on_the_deal_read_it_or_manages_its_owner_does_not_audit_it() -> None:
    barred = [_make(1, was_on=True), _make(2, has_read=True), _make(3, could_see=True)]
    assert choose_auditor(barred, "s", 5) is None
    analyst = _make(4, could_see=True, sees_all=True)
    assert choose_auditor([*barred, analyst], "s", 5) == analyst
    apart = [_make(5, waiting=3), _make(6, waiting=1)]
    assert choose_auditor([*barred, analyst, *apart], "s", 5) == apart[1]


@pytest.mark.parametrize(
    ("day", "fiscal_start", "name", "first"),
    [
        ((2026, 11, 22), 1, "2026-Q3", (2026, 7, 1)),
        ((2026, 2, 1), 1, "2025-Q4", (2025, 10, 1)),
        ((2026, 11, 22), 2, "FY2027-Q3", (2026, 8, 1)),
        ((2026, 11, 22), 7, "FY2027-Q1", (2026, 7, 1)),
    ],
)
def test_the_last_quarter_that_ended_is_found(
    day: tuple[int, ...], fiscal_start: int, name: str, first: tuple[int, ...]
) -> None:
    quarter = find_last_ended(_at(*day), fiscal_start)
    assert (quarter.name, quarter.first) == (name, _at(*first))
    assert find_quarter(name, fiscal_start) == quarter


@pytest.mark.parametrize("name", ["", "undated", "2026", "2026-Q5", "FY26-Q1"])
def test_what_is_no_name_of_a_quarter_is_none(name: str) -> None:
    assert find_quarter(name, 1) is None


def test_a_quarter_has_ended_with_its_last_second() -> None:
    assert find_last_ended(_at(2026, 10, 1) - 1, 1).name == "2026-Q3"
    assert find_last_ended(_at(2026, 10, 1) - 2, 1).name == "2026-Q2"
