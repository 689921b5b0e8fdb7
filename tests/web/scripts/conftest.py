"""The company of plays, with a loss that has a name to keep."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import duckdb
import pytest

from asking.conftest import Put
from assay.web.scripts import checking, hearing
from web.conftest import Staff
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.learning.conftest import record as record
from web.plays.conftest import LOSS
from web.plays.conftest import company as company


@pytest.fixture
def secret(company: Staff, record: duckdb.DuckDBPyConnection, put: Put, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The lost press was of Nordwerk Maschinenbau, and one of them said why."""

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(connection=record.cursor())

    for room in (checking, hearing):
        monkeypatch.setattr(room, "open_reading", open_base)
    put("account", id=80, name="Nordwerk Maschinenbau")
    record.execute(f"UPDATE deal SET account_id = 80 WHERE id = {LOSS}")
    put("statement", id=800, deal_id=LOSS, text="Your offer came three weeks after the board had met.", side="buyer")
    return company
