"""Debriefs of deals of the people in the tests, over a record of its own."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.test import RequestFactory

from asking.conftest import base as base
from asking.conftest import put as put
from assay.runs.results import RunResults
from assay.store.home import Home, change_settings
from assay.web.debriefs import opening
from assay.web.debriefs.models import Debrief
from assay.web.debriefs.steps import choosing
from assay.web.debriefs.team import looking
from assay.web.people import sellers
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.scoping import find_scope
from smtp_server import Smtp, serve_smtp
from web.conftest import ANNA_SELLER

Make = Callable[..., Debrief]
Ask = Callable[[User], Request]

DEAL = 9001


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Home:
    """An empty home for this test alone."""
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    settings.HOME = Home(tmp_path, {})
    return settings.HOME


@pytest.fixture
def smtp(own_home: Home) -> Iterator[Smtp]:
    """A mail server on the loopback, named in the home."""
    with serve_smtp() as server:
        change_settings(own_home, {"mail_server": server.url, "mail_sender": "Acme <debriefs@acme.example>"})
        yield server


@pytest.fixture
def make_debrief(db: None) -> Make:
    """Makes a debrief of a lost deal that anna owns, unless told otherwise."""

    def make(**told: Any) -> Debrief:
        values: dict[str, Any] = {
            "deal_id": DEAL,
            "deal_name": "Crane for Hartwell",
            "owner_id": ANNA_SELLER,
            "outcome": "lost",
            "ended_at": datetime(2026, 3, 2, 12, tzinfo=UTC),
            "kind": "buyer",
        }
        return Debrief.objects.create(**(values | told))

    return make


@pytest.fixture
def ask(rf: RequestFactory) -> Ask:
    """A request by a user, with the scope that the middleware would give it."""

    def make(user: User) -> Request:
        request: Any = rf.post("/")
        request.user, request.scope = user, find_scope(user)
        return request  # type: ignore[no-any-return]

    return make


@pytest.fixture(autouse=True)
def light_settings(settings: Any, tmp_path: Path) -> None:
    """Assets as they lie in the source; the ear by its signs alone, without the seconds that a model takes to open."""
    settings.HEARS_BY_MODEL = False
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def record(base: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> duckdb.DuckDBPyConnection:
    """A record with results in a database of its own, which all of the room reads."""

    def ask_base(query: str) -> list[tuple[Any, ...]]:
        return base.cursor().execute(query).fetchall()

    monkeypatch.setattr(sellers, "ask_record", ask_base)
    monkeypatch.setattr(choosing, "ask_record", ask_base)
    monkeypatch.setattr(looking, "open_ask", lambda: nullcontext(ask_base))
    monkeypatch.setattr(opening, "open_results", lambda home: nullcontext(RunResults(base, "")))
    return base
