"""The settings of the second opinion: bad input, effects, and a key that is shown nowhere."""

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.test import Client

from assay.store.home import Home, open_home
from assay.web.people.log import LogEntry
from assay.words.second_opinion.settings import open_settings
from web.conftest import Staff, sign_in

PAGE = "/settings/opinion/"
GIVEN = {
    "opinion": "on",
    "opinion_url": "https://models.example/v1/",
    "opinion_model": "large",
    "opinion_price_in": "2.5",
    "opinion_price_out": "10",
    "opinion_cap": "20",
    "opinion_currency": "eur",
    "opinion_wait_s": "120",
    "opinion_most_tokens": "2000",
}


@pytest.fixture
def admin(staff: Staff, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An administrator of an empty home."""
    settings.HOME = Home(tmp_path, {})
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    return sign_in(staff.administrator)


def post(client: Client, act: str, **values: str) -> str:
    """The page after it; "" after saving."""
    version = str(client.get(PAGE).context["form"].initial["version"])
    answer = client.post(PAGE, GIVEN | {"version": version, "act": act} | values)
    return "" if answer.status_code == 302 else answer.content.decode()


def test_what_is_saved_is_what_the_client_reads(admin: Client) -> None:
    assert post(admin, "save") == ""
    settings = open_settings(open_home())
    assert (settings.url, settings.cap, settings.currency) == ("https://models.example/v1", 20, "EUR")
    assert settings.redacts


def test_the_effect_says_where_texts_go_and_what_they_cost(admin: Client) -> None:
    page = post(admin, "preview")
    assert "Approved texts go to https://models.example/v1" in page
    assert "A deal costs about 0.023 EUR" in page
    assert "could pass 20" in page
    assert open_home().settings == {}
    assert "Nothing leaves this machine" in post(admin, "preview", opinion="")
    assert "with all names" in post(admin, "preview", opinion_url="http://127.0.0.1:8080/v1", opinion_plain="on")
    assert "not encrypted" in post(admin, "preview", opinion_url="http://10.0.0.7:8080/v1")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"opinion_url": ""}, "It is needed"),
        ({"opinion_model": ""}, "It is needed"),
        ({"opinion_url": "models.example"}, "no http address"),
        ({"opinion_url": "ftp://models.example/v1"}, "no http address"),
        ({"opinion_url": "https://me:secret@models.example/v1"}, "more than an address"),
        ({"opinion_url": "https://models.example/v1?key=1"}, "more than an address"),
        ({"opinion_url": "http://models.example/v1"}, "not encrypted"),
        ({"opinion_url": "https://models.example:99999/v1"}, "no http address"),
        ({"opinion_url": "http://[::1"}, "no http address"),
        ({"opinion_key_file": "key.txt"}, "no whole path"),
        ({"opinion_key_variable": "A B"}, "errorlist"),
        ({"opinion_price_in": "-1"}, "errorlist"),
        ({"opinion_cap": "nan"}, "errorlist"),
        ({"opinion_price_in": "0", "opinion_price_out": "0"}, "A cap needs the prices"),
        ({"opinion_most_tokens": "1"}, "errorlist"),
    ],
)
def test_bad_settings_are_refused_and_nothing_is_kept(admin: Client, changes: dict[str, str], why: str) -> None:
    page = post(admin, "save", **changes)
    assert why in page
    assert open_home().settings == {}


def test_the_key_is_never_shown_and_its_lack_is(admin: Client, tmp_path: Path) -> None:
    key = tmp_path / "key"
    assert "cannot be read" in post(admin, "preview", opinion_key_file=str(key))
    key.write_text("k-SECRET-1\n", encoding="utf-8")
    page = post(admin, "preview", opinion_key_file=str(key))
    assert "A key is there." in page
    assert post(admin, "save", opinion_key_file=str(key)) == ""
    assert open_settings(open_home()).read_key() == "k-SECRET-1"
    everything = page + admin.get(PAGE).content.decode() + str(list(LogEntry.objects.values()))
    assert "SECRET" not in everything + (tmp_path / "assay.toml").read_text(encoding="utf-8")
