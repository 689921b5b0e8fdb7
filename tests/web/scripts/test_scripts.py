"""What to say on the page of a play, and that nothing is kept that gives the loss away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.web.people.models import User
from assay.web.plays.models import Play
from assay.web.scripts.models import Wording
from web.api.conftest import Call
from web.api.conftest import call as call
from web.conftest import Staff, sign_in
from web.plays.conftest import CALLED, LOSS, OWN

PREPARE = f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}"
LEAKING = "At Nordwerk Maschinenbau the price was the trouble."
SAID_THERE = "I heard your offer came three weeks after the board had met."
CLEAN = "Thank you for your time. How do you look at the price?"


def _make(client: Client, **told: Any) -> Any:
    owner = client.get(PREPARE).context["form"].initial["owner"]
    due = (timezone.localdate() + timedelta(days=2)).isoformat()
    return client.post(PREPARE, {"owner": owner, "due": due, "contact": CALLED, **told})


def _edit(client: Client, play: Play, **told: Any) -> Any:
    sent = {"version": play.version, "owner": play.owner_id, "due": play.due.isoformat(), "contact": CALLED}
    return client.post(f"/plays/{play.pk}/edit/", sent | told)


@pytest.fixture
def play(secret: Staff) -> Play:
    """Anna's play for her own deal, out of her loss."""
    _make(sign_in(secret.anna), opener=CLEAN)
    return Play.objects.get()


def test_the_page_proposes_words_for_this_buyer(secret: Staff) -> None:
    page = sign_in(secret.anna).get(PREPARE)
    part = next(one for one in page.context["parts"] if one.name == "say")
    assert "Clara" in part.defaults["opener"]
    assert all(part.defaults[name] for name in ("question", "prompts", "adviser_script"))
    assert 'id="say-opener"' in page.text


def test_one_click_keeps_the_proposed_words(secret: Staff) -> None:
    sign_in(secret.anna).post(PREPARE, {"at_once": "yes"})
    play = Play.objects.get()
    assert "Clara" in play.opener
    assert len(play.prompts.splitlines()) == 3


def test_words_stand_in_the_language_of_the_user(secret: Staff) -> None:
    client = sign_in(secret.anna)
    english = next(one for one in client.get(PREPARE).context["parts"] if one.name == "say").defaults["question"]
    User.objects.filter(pk=secret.anna.pk).update(language="de")
    german = sign_in(secret.anna).get(PREPARE)
    assert next(one for one in german.context["parts"] if one.name == "say").defaults["question"] != english


@pytest.mark.parametrize("field", ["opener", "question", "prompts", "adviser_script", "offer_note"])
def test_a_text_that_names_the_other_buyer_is_refused_and_stays_as_typed(secret: Staff, field: str) -> None:
    answer = _make(sign_in(secret.anna), **{"opener": CLEAN, "offer_note": "A second look", field: LEAKING})
    assert answer.status_code == 422
    assert "the name of the other buyer. Name the issue alone" in answer.text
    assert LEAKING in answer.text
    assert "A second look" in answer.text or field == "offer_note"
    assert not Play.objects.exists()


def test_a_refused_text_keeps_whom_was_chosen(secret: Staff) -> None:
    answer = _make(sign_in(secret.anna), contact="", opener=LEAKING)
    assert 'name="contact" value="" checked' in answer.text


def test_words_said_about_the_loss_are_named_as_such_only_to_those_who_see_everything(secret: Staff) -> None:
    to_rep = _make(sign_in(secret.anna), opener=SAID_THERE)
    to_analyst = _make(sign_in(secret.analyst), opener=SAID_THERE)
    assert "words that were said about the other deal" not in to_rep.text
    assert "can give another buyer away" in to_rep.text
    assert "words that were said about the other deal" in to_analyst.text


def test_a_play_is_not_changed_to_words_that_give_the_loss_away(secret: Staff, play: Play) -> None:
    answer = _edit(sign_in(secret.anna), play, opener=LEAKING)
    assert answer.status_code == 422
    assert LEAKING in answer.text
    assert Play.objects.get().opener == CLEAN
    assert _edit(sign_in(secret.anna), play, opener="Hello, a word on the price?").status_code == 302


def test_who_may_not_see_the_loss_is_not_told_what_leaks(secret: Staff, play: Play, record: Any) -> None:
    play.owner = secret.ben
    play.save()
    answer = _edit(sign_in(secret.ben), play, opener=LEAKING)
    assert answer.status_code == 422
    assert "can give another buyer away" in answer.text
    assert "the name of the other buyer" not in answer.text


@pytest.mark.parametrize("field", ["opener", "offer_note"])
def test_a_play_without_a_loss_names_no_buyer_whom_we_lost(secret: Staff, field: str) -> None:
    client = sign_in(secret.anna)
    address = f"/plays/prepare/{OWN}/?driver=price_too_high"
    owner = client.get(address).context["form"].initial["owner"]
    due = (timezone.localdate() + timedelta(days=2)).isoformat()
    sent = {"owner": owner, "due": due, "contact": CALLED}
    answer = client.post(address, sent | {field: LEAKING})
    assert answer.status_code == 422
    assert "“Nordwerk Maschinenbau” can give another buyer away" in answer.text
    assert not Play.objects.exists()
    assert client.post(address, sent | {field: CLEAN}).status_code == 302


def test_a_play_without_a_loss_is_not_changed_to_name_one(secret: Staff) -> None:
    sign_in(secret.anna).post(f"/plays/prepare/{OWN}/?driver=price_too_high", {"at_once": "yes"})
    play = Play.objects.get()
    assert play.loss_id is None
    assert _edit(sign_in(secret.anna), play, offer_note=LEAKING).status_code == 422
    assert _edit(sign_in(secret.anna), play, offer_note=CLEAN).status_code == 302


def test_words_that_nobody_touched_are_written_anew_for_whoever_was_chosen(secret: Staff, put: Any) -> None:
    put("person", id=13, full_name="Peter Other", account_id=90 + OWN, kind="contact")
    put("deal_person", deal_id=OWN, person_id=13, role="user")
    client = sign_in(secret.anna)
    part = next(one for one in client.get(PREPARE).context["parts"] if one.name == "say")
    _make(client, contact=13 if "Clara" in part.defaults["opener"] else CALLED, **part.defaults)
    assert ("Peter" in Play.objects.get().opener) == ("Clara" in part.defaults["opener"])


def test_a_stranger_finds_no_page(secret: Staff) -> None:
    assert sign_in(secret.sara).get(PREPARE).status_code == 404


@pytest.mark.parametrize("field", ["opener", "question", "prompts", "adviser_script", "offer_note"])
def test_the_api_refuses_a_text_that_names_the_other_buyer(secret: Staff, call: Call, field: str) -> None:
    told = {"deal_id": str(OWN), "driver": "price_too_high", "loss_id": str(LOSS)}
    status, answer = call(secret.anna, "post", "plays", told | {field: LEAKING})
    assert status == 422
    assert "the name of the other buyer" in str(answer)
    assert not Play.objects.exists()
    assert call(secret.anna, "post", "plays", told | {field: CLEAN})[0] == 201


def test_the_api_proposes_what_was_left_out_in_the_teams_words(secret: Staff, call: Call) -> None:
    words = {"opener": "Hello {buyer}.", "question": "How so?", "prompts": "A?\nB?\nC?", "adviser_script": "Ask them."}
    Wording.objects.create(driver="price_too_high", language="en", is_own=True, version=1, **words)
    told = {"deal_id": str(OWN), "driver": "price_too_high", "loss_id": str(LOSS), "question": ""}
    status, answer = call(secret.anna, "post", "plays", told)
    assert status == 201
    assert (answer["opener"], answer["question"], answer["adviser_script"]) == ("Hello Clara.", "", "Ask them.")


def test_the_api_tells_what_to_say_to_those_who_may_see_the_deal(secret: Staff, call: Call) -> None:
    path = f"deals/{OWN}/script?reason=price_too_high&loss_id={LOSS}"
    status, answer = call(secret.anna, "get", path)
    assert status == 200
    assert answer["called"] == "Clara Caller"
    assert "Clara" in answer["opener"]
    assert (len(answer["prompts"]), answer["is_own"], answer["left_out"]) == (3, False, [])
    assert call(secret.nora, "get", path)[0] == 200
    assert {call(user, "get", path)[0] for user in (secret.ben, secret.sara, secret.sven)} == {404}
    german = call(secret.anna, "get", f"{path}&language=de")[1]
    assert german["opener"].startswith("Guten Tag Clara Caller")
    assert call(secret.anna, "get", f"deals/{LOSS}/script?reason=price_too_high")[0] == 422


def test_the_api_leaves_out_a_part_that_would_give_the_loss_away(secret: Staff, call: Call) -> None:
    words = {"opener": "Hello.", "question": "Nordwerk?", "prompts": "A?\nB?\nC?", "adviser_script": "Ask them."}
    Wording.objects.create(driver="price_too_high", language="en", is_own=True, version=1, **words)
    answer = call(secret.anna, "get", f"deals/{OWN}/script?reason=price_too_high&loss_id={LOSS}")[1]
    assert (answer["is_own"], answer["question"], answer["left_out"]) == (True, "", ["question"])
