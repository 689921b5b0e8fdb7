"""A small invented company: lives, words and changes drawn from a seed, with an effect where one is asked for."""

import random
from datetime import UTC, datetime

from runs.small_record import SmallRecord, on_day

STAGES = ("Talk", "Offer", "Contract")


def invent_deals(seed: int, deals: int, *, days: int = 500, pushed_if_lost: float = 0.3) -> SmallRecord:
    """`deals` deals over `days` days; the close date of won ones is pushed in 3 of 10, of lost ones as asked."""
    dice, record = random.Random(seed), SmallRecord()  # noqa: S311 (an invented company, no secret)
    for code, stage_class in (*((stage, "open") for stage in STAGES), ("Won", "won"), ("Lost", "lost")):
        record.stage(code, stage_class)
    for number in range(deals):
        _invent_deal(record, dice, number, days, pushed_if_lost)
    return record


def _invent_deal(record: SmallRecord, dice: random.Random, number: int, days: int, pushed_if_lost: float) -> None:
    opened, life = dice.uniform(0, days - 30), dice.uniform(25, 160)
    outcome = "open" if opened + life > days else dice.choice(("won", "lost", "lost"))
    end = min(opened + life, days)
    deal = record.deal(
        f"deal {number}",
        opened=opened,
        outcome=outcome,
        closed=None if outcome == "open" else end,
        currency="EUR",
        amount=dice.choice((2_000, 20_000, 200_000)),
    )
    for step, stage in enumerate(STAGES):
        record.change(deal, "stage", stage, opened + (end - opened) * step / 3)
    if outcome != "open":
        record.change(deal, "stage", outcome.capitalize(), end)
    record.change(deal, "close_date", day_text(opened + 25), opened)
    if dice.random() < (pushed_if_lost if outcome == "lost" else 0.3):
        for push in range(2):
            day = opened + 5 + push * 4
            record.change(deal, "close_date", day_text(day + 60), day, old=day_text(day + 20))
    for _ in range(dice.randrange(3, 14)):
        when = dice.uniform(opened, end - 0.1)
        late = dice.choice((0.0, 0.0, 0.0, 12.0))
        kind = dice.choice(("email", "email", "call", "meeting"))
        record.word(
            deal,
            when,
            kind=kind,
            direction=dice.choice(("inbound", "outbound")),
            known=when + late,
            buyer=dice.randrange(5),
        )


def name_competitors(record: SmallRecord) -> None:
    """A competitor on every third deal, named three weeks after its opening, and known from then on."""
    for number, deal in enumerate(record.rows["deal"][::3]):
        named = deal["opened_at"] + 21 * 86_400
        told = {"competitor_id": 5, "part": "present", "named_at": named}
        record.add("deal_competitor", str(number), known=named, deal_id=deal["id"], **told)


def day_text(day: float) -> str:
    return datetime.fromtimestamp(on_day(day), UTC).date().isoformat()
