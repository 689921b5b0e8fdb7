"""Fixtures that several folders of tests share."""

import os
from typing import Any

import pytest

# coding needs a model; tests of it switch it on
os.environ.setdefault("ASSAY_WORDS", "no")

pytest_plugins = ["postgres_server", "spark_server", "spoken_call"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Tests that commit are followed by emptying all tables, which the log would refuse; its tests set the guard up."""
    from django.db import connection

    from assay.web.people.append_only import lift_guard

    with django_db_blocker.unblock():
        lift_guard(connection)


@pytest.fixture(autouse=True)
def _count_anew(request: pytest.FixtureRequest) -> None:
    """The cache is a table that outlives tests: what was refused in one is not held against an address in the next."""
    if {"db", "transactional_db"} & set(request.fixturenames):
        from django.core.cache import cache

        request.getfixturevalue("db")
        cache.clear()
