"""Which deals a debrief is opened for."""

from asking.conftest import Put
from assay.asking.ask import Ask
from assay.asking.opening import BACK_DAYS, EndedDeal, find_ended, find_since, find_standing
from assay.domain.spans import DAY

NOW = 1_770_000_000


def _put_deal(put: Put, number: int, outcome: str, *, closed: int | None = None, **silence: object) -> None:
    put("deal", id=number, name=f"Deal {number}", owner_id=5, account_id=6, outcome=outcome)
    put("moment", deal_id=number, outcome=outcome, closed_at=closed, as_of=NOW)
    if silence:
        put("silence", deal_id=number, **silence)


def test_lost_and_won_deals_alike_are_opened(put: Put, ask: Ask) -> None:
    for number, outcome in enumerate(("lost", "won", "no_decision", "disqualified", "unknown", "open"), 1):
        _put_deal(put, number, outcome, closed=NOW - number)
    assert {deal.outcome for deal in find_ended(ask, NOW - DAY)} == {"lost", "won", "no_decision"}
    assert find_ended(ask, NOW - DAY)[-1] == EndedDeal(1, "Deal 1", 6, 5, "lost", NOW - 1)


def test_an_open_deal_is_opened_once_its_silence_is_the_end(put: Put, ask: Ask) -> None:
    _put_deal(put, 1, "open", p_dead=0.93, hopeless_at=NOW - 2 * DAY)
    _put_deal(put, 2, "open", p_dead=0.6, hopeless_at=NOW + 9 * DAY)
    assert [(deal.deal_id, deal.outcome, deal.ended_at) for deal in find_ended(ask, NOW - 5 * DAY)] == [
        (1, "silent", NOW - 2 * DAY)
    ]


def test_what_ended_long_before_is_left_alone(put: Put, ask: Ask) -> None:
    _put_deal(put, 1, "lost", closed=NOW - 200 * DAY)
    _put_deal(put, 2, "open", p_dead=0.99, hopeless_at=NOW - 200 * DAY)
    assert find_ended(ask, find_since(NOW, None)) == []


def test_a_deal_that_the_source_deleted_is_not_opened(put: Put, ask: Ask) -> None:
    put("deal", id=1, name="Gone", outcome="lost", is_deleted=True)
    put("moment", deal_id=1, outcome="lost", closed_at=NOW, as_of=NOW)
    assert find_ended(ask, 0) == []


def test_a_look_that_comes_late_leaves_out_nothing() -> None:
    assert find_since(NOW, NOW - 300 * DAY) == NOW - 300 * DAY
    assert find_since(NOW, NOW - DAY) == NOW - BACK_DAYS * DAY


def test_a_deal_thought_dead_whose_buyer_spoke_is_alive(put: Put, ask: Ask) -> None:
    _put_deal(put, 1, "open", p_dead=0.2)
    _put_deal(put, 2, "open", p_dead=0.95)
    _put_deal(put, 3, "lost", closed=NOW)
    standing = find_standing(ask, [1, 2, 3])
    assert [number for number, one in standing.items() if one.is_alive] == [1]
