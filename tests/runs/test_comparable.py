"""Which won deals a lost deal is set against, against a search of every pair, and when it is set against none."""

import random
from itertools import product
from typing import Any

import pytest

from assay.runs.comparable import DIMENSIONS, list_choices, list_comparable
from assay.runs.floor import FEWEST_COMPARABLE as FEWEST
from assay.runs.results import open_results
from assay.store.home import Home
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord

WEEK = 7


def add_deal(
    record: SmallRecord, name: str, *, outcome: str, opened: float = 100, life: float = 70, **told: Any
) -> int:
    """A deal that speaks on the day it is closed, so that it lives to its close."""
    deal = record.deal(name, opened=opened, outcome=outcome, closed=opened + life, **told)
    record.word(deal, opened + life - 0.5)
    return deal


def invent(seed: int, deals: int) -> SmallRecord:
    dice, record = random.Random(seed), SmallRecord()  # noqa: S311 (an invented company, no secret)
    for number in range(deals):
        add_deal(
            record,
            str(number),
            outcome=dice.choice(("won", "won", "lost", "no_decision")),
            opened=dice.uniform(0, 900),
            life=dice.uniform(20, 150),
            amount=dice.choice((2_000, 2_000, 20_000, None)),
            segment=dice.choice(("Mills", "Mills", "Labs", None)),
            product=dice.choice(("Press", "Saw", "Saw", "Saw")),
            source_channel=dice.choice(("Fair", "Web", "Web", "Web")),
            closed_in_batch=dice.random() < 0.1,
        )
    return record


def test_every_lost_deal_gets_the_won_deals_that_a_search_of_all_pairs_gives(home: Home, run: Run, ask: Ask) -> None:
    invent(1, 300).write(home)
    run()
    columns = "deal_id, outcome, size_band, segment, product, channel, opened_at, ended_at, closed_in_batch"
    with open_results(home) as results:
        deals = results.connection.execute(f"SELECT {columns} FROM moment").fetchall()
        rows = results.connection.execute("SELECT deal_id, n_won, n_lost, held, declined FROM comparable").fetchall()
        assert len(rows) == sum(deal[1] in ("lost", "no_decision") for deal in deals)
        for deal_id, n_won, n_lost, held, declined in rows:
            lost = next(deal for deal in deals if deal[0] == deal_id)
            found = search(lost, deals)
            assert (held, declined is None) == (", ".join(found[0]) if found else None, found is not None)
            if found:
                assert (n_won, n_lost) == (len(found[1]), found[2])
                assert list_comparable(results.connection, deal_id) == sorted(found[1])
            else:
                assert list_comparable(results.connection, deal_id) == []
    assert {held for _, _, _, held, _ in rows} > {"size, segment", "size, segment, product, channel", None}


def search(lost: tuple[Any, ...], deals: list[tuple[Any, ...]]) -> tuple[tuple[str, ...], list[int], int] | None:
    """What is held, the won deals, and how many lost ones, deal by deal."""
    values = dict(zip(DIMENSIONS, (None if lost[2] == "unknown" else lost[2], *lost[3:6]), strict=True))
    for held in (tuple(name for name, kept in zip(DIMENSIONS, bits, strict=True) if kept) for bits in choices()):
        if any(values[name] is None for name in held):
            continue
        alike = [
            deal
            for deal in deals
            if not deal[8]
            and all(deal[2 + DIMENSIONS.index(name)] == values[name] for name in held)
            and abs(quarter(deal[6]) - quarter(lost[6])) <= 4
            and weeks(deal) >= weeks(lost)
        ]
        won = [deal[0] for deal in alike if deal[1] == "won"]
        if len(won) >= FEWEST:
            return held, won, sum(deal[1] in ("lost", "no_decision") and deal[0] != lost[0] for deal in alike)
    return None


def choices() -> list[tuple[bool, ...]]:
    return [bits for bits in product((True, False), repeat=4) if any(bits)]


def weeks(deal: tuple[Any, ...]) -> int:
    return int((deal[7] - deal[6]) // (WEEK * 86_400))


def quarter(moment: int) -> int:
    from datetime import UTC, datetime

    day = datetime.fromtimestamp(moment, UTC)
    return day.year * 4 + (day.month - 1) // 3


def test_the_dimension_that_says_least_is_given_up_first() -> None:
    sets = [kept for _, kept in list_choices()]
    assert sets[0] == DIMENSIONS
    assert sets[1] == ("size", "segment", "product")
    assert sets[-1] == ("channel",)
    assert len(set(sets)) == 15


ALIKE = {"amount": 5_000, "segment": "Mills", "product": "Press", "source_channel": "Web"}


def test_seven_won_deals_are_too_few_and_eight_are_not(home: Home, run: Run, ask: Ask) -> None:
    for number in (FEWEST - 1, FEWEST):
        record = SmallRecord()
        add_deal(record, "lost", outcome="lost", **ALIKE)
        for place in range(number):
            add_deal(record, str(place), outcome="won", **ALIKE)
        record.write(home)
        run()
        ((n_won, declined),) = ask("SELECT n_won, declined FROM comparable")
        assert (n_won, declined) == (number, "too_few" if number < FEWEST else None)


@pytest.mark.parametrize(
    ("won", "reason"),
    [
        ({"life": 50}, "shorter lived"),
        ({"opened": 800}, "opened years later"),
        ({"closed_in_batch": True}, "in a batch"),
    ],
)
def test_won_deals_of_another_time_are_none_to_be_set_against(
    home: Home, run: Run, ask: Ask, won: dict[str, Any], reason: str
) -> None:
    record = SmallRecord()
    add_deal(record, "lost", outcome="lost", **ALIKE)
    for place in range(20):
        add_deal(record, str(place), outcome="won", **ALIKE, **won)
    record.write(home)
    run()
    assert ask("SELECT n_won, declined FROM comparable") == [(0, "too_few")], reason


def test_what_is_not_recorded_is_neither_held_nor_given_up(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    add_deal(record, "lost", outcome="lost", amount=5_000, segment=None, product="Press", source_channel="Rare")
    add_deal(record, "bare", outcome="lost", amount=None)
    for place in range(20):
        add_deal(record, str(place), outcome="won", **ALIKE)
    record.write(home)
    run()
    assert ask("SELECT held, given_up, not_recorded, declined FROM comparable ORDER BY held NULLS LAST") == [
        ("size, product", "channel", "segment", None),
        (None, None, "size, segment, product, channel", "nothing_recorded"),
    ]


def test_the_worst_difference_is_told_with_its_dimension(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    add_deal(record, "lost", outcome="lost", **(ALIKE | {"source_channel": "Rare"}))
    for place in range(20):
        add_deal(record, str(place), outcome="won", **ALIKE)
    record.write(home)
    run()
    ((worst, dimension, size, opened),) = ask(
        "SELECT worst_balance, worst_dimension, size_difference, opened_difference FROM comparable"
    )
    # one deal in 21 came by that channel and none of those it is set against: 1 / sqrt(1/21 * 20/21)
    assert (worst, dimension) == (pytest.approx(4.6957, abs=1e-4), "channel")
    assert size in (0.0, None)
    assert opened in (0.0, None)
