"""The invented company behind a running server: its deals, patterns and words, and people who may sign in."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from assay.reports.catalogue.words.writing import write_words_from
from assay.reports.catalogue.writing import write_from
from assay.reports.deal_reading import read_names, read_run
from assay.store.home import Home
from assay.web import results
from assay.web.people.inviting import prove_address
from assay.web.people.models import Role, SellerLink, Team, User
from assay.web.results import find_version
from reports.invented_company import Company
from web.conftest import PASSWORD


@dataclass(frozen=True)
class Served:
    """Where the server listens; its people; the ids of the deals by what the CRM calls them."""

    address: str
    rep: User
    administrator: User
    deals: dict[str, int]
    connection: duckdb.DuckDBPyConnection


@pytest.fixture(scope="session")
def made_company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, duckdb.DuckDBPyConnection]]:
    """The company's record and results, and a home with what pages read of them."""
    folder, connection = tmp_path_factory.mktemp("served"), Company().open()
    catalogue = folder / "catalogue"
    write_from(connection, catalogue, {"results_version": 0, "company": "Pressworks", "note": ""})
    write_words_from(connection, catalogue, 1)
    yield folder, connection
    connection.close()


@pytest.fixture
def served(
    transactional_db: None,
    settings: LazySettings,
    live_server: LiveServer,
    monkeypatch: pytest.MonkeyPatch,
    made_company: tuple[Path, duckdb.DuckDBPyConnection],
) -> Served:
    """The company, served."""
    folder, connection = made_company
    settings.HOME = Home(folder, {})
    monkeypatch.setenv("ASSAY_HOME", str(folder))
    run, names, version = (
        read_run(connection, company="Pressworks"),
        read_names(connection),
        find_version(settings.HOME),
    )
    monkeypatch.setattr(results, "_opened", results._Opened(str(folder), version, connection, run, names))
    team = Team.objects.create(name="Presses")
    rep = User.objects.create_user("mara@example.org", PASSWORD, name="Mara Lind", role=Role.REP, team=team)
    (seller,) = connection.execute("SELECT id FROM seller WHERE name = 'Mara Lind'").fetchall()[0]
    SellerLink.objects.create(user=rep, seller_id=seller, name="Mara Lind")
    administrator = User.objects.create_user(
        "alex@example.org", PASSWORD, name="Alex Administrator", role=Role.ADMINISTRATOR
    )
    for user in (rep, administrator):
        prove_address(user)
    deals = dict(connection.execute("SELECT source_id, id FROM deal").fetchall())
    return Served(live_server.url, rep, administrator, deals, connection)
