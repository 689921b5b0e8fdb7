"""The invented company as the application holds it open, its deals shared among two reps of a team and one beyond."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest
from django.conf import LazySettings

from assay.reports.deal_reading import read_names, read_run
from assay.store.home import Home
from assay.web import results
from assay.web.patterns import offered
from reports.invented_company import Company
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff

_SHARE_OUT = f"""
UPDATE deal SET owner_id = CASE CAST(right(source_id, 3) AS INTEGER) % 3
  WHEN 0 THEN {ANNA_SELLER} WHEN 1 THEN {BEN_SELLER} ELSE {SARA_SELLER} END"""


@dataclass(frozen=True)
class Opened:
    """The staff, and how to have another connection read as after a new run."""

    staff: Staff
    read: Callable[[duckdb.DuckDBPyConnection], None]


@pytest.fixture(autouse=True)
def light_settings(settings: LazySettings, tmp_path: Path) -> None:
    """Passwords that cost nothing to make, and assets as they lie in the source."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


def open_company() -> duckdb.DuckDBPyConnection:
    """The record and the results, a third of the deals each for anna, ben and sara."""
    connection = Company().open()
    connection.execute(_SHARE_OUT)
    return connection


@pytest.fixture(scope="session")
def shared_company() -> Iterator[duckdb.DuckDBPyConnection]:
    """As open_company gives it, for tests that change nothing."""
    connection = open_company()
    yield connection
    connection.close()


@pytest.fixture
def company(
    staff: Staff,
    shared_company: duckdb.DuckDBPyConnection,
    settings: LazySettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Opened:
    """The company held open, as after its last run."""
    settings.HOME = Home(tmp_path, {})
    versions = iter(range(1, 99))

    def read(connection: duckdb.DuckDBPyConnection) -> None:
        version = f"{next(versions)}.1"
        run, names = replace(read_run(connection), company="Pressworks"), read_names(connection)
        monkeypatch.setattr(results, "_opened", results._Opened(str(tmp_path), version, connection, run, names))
        monkeypatch.setattr(results, "find_version", lambda home: version)
        monkeypatch.setattr("assay.web.patterns.views.find_version", lambda home: version)
        offered._kept.clear()

    read(shared_company)
    return Opened(staff, read)
