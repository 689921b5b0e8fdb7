"""A loss of anna's whose verdict holds the price for the reason, and open deals in which the same is at work."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from asking.conftest import base as base
from asking.conftest import put as put
from assay.reports.deal_rows import Names
from assay.store.home import Home
from assay.web.confirming import allowing, learned, telling
from assay.web.confirming.templatetags import confirming as tags
from assay.web.deals.like import views as like_views
from assay.web.people import sellers
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff

LOSS, OWN, BENS, SARAS, TIMED = 1, 2, 3, 4, 5

#: sends what the page of the loss would send: (client, act, seen, what else) -> the answer's status
Say = Callable[..., int]


@pytest.fixture
def company(
    base: duckdb.DuckDBPyConnection, put: Put, staff: Staff, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Staff:
    """The people, with their deals."""
    settings.HOME = Home(settings.HOME.path, {"hold_out": "no"})

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        run = SimpleNamespace(home_currency="EUR")
        yield SimpleNamespace(connection=base.cursor(), names=Names({}, {}, {}, {}), run=run)

    for room in (allowing, learned, telling, tags, like_views):
        monkeypatch.setattr(room, "open_reading", open_base)
    monkeypatch.setattr(sellers, "ask_record", lambda query: base.cursor().execute(query).fetchall())
    put("deal", id=LOSS, name="Lost press", owner_id=ANNA_SELLER, outcome="lost")
    put("verdict", deal_id=LOSS, view="look_back", standing="told")
    put("reason", deal_id=LOSS, view="look_back", driver="price_too_high", p=0.8, p_main=0.7, rank=1)
    put("reason", deal_id=LOSS, view="look_back", driver="timing", p=0.3, p_main=0.1, rank=2)
    named = {OWN: ("Open crane", ANNA_SELLER), BENS: ("Open saw", BEN_SELLER), SARAS: ("Open mill", SARA_SELLER)}
    for deal, (name, owner) in named.items():
        _put_open(put, deal, name, owner, "price_too_high")
    _put_open(put, TIMED, "Open drill", BEN_SELLER, "timing")
    return staff


def _put_open(put: Put, deal: int, name: str, owner: int, driver: str) -> None:
    put("deal", id=deal, name=name, owner_id=owner, outcome="open")
    put("moment", deal_id=deal, outcome="open", as_of=864_000, last_word_at=86_400, value=5_000)
    put("reason", deal_id=deal, view="open", driver=driver, p_active=0.7, rank=1)


@pytest.fixture
def say() -> Say:
    """Says something of the verdict of the loss."""

    def send(client: Client, act: str, seen: int = 0, **told: Any) -> int:
        told.setdefault("mains", ["price_too_high"])
        answer = client.post(f"/confirming/{LOSS}/{act}/", {"seen": str(seen), **told})
        return answer.status_code

    return send
