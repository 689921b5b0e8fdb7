"""What pages of learning are tested over: the people, deals and debriefs of the neighbouring room."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

from assay.web.learning import reading
from assay.web.people import sellers
from web.debriefs.conftest import ask as ask
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import make_debrief as make_debrief
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put


@pytest.fixture
def record(
    base: duckdb.DuckDBPyConnection, own_home: Any, monkeypatch: pytest.MonkeyPatch
) -> duckdb.DuckDBPyConnection:
    """A record with results in a database of its own, which all of the room reads."""

    def ask_base(query: str) -> list[tuple[Any, ...]]:
        return base.cursor().execute(query).fetchall()

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(connection=base.cursor())

    monkeypatch.setattr(sellers, "ask_record", ask_base)
    monkeypatch.setattr(reading, "open_reading", open_base)
    return base
