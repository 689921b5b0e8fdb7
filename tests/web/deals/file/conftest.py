"""The invented company as the application holds it open, with its deals shared out among the staff."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import duckdb
import pytest
from django.conf import LazySettings

from assay.reports.deal_reading import read_names, read_run
from assay.store.home import Home
from assay.web import results
from assay.web.deals.file import building
from assay.web.people.models import SellerLink
from reports.invented_company import Company
from web.conftest import Staff


@dataclass(frozen=True)
class Opened:
    """The company's connection, its staff, and the ids of deals by their ids in the source.

    anna's deal is D004, sara's D003, whose name is a script; D005 has 400 activities.
    """

    connection: duckdb.DuckDBPyConnection
    staff: Staff
    deals: dict[str, int]

    def address(self, deal: str = "D004", rest: str = "") -> str:
        return f"/deals/{self.deals[deal]}/{rest}"

    def find_row(self, table: str, deal: str = "D004") -> int:
        """A row of the deal in `table`."""
        named = {"activity": ("activity_id", "deal_event")}.get(table, ("id", table))
        query = f"SELECT min({named[0]}) FROM {named[1]} WHERE deal_id = ?"
        ((row,),) = self.connection.execute(query, [self.deals[deal]]).fetchall()
        return int(row)


@pytest.fixture(autouse=True)
def light_settings(settings: LazySettings, tmp_path: Path) -> None:
    """Assets as they lie in the source."""
    settings.STATIC_ROOT = tmp_path
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(scope="session")
def company_connection() -> Iterator[duckdb.DuckDBPyConnection]:
    """The record and the results of the invented company."""
    connection = Company().open()
    yield connection
    connection.close()


@pytest.fixture
def company(
    staff: Staff,
    company_connection: duckdb.DuckDBPyConnection,
    settings: LazySettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Opened:
    """The company held open, as after its last run."""
    settings.HOME = Home(tmp_path, {})
    sellers = dict(company_connection.execute("SELECT source_id, id FROM seller").fetchall())
    SellerLink.objects.create(user=staff.anna, seller_id=sellers["S0"], name="Mara Lind")
    SellerLink.objects.create(user=staff.sara, seller_id=sellers["S1"], name="Tom Reuter")
    run, names = read_run(company_connection), read_names(company_connection)
    opened = results._Opened(str(tmp_path), "1.1", company_connection, replace(run, company="Pressworks"), names)
    monkeypatch.setattr(results, "_opened", opened)
    monkeypatch.setattr(results, "find_version", lambda home: "1.1")
    building._kept.clear()
    deals = dict(company_connection.execute("SELECT source_id, id FROM deal").fetchall())
    return Opened(company_connection, staff, deals)
