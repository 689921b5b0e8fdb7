"""What the pages of ties are tested over: the record and the debriefs of the neighbouring rooms."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import duckdb
import pytest

from asking.conftest import Put
from assay.web.ties import views
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.learning.conftest import record as record

BUYER, OTHER = 1, 2
OPEN, BENS, SARAS = 11, 12, 13
INES, JON, KAI = 21, 22, 23
PAGE = f"/ties/{OPEN}/"
DAY = 86_400


@pytest.fixture
def buyer(record: duckdb.DuckDBPyConnection, put: Put, staff: Staff, monkeypatch: pytest.MonkeyPatch) -> None:
    """Anna's open deal; Ben met Ines of that buyer on another deal, and Sara won one with the same concern."""

    @contextmanager
    def open_record() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(connection=record.cursor())

    monkeypatch.setattr(views, "open_reading", open_record)
    put("run", run_id="r", as_of=900 * DAY, known_by=900 * DAY)
    for number, name in ((BUYER, "Hartwell"), (OTHER, "Quarnford")):
        put("account", id=number, name=name)
    for number, name in ((ANNA_SELLER, "Anna"), (BEN_SELLER, "Ben"), (SARA_SELLER, "Sara")):
        put("seller", id=number, name=name)
    deals = ((OPEN, "Crane", BUYER, ANNA_SELLER, "open"), (BENS, "Hoist", BUYER, BEN_SELLER, "lost"))
    for number, name, account, owner, outcome in (*deals, (SARAS, "Press", OTHER, SARA_SELLER, "won")):
        put("deal", id=number, name=name, account_id=account, owner_id=owner, outcome=outcome, known_at=0)
        put("moment", deal_id=number, outcome=outcome, closed_at=800 * DAY)
    for number, name, account in ((INES, "Ines Roth", BUYER), (JON, "Jon Vale", OTHER)):
        put("person", id=number, full_name=name, account_id=account, known_at=0)
    put("person", id=KAI, full_name="Kai Moor", known_at=0)
    put("tie", id=31, person_id=KAI, account_id=BUYER, kind="adviser", known_at=0)
    for number, seller, person, deal in ((41, BEN_SELLER, INES, BENS), (42, SARA_SELLER, JON, SARAS)):
        row = {"deal_id": deal, "activity_id": number, "kind": "meeting", "occurred_at": 700 * DAY, "known_at": 0}
        put("deal_event", **row)
        put("deal_presence", person_id=person, part="attendee", **row)
        put("deal_seat", seller_id=seller, part="attendee", **row)
    for deal, view in ((OPEN, "open"), (SARAS, "look_back")):
        put("reason", deal_id=deal, driver="price_too_high", view=view, p_active=0.8)
