"""Losses on the page of today of which nobody can tell why."""

import re
from collections.abc import Iterator
from types import SimpleNamespace

import duckdb
import pytest
from django.conf import settings
from django.test import Client

from assay.store.home import Home
from assay.web.debriefs.listed import untold
from assay.web.debriefs.models import Debrief
from assay.web.home import standing
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.conftest import Staff, sign_in

DEALS = [
    MadeDeal(1, 101, "lost", "Untold", closed=10, value=500),
    MadeDeal(2, 101, "lost", "Told", closed=20, value=9000),
    MadeDeal(3, 101, "lost", "Long ago", closed=200, value=9000),
    MadeDeal(4, 101, "no_decision", "Talked to", closed=12, value=700),
    MadeDeal(5, 201, "lost", "Hardly recorded", closed=15, value=900),
]


class Held:
    """The results as a request reads them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def __enter__(self) -> "Held":
        return self

    def __exit__(self, *_: object) -> None:
        """Stays open for the next request."""


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("untold")
    put_catalogue(folder, DEALS)
    return Home(folder, {})


@pytest.fixture
def home(made_home: Home, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    connection = duckdb.connect()
    connection.execute("CREATE TABLE verdict (deal_id BIGINT, view VARCHAR, standing VARCHAR)")
    connection.execute(
        """INSERT INTO verdict VALUES (1, 'look_back', 'cannot_tell'), (2, 'look_back', 'told'),
        (3, 'look_back', 'cannot_tell'), (4, 'look_back', 'cannot_tell'), (5, 'look_back', 'too_little')"""
    )
    connection.execute("CREATE TABLE debrief (deal_id BIGINT, is_deleted BOOLEAN, kind VARCHAR, held_at BIGINT)")
    connection.execute(
        "INSERT INTO debrief VALUES (4, false, 'buyer', 1), (1, false, 'buyer', NULL), (1, false, 'self', 1)"
    )
    monkeypatch.setattr(settings, "HOME", made_home)
    monkeypatch.setattr(standing, "find_record_version", lambda home: 1)
    monkeypatch.setattr(standing, "is_stale", lambda home: False)
    monkeypatch.setattr(untold, "open_reading", lambda: Held(connection))
    yield made_home
    connection.close()


def read_section(client: Client) -> list[tuple[str, str]]:
    """The address and the name of each line."""
    part = re.search(r'<section class="panel call-list untold".*?</section>', client.get("/").text, re.DOTALL)
    return re.findall(r'<div class="what"><a href="([^"]+)">(.*?)</a>', part.group()) if part else []


def test_new_losses_that_cannot_be_told_and_were_not_talked_about_stand_there(staff: Staff, home: Home) -> None:
    assert [name for _, name in read_section(sign_in(staff.analyst))] == ["Hardly recorded", "Untold"]


@pytest.mark.parametrize(
    ("who", "seen"), [("anna", ["Untold"]), ("nora", ["Untold"]), ("ben", []), ("sara", ["Hardly recorded"])]
)
def test_each_person_sees_what_is_in_scope(staff: Staff, home: Home, who: str, seen: list[str]) -> None:
    assert [name for _, name in read_section(sign_in(getattr(staff, who)))] == seen


def test_a_line_leads_to_the_debrief_where_there_is_one(staff: Staff, home: Home) -> None:
    ((address, _),) = read_section(sign_in(staff.anna))
    assert address == "/deals/1/"
    debrief = Debrief.objects.create(
        deal_id=1, deal_name="Untold", owner_id=101, outcome="lost", ended_at="2026-03-02T12:00:00Z"
    )
    ((address, _),) = read_section(sign_in(staff.anna))
    assert address == f"/debriefs/{debrief.pk}/"


def test_before_the_first_run_there_is_no_such_section(
    staff: Staff, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> SimpleNamespace:
        raise untold.InputError("There are no results yet.", fix="Make them: assay run")

    monkeypatch.setattr(untold, "open_reading", refuse)
    assert read_section(sign_in(staff.analyst)) == []
