"""A buyer with an open deal of Ann's, another of its deals that Bo has, and another buyer, whom Cy won."""

from collections.abc import Callable
from datetime import date

import pytest

from asking.conftest import Put
from asking.conftest import ask as ask
from asking.conftest import base as base
from asking.conftest import put as put
from assay.asking.ask import Ask
from assay.asking.sight import EVERYTHING, Sight
from assay.rescue.ties.finding import find_ways
from assay.rescue.ties.ways import Found, Manners

BUYER, OTHER, FIRM = 1, 2, 3
DEAL, BOS, CYS = 11, 12, 13
ANN, BO, CY = 101, 102, 103
ERIK, FAY, GIL, HAL = 201, 202, 203, 204
NOW = 1000 * 86400
DAY = 86400

Seek = Callable[..., Found]


@pytest.fixture(autouse=True)
def company(put: Put) -> None:
    """Erik works at the buyer, Fay at the other one, Gil at a firm of his own. Bo's deal is another of the buyer's."""
    put("run", run_id="r", as_of=NOW, known_by=NOW)
    for number, name in ((BUYER, "Noir"), (OTHER, "Blanc"), (FIRM, "Gil and Sons")):
        put("account", id=number, name=name, industry="Food")
    for number, name in ((ANN, "Ann"), (BO, "Bo"), (CY, "Cy")):
        put("seller", id=number, name=name)
    deals = ((DEAL, "Noir one", BUYER, ANN, "open"), (BOS, "Noir two", BUYER, BO, "lost"))
    for number, name, account, owner, outcome in (*deals, (CYS, "Blanc one", OTHER, CY, "won")):
        put("deal", id=number, name=name, account_id=account, owner_id=owner, outcome=outcome, known_at=0)
        put("moment", deal_id=number, outcome=outcome, segment="Small", closed_at=900 * DAY)
    for number, name, account in ((ERIK, "Erik Holm", BUYER), (FAY, "Fay Lund", OTHER), (GIL, "Gil Noor", FIRM)):
        put("person", id=number, full_name=name, account_id=account, known_at=0, title="Head")


@pytest.fixture
def talk(put: Put) -> Callable[..., int]:
    """A meeting of one of ours with one of theirs on a deal, on a day."""
    told = iter(range(9000, 9999))

    def put_talk(seller: int, person: int, deal: int, day: int, **other: object) -> int:
        number = next(told)
        when = {"deal_id": deal, "activity_id": number, "occurred_at": day * DAY, "known_at": day * DAY}
        row = {**when, "kind": "meeting", **other}
        put("deal_event", **row)
        put("deal_presence", person_id=person, part="attendee", **row)
        put("deal_seat", seller_id=seller, part="attendee", **row)
        return number

    return put_talk


@pytest.fixture
def seek(ask: Ask) -> Seek:
    def seek_ways(
        driver: str = "",
        sight: Sight = EVERYTHING,
        refused: dict[int, str] | None = None,
        requests: dict[int, list[date]] | None = None,
        *,
        is_now: bool = True,
    ) -> Found:
        manners = Manners(date(2026, 3, 1), refused or {}, requests or {})
        return find_ways(ask, DEAL, driver, manners, sight, is_now=is_now)

    return seek_ways
