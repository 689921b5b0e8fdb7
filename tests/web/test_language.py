"""Which language a page speaks: the browser's before signing in, the person's own after it."""

import pytest
from django.test import Client
from django.utils.translation import override

from assay.web.deals.templatetags.deals import money, short_day
from assay.web.people.log_words import write_word
from assay.web.people.models import User
from web.conftest import Staff, sign_in

AUTUMN = 1_792_972_800  # 26 October 2026


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "lang", "said"),
    [("de-AT,de;q=0.9", "de", "Anmelden"), ("en-GB", "en", "Sign in"), ("fr", "en", "Sign in")],
)
def test_who_has_not_signed_in_reads_the_language_of_the_browser(
    stranger: Client, asked: str, lang: str, said: str
) -> None:
    text = stranger.get("/account/login/", headers={"accept-language": asked}).text
    assert f'<html lang="{lang}"' in text
    assert f"<h1>{said}</h1>" in text


def test_who_has_signed_in_reads_the_language_of_the_profile(staff: Staff) -> None:
    User.objects.filter(pk=staff.nora.pk).update(language="de")
    text = sign_in(staff.nora).get("/people/me", headers={"accept-language": "en"}).text
    assert '<html lang="de"' in text
    assert "Meine Einstellungen" in text
    assert ">Teamleitung" in text


def test_german_with_english_numbers_is_german(staff: Staff) -> None:
    User.objects.filter(pk=staff.nora.pk).update(language="de", number_format="en")
    text = sign_in(staff.nora).get("/people/me").text
    assert '<html lang="de' in text
    assert "Meine Einstellungen" in text


def test_a_choice_of_language_holds_from_the_next_page(staff: Staff) -> None:
    client = sign_in(staff.nora)
    asked = {"name": "Nora", "language": "de", "number_format": "language", "time_zone": "UTC", "theme": "system"}
    text = client.post("/people/me", {**asked, "version": 1}, follow=True).text
    assert "Gespeichert." in text


def test_days_and_money_are_written_as_the_language_writes_them() -> None:
    with override("de"):
        assert short_day(AUTUMN) == "26.\u00a0Okt\u00a02026"
        assert "1.234" in money(1234, "EUR")
    with override("en"):
        assert short_day(AUTUMN) == "26\u00a0Oct\u00a02026"


def test_the_log_is_read_in_the_language_of_the_reader() -> None:
    with override("de"):
        assert write_word("signed_in") == "angemeldet"
    assert write_word("some_thing_new") == "some thing new"
