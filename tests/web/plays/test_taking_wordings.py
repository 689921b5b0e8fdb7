"""An offered wording is put in place on the page of a play, and nothing typed is lost or kept by it."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.web.plays.models import Play
from web.conftest import Staff, sign_in
from web.plays.conftest import LOSS, OWN

CLOSED = "Do you like the price?"


@pytest.fixture
def play(company: Staff) -> Play:
    """Anna's, with a question that the ear remarks on."""
    due = timezone.localdate() + timedelta(days=2)
    told: dict[str, Any] = {"deal_id": OWN, "deal_name": "Open crane", "loss_id": LOSS, "driver": "price_too_high"}
    return Play.objects.create(source="verdict", owner=company.anna, due=due, question=CLOSED, **told)


def _find_button(page: str) -> str:
    found = re.search(r'name="take" value="(question\.[0-9a-f]+)"', page)
    assert found is not None
    return found[1]


def _send(client: Client, play: Play, **told: Any) -> Any:
    sent = {"version": play.version, "owner": play.owner_id, "due": play.due.isoformat(), "question": CLOSED}
    return client.post(f"/plays/{play.pk}/edit/", sent | told)


def test_without_a_script_the_wording_is_put_in_place_and_the_rest_stays_typed(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    take = _find_button(client.get(f"/plays/{play.pk}/").text)
    answer = _send(client, play, take=take, opener="Typed meanwhile", owner=company.ben.pk)
    form = answer.context["edit_form"]
    assert answer.status_code == 200
    assert form["question"].value() not in ("", CLOSED)
    assert (form["opener"].value(), form["owner"].value(), form["version"].value()) == (
        "Typed meanwhile", str(company.ben.pk), "1",
    )  # fmt: skip
    assert 'name="take"' not in answer.text
    play.refresh_from_db()
    assert (play.question, play.version, play.owner) == (CLOSED, 1, company.anna)


def test_the_wording_is_offered_while_somebody_types(play: Play, company: Staff) -> None:
    address = f"/plays/{play.pk}/hear/?part=question"
    assert _find_button(sign_in(company.anna).post(address, {"question": CLOSED}).text)


def test_where_a_play_is_made_no_button_could_make_it_by_mistake(company: Staff) -> None:
    address = f"/plays/prepare/{OWN}/hear/?loss={LOSS}&part=question"
    said = sign_in(company.anna).post(address, {"question": CLOSED}).text
    assert "Rather:" in said
    assert 'name="take"' not in said


def test_words_typed_since_are_never_replaced(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    take = _find_button(client.get(f"/plays/{play.pk}/").text)
    answer = _send(client, play, take=take, question="What matters to you?")
    assert answer.context["edit_form"]["question"].value() == "What matters to you?"
    assert "These words have changed since" in answer.text


def test_on_an_old_page_it_is_said_that_somebody_was_faster(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    take = _find_button(client.get(f"/plays/{play.pk}/").text)
    Play.objects.update(version=2)
    answer = _send(client, play, take=take)
    assert answer.status_code == 409
    assert "Somebody has changed this play" in answer.text


def test_advice_is_no_wording(play: Play, company: Staff) -> None:
    Play.objects.update(question="", opener="Sign this week and you get a discount of 20 %.")
    page = sign_in(company.anna).get(f"/plays/{play.pk}/").text
    assert "Rather:" in page
    assert 'name="take"' not in page


def test_whoever_may_not_see_it_takes_nothing(play: Play, company: Staff) -> None:
    for user in (company.ben, company.sven):
        assert _send(sign_in(user), play, take="question.0").status_code == 404
