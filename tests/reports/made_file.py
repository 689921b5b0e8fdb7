"""Deal files made by hand, without a record, for tests of what is drawn and said."""

from typing import Any

from assay.domain.spans import DAY
from assay.reports.deal_file import Deal, DealFile, Event, Moment, Person, Standing

#: 3 March 2025
AT = 1_740_960_000


def make_deal_file(*, last_word: int | None = None, **rows: Any) -> DealFile:
    """A deal lost after 60 days, with the rows given."""
    deal = Deal(
        id=1,
        source="made",
        instance="main",
        source_id="D-1",
        name="Roof",
        account_id=None,
        account="Mill",
        owner="Mara Lind",
        outcome="lost",
        stage="",
        amount=1000.0,
        currency="EUR",
        opened_at=AT,
        closed_at=AT + 60 * DAY,
        closed_at_basis="field",
        close_date_stated=None,
        product="",
        loss_reason="",
        win_reason="",
        closed_in_batch=False,
        custom={},
        standing=Standing(),
    )
    cut = AT + 60 * DAY - 1 if last_word is None else min(last_word + 7 * DAY, AT + 60 * DAY - 1)
    moment = Moment("look_back", "lost", cut, AT + 90 * DAY, cut, last_word, 1000.0)
    return DealFile(deal, moment, **rows)


def make_person(number: int, name: str, rank: int, *roles: str) -> Person:
    return Person(number, name, "", rank, roles, None, Standing())


def make_event(
    number: int,
    day: float,
    kind: str = "email",
    direction: str = "inbound",
    *,
    status: str = "held",
    people: tuple[int, ...] = (),
    addressed: tuple[int, ...] = (),
) -> Event:
    """One activity so many days after the opening."""
    at = AT + int(day * DAY)
    if kind in ("meeting", "demo"):
        direction = "unknown"
    return Event(
        id=number,
        at=at,
        kind=kind,
        direction=direction,
        status=status,
        is_automated=False,
        subject="A subject",
        body="",
        owner="",
        people=people,
        addressed=addressed,
        copied=(),
        buyers=len(people),
        unplaced=0,
        unnamed=(),
        turns=(),
        standing=Standing(),
    )
