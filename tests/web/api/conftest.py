"""People with access tokens, over the deals of the tests of plays."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client
from django.utils import timezone

from assay.reports.deal_reading import read_names, read_run
from assay.reports.deal_rows import Names
from assay.store.home import Home
from assay.web import results
from assay.web.api import deals, like, plays, rescue, scripts
from assay.web.api.models import AccessToken
from assay.web.api.tokens import hash_text
from assay.web.people.models import User
from assay.web.results import find_version
from assay.web.scripts import checking
from browser.whole_company import made_company as made_company
from web.conftest import Staff
from web.debriefs.conftest import base as base
from web.debriefs.conftest import light_settings as light_settings
from web.debriefs.conftest import own_home as own_home
from web.debriefs.conftest import put as put
from web.learning.conftest import record as record
from web.plays.conftest import company as company

#: (user, method, path, what is sent) -> status and what was answered
Call = Callable[..., tuple[int, Any]]


def give_token(user: User, *, can_write: bool = True) -> str:
    """A token of this user."""
    text = f"assay_of_{user.pk}_{can_write}"
    until = timezone.localdate() + timedelta(days=10)
    told = {"name": "test", "begins": text[:12], "can_write": can_write, "expires_on": until}
    AccessToken.objects.get_or_create(user=user, digest=hash_text(text), defaults=told)
    return text


@pytest.fixture
def call(company: Staff, record: Any, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Asks the API for a user."""

    def open_base() -> Any:
        return nullcontext(SimpleNamespace(connection=record.cursor(), names=Names({}, {}, {}, {})))

    for room in (deals, like, plays, rescue, scripts, checking):
        monkeypatch.setattr(room, "open_reading", open_base)

    def ask(
        user: User, method: str, path: str, told: Any = None, *, can_write: bool = True, **sent: str
    ) -> tuple[int, Any]:
        answer = Client().generic(
            method.upper(),
            f"/api/v1/{path}",
            "" if told is None else json.dumps(told),
            "application/json",
            headers={"Authorization": f"Bearer {give_token(user, can_write=can_write)}", **sent},
        )
        return answer.status_code, json.loads(answer.content)

    return ask


@pytest.fixture
def whole(
    db: None,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
    made_company: tuple[Path, duckdb.DuckDBPyConnection],
) -> duckdb.DuckDBPyConnection:
    """The invented company with all that a run found, as every page reads it."""
    folder, connection = made_company
    settings.HOME = Home(folder, {})
    run, names = read_run(connection, company="Pressworks"), read_names(connection)
    opened = results._Opened(str(folder), find_version(settings.HOME), connection, run, names)
    monkeypatch.setattr(results, "_opened", opened)
    monkeypatch.setattr(
        "assay.web.people.sellers.ask_record", lambda query: connection.cursor().execute(query).fetchall()
    )
    monkeypatch.setattr("assay.web.api.asking.MOST_A_MINUTE", 10**9)
    monkeypatch.setattr("assay.web.scripts.hearing.MOST_A_MINUTE", 10**9)
    return connection
