"""An understood loss and open deals in which the same is at work, for the pages of plays."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from asking.conftest import Put
from assay.reports.deal_rows import Names
from assay.store.home import Home
from assay.web.deals.like import views as like_views
from assay.web.material import choosing
from assay.web.plays import at_risk, views
from assay.web.plays.preparing import views as preparing
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.learning.conftest import record as record

DAY = 86_400
LOSS, OWN, TEAMMATES, OTHERS = 1, 2, 3, 4
CALLED, REFUSED = 11, 12


@pytest.fixture
def company(
    record: duckdb.DuckDBPyConnection, put: Put, staff: Staff, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> Staff:
    """A loss of anna's; open deals of anna, ben and sara in which a driver is at work; two people at anna's buyer."""
    settings.HOME = Home(settings.HOME.path, {"hold_out": "no"})

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        run = SimpleNamespace(home_currency="EUR", as_of=100 * DAY)
        yield SimpleNamespace(connection=record.cursor(), names=Names({}, {}, {}, {}), run=run)

    for room in (like_views, at_risk, views, preparing, choosing):
        monkeypatch.setattr(room, "open_reading", open_base)
    put("run", as_of=100 * DAY, home_currency="EUR", deals=4)
    put("deal", id=LOSS, name="Lost press", owner_id=ANNA_SELLER, outcome="lost")
    put("reason", deal_id=LOSS, view="look_back", driver="price_too_high", p=0.8, p_active=0.9, p_main=0.7, rank=1)
    for deal, name, owner in (
        (OWN, "Open crane", ANNA_SELLER), (TEAMMATES, "Open saw", BEN_SELLER), (OTHERS, "Open mill", SARA_SELLER),
    ):  # fmt: skip
        put("deal", id=deal, name=name, owner_id=owner, outcome="open", account_id=90 + deal)
        put("moment", deal_id=deal, outcome="open", view="open", as_of=100 * DAY, known_by=100 * DAY,
            last_word_at=91 * DAY, value=5_000,
            opened_at=10 * DAY, stage="Proposal")  # fmt: skip
        put("reason", deal_id=deal, view="open", driver="price_too_high", p_active=0.7, rank=1, whose="ours",
            for_rows=2)  # fmt: skip
    put("person", id=CALLED, full_name="Clara Caller", account_id=90 + OWN, kind="contact")
    put("person", id=REFUSED, full_name="Nick No", account_id=90 + OWN, kind="contact", do_not_contact=True)
    for person in (CALLED, REFUSED):
        put("deal_person", deal_id=OWN, person_id=person, role="champion")
    return staff
