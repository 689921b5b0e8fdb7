"""Debriefs of deals of the people in the tests, over a record of its own."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import RequestFactory

from assay.store.home import Home
from assay.web.debriefs.models import Debrief
from assay.web.people.models import User
from assay.web.request import Request
from assay.web.scoping import find_scope
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
