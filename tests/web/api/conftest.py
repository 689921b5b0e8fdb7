"""People with access tokens, over the deals of the tests of plays."""

import json
from collections.abc import Callable
from contextlib import nullcontext
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.reports.deal_rows import Names
from assay.web.api import deals, plays, scripts
from assay.web.api.models import AccessToken
from assay.web.api.tokens import hash_text
from assay.web.people.models import User
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

    for room in (deals, plays, scripts):
        monkeypatch.setattr(room, "open_reading", open_base)

    def ask(user: User, method: str, path: str, told: Any = None, *, can_write: bool = True) -> tuple[int, Any]:
        answer = Client().generic(
            method.upper(),
            f"/api/v1/{path}",
            "" if told is None else json.dumps(told),
            "application/json",
            headers={"Authorization": f"Bearer {give_token(user, can_write=can_write)}"},
        )
        return answer.status_code, json.loads(answer.content)

    return ask
