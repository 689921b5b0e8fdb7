"""What share of ended deals was debriefed."""

from dataclasses import replace

import pytest

from assay.asking.coverage import (
    NONE,
    OTHER,
    EndedTalk,
    compare_heard,
    measure_all,
    measure_by,
    weigh_heard,
)


def _make(count: int, start: int = 0, **told: object) -> list[EndedTalk]:
    values = {"outcome": "lost", **told}
    return [EndedTalk(number, number % 4, **values) for number in range(start, start + count)]  # type: ignore[arg-type]


def test_each_share_has_its_own_base_and_an_interval() -> None:
    deals = [*_make(6), *_make(3, 10, asked=True), *_make(1, 20, asked=True, agreed=True, held=True)]
    group = measure_all(deals)
    asked, agreed, held = (group.shares[name] for name in ("asked", "agreed", "held"))
    assert asked is not None
    assert agreed is not None
    assert held is not None
    assert (asked.n, asked.mid) == (10, 0.4)
    assert (agreed.n, agreed.mid) == (4, 0.25)
    assert (held.n, held.mid) == (10, 0.1)
    assert asked.low < 0.4 < asked.high


def test_a_share_of_nothing_is_not_told() -> None:
    assert measure_all(_make(3)).shares["agreed"] is None


def test_a_group_too_small_to_stand_alone_is_counted_with_the_others() -> None:
    deals = [*_make(8, segment="large"), *_make(4, 10, segment="small"), *_make(2, 20, segment="tiny")]
    assert [(group.value, group.closed) for group in measure_by(deals, "segment")] == [("large", 8), (OTHER, 6)]


def test_what_is_left_over_is_not_shown_where_it_is_a_handful() -> None:
    deals = [*_make(8, segment="large"), *_make(6, 10), *_make(2, 20, segment="tiny")]
    assert [group.value for group in measure_by(deals, "segment")] == ["large", NONE]


def test_a_team_of_one_or_two_reps_is_not_shown_by_itself() -> None:
    alone = [replace(deal, owner_id=9) for deal in _make(20, team="Lone")]
    deals = [*alone, *_make(20, 30, team="North"), *_make(20, 60, team="South")]
    assert [group.value for group in measure_by(deals, "team")] == ["North", "South"]


def test_wins_stand_beside_losses() -> None:
    deals = [*_make(6, held=True), *_make(6, 10, outcome="won")]
    assert [(group.value, group.counts["held"]) for group in measure_by(deals, "outcome")] == [("lost", 6), ("won", 0)]


def test_who_answers_is_set_beside_who_does_not() -> None:
    deals = [*_make(60, segment="large", held=True), *_make(60, 100, segment="small")]
    told = {one.value: one for one in compare_heard(deals)}
    assert told["large"].is_apart
    assert (told["large"].heard.mid, told["large"].others.mid) == (1.0, 0.0)


def test_of_a_handful_nothing_is_compared() -> None:
    assert compare_heard([*_make(4, held=True), *_make(50, 10)]) == []


def test_weights_make_those_heard_stand_for_all() -> None:
    deals = [
        *_make(10, held=True),
        *_make(90, 10),
        *_make(10, 200, outcome="won", held=True),
        *_make(10, 300, outcome="won"),
    ]
    weights = weigh_heard(deals)
    assert sum(weights.values()) / len(weights) == pytest.approx(1)
    lost = sum(weight for deal, weight in weights.items() if deal < 100)
    assert lost / sum(weights.values()) == pytest.approx(100 / 120)


def test_a_weight_never_rests_on_a_handful() -> None:
    deals = [*_make(10, size="10k", held=True), *_make(2, 20, size="30k", held=True), *_make(40, 30, size="30k")]
    assert len(set(weigh_heard(deals).values())) == 1
