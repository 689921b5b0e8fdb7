"""On which open deals the debrief is announced."""

from asking.conftest import Put
from assay.asking.announcing import find_met
from assay.asking.ask import Ask


def _put_deal(put: Put, number: int, outcome: str = "open", **event: object) -> None:
    put("deal", id=number, name=f"Deal {number}", owner_id=5, outcome=outcome)
    put("moment", deal_id=number, outcome=outcome, as_of=100)
    put("deal_event", **{"deal_id": number, "activity_id": number, "occurred_at": 50, "kind": "meeting", "buyers": 1,
                         **event})  # fmt: skip


def test_every_open_deal_past_its_first_meeting_is_announced(put: Put, ask: Ask) -> None:
    _put_deal(put, 1)
    _put_deal(put, 2, kind="demo")
    _put_deal(put, 3, kind="email")
    _put_deal(put, 4, outcome="lost")
    _put_deal(put, 5, status="planned", occurred_at=150)
    _put_deal(put, 6, buyers=0)
    assert [(deal.deal_id, deal.met_at) for deal in find_met(ask)] == [(1, 50), (2, 50)]


def test_a_dead_trail_is_too_late_to_announce(put: Put, ask: Ask) -> None:
    _put_deal(put, 1)
    put("silence", deal_id=1, p_dead=0.95)
    assert find_met(ask) == []
