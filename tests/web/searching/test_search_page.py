"""The page of a search: who finds what on it, and what the log keeps of it."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from assay.store.home import Home
from assay.web.people.log import LogEntry
from reports.catalogue.made_words import put_words
from web.conftest import Staff, sign_in

#: deals 1 and 2 are anna's, 3 is ben's, 4 is sara's
SEES = {
    "anna": {"Öl und Gas"},
    "ben": {"Gamma"},
    "nora": {"Öl und Gas", "Gamma"},
    "max": {"Öl und Gas", "Gamma", "Geheime Sache"},
    "sara": {"Geheime Sache"},
    "sven": {"Geheime Sache"},
    "analyst": {"Öl und Gas", "Gamma", "Geheime Sache"},
    "administrator": {"Öl und Gas", "Gamma", "Geheime Sache"},
}


@pytest.fixture
def company(staff: Staff, settings: LazySettings, tmp_path: Path) -> Staff:
    """The made record, ready to be searched."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path
    settings.HOME = Home(tmp_path, {})
    put_words(tmp_path)
    return staff


@pytest.mark.parametrize(("who", "names"), SEES.items())
def test_each_finds_what_is_theirs_to_see(company: Staff, who: str, names: set[str]) -> None:
    page = sign_in(getattr(company, who)).get("/search/", {"q": "price"}).content.decode()
    assert {name for name in SEES["max"] if name in page} == names


def test_a_stranger_is_asked_to_sign_in(company: Staff, stranger: Client) -> None:
    assert stranger.get("/search/", {"q": "price"})["Location"].startswith("/account/login/")


def test_what_is_found_leads_to_its_row(company: Staff) -> None:
    page = sign_in(company.anna).get("/search/", {"q": "offer", "kind": "email"}).content.decode()
    assert 'href="/deals/1/rows/activity/31/"' in page


def test_texts_are_shown_and_never_run(company: Staff) -> None:
    page = sign_in(company.anna).get("/search/", {"q": "high <script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page
    page = sign_in(company.anna).get("/search/", {"q": "offer"}).content.decode()
    assert "&lt;b&gt;too high&lt;/b&gt;" in page


def test_the_log_keeps_that_somebody_searched_and_not_what(company: Staff) -> None:
    client = sign_in(company.anna)
    client.get("/search/", {"q": "divorce"})
    client.get("/search/", {"q": ""})
    row = LogEntry.objects.get(act="searched")
    assert row.who == "anna@example.org"
    assert "divorce" not in f"{row.what}{row.detail}{row.object_id}"


@pytest.mark.parametrize("query", [{}, {"q": ""}, {"q": "...", "kind": "x"}, {"q": "a" * 5000, "after": "z" * 500}])
def test_whatever_is_asked_there_is_a_page(company: Staff, query: dict[str, str]) -> None:
    assert sign_in(company.anna).get("/search/", query).status_code == 200


def test_before_the_first_import_the_page_says_what_to_do(company: Staff, settings: LazySettings) -> None:
    settings.HOME = Home(settings.HOME.path / "empty", {})
    page = sign_in(company.anna).get("/search/", {"q": "price"}).content.decode()
    assert "Import files" in page
