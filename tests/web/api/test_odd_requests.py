"""Odd requests made from the description of the API: none breaks it, and refusals have one shape."""

import json
from collections.abc import Iterator

import duckdb
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from assay.web.people.models import Role, User
from web.api.conftest import give_token
from web.conftest import PASSWORD

_SCHEMA = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())


@pytest.fixture
def headers(whole: duckdb.DuckDBPyConnection) -> Iterator[dict[str, str]]:
    """An administrator of the invented company with a token that may write, and no limit."""
    # as the client of Django's tests does: the database of the test is not closed after a request
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    user = User.objects.create_user("odd@example.org", PASSWORD, name="Odd", role=Role.ADMINISTRATOR)
    yield {"Authorization": f"Bearer {give_token(user)}", "Accept-Encoding": "identity"}
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.slow
@_SCHEMA.parametrize()
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_breaks_the_api(case: Case, headers: dict[str, str]) -> None:
    answer = case.call(headers=headers)
    case.validate_response(answer, checks=[not_a_server_error])
    if answer.status_code >= 400 and answer.status_code != 405:
        told = json.loads(answer.content)
        assert {"title", "status", "fix"} <= told.keys()
