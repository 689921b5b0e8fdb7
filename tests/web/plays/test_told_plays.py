"""What other programs are told of plays, and what they are never told."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from asking.conftest import Put
from assay.asking.ask import ask_through
from assay.web.debriefs.models import AskedPerson, Debrief
from assay.web.plays.announcing import tell_ready
from assay.web.plays.ending import follow_deals
from assay.web.plays.models import Play
from assay.web.plays.won_back import find_ready
from assay.web.webhooks.models import Endpoint
from web.conftest import Staff, sign_in
from web.plays.conftest import LOSS, OWN
from web.plays.test_plays import _call, _make
from web.plays.test_won_back import changed as changed
from web.webhooks.listening import listen, read_all_told, read_told

SAID = "Your price was far too high for us, said Mr Sealed."


@pytest.fixture
def heard(company: Staff, tmp_path: Path, settings: Any) -> Endpoint:
    """Somebody listens."""
    return listen(tmp_path, settings, hold_out="no")


@pytest.fixture
def play(heard: Endpoint, company: Staff) -> Play:
    """Anna's play for her own deal."""
    _make(sign_in(company.anna))
    return Play.objects.get()


def test_a_play_that_is_made_is_told_once_with_its_deal_and_driver(play: Play, company: Staff) -> None:
    _make(sign_in(company.anna))  # a double click
    (told,) = read_told("play.made")
    assert told["deal"]["name"] == "Open crane"
    assert told["deal"]["id"] == str(OWN)
    assert told["deal"]["url"].endswith(f"/deals/{OWN}/")
    assert (told["play"]["id"], told["driver"], told["owner_id"]) == (play.pk, "price_too_high", company.anna.pk)


def test_a_call_is_told_by_its_result_and_never_in_the_buyers_words(play: Play, company: Staff) -> None:
    more = {"said": SAID, "driver": "price_too_high", "next_step": "Ask Mr Sealed", "next_due": "2030-01-01"}
    _call(sign_in(company.anna), play, result="other_concern", **more)
    (told,) = read_told("play.called")
    assert (told["call"]["result"], told["call"]["driver"]) == ("other_concern", "price_too_high")
    assert "Sealed" not in read_all_told()


def test_no_person_and_no_mail_address_is_told(play: Play, company: Staff) -> None:
    _call(sign_in(company.anna), play)
    assert "@" not in read_all_told()
    for name in ("Clara", "Anna", "Lost press"):
        assert name not in read_all_told()


def test_a_play_whose_deal_ended_is_told_with_the_outcome(play: Play, record: Any) -> None:
    record.execute(f"UPDATE moment SET outcome = 'won' WHERE deal_id = {OWN}")
    follow_deals(ask_through(record))
    follow_deals(ask_through(record))
    (told,) = read_told("play.ended")
    assert (told["how"], told["outcome"]) == ("deal_ended", "won")


def test_a_play_that_is_given_up_is_told_without_the_reason(play: Play, company: Staff) -> None:
    sent = {"version": play.version, "why": "Mr Sealed has left"}
    sign_in(company.anna).post(f"/plays/{play.pk}/drop/", sent)
    (told,) = read_told("play.ended")
    assert (told["how"], told["outcome"]) == ("given_up", None)
    assert "Sealed" not in read_all_told()


@pytest.fixture
def welcome(changed: Staff) -> AskedPerson:
    """The buyer of anna's loss said that we may come back."""
    debrief = Debrief.objects.create(deal_id=LOSS, deal_name="Lost press", outcome="lost", kind="buyer")
    told = {"name": "Ines Sealed", "comes_back": True, "comes_back_at": timezone.now()}
    return AskedPerson.objects.create(debrief=debrief, person_id=5, **told)


def test_a_loss_to_win_back_is_told_once_and_again_when_something_new_speaks_for_it(
    welcome: AskedPerson, heard: Endpoint, record: Any, put: Put
) -> None:
    ask = ask_through(record)
    assert [tell_ready(find_ready(ask)) for _ in range(2)] == [1, 0]
    (told,) = read_told("won_back.ready")
    assert told["deal"]["name"] == "Lost press"
    assert sorted(why["kind"] for why in told["reasons"]) == ["changed", "consent"]
    for words in ("Sealed", "smaller package"):
        assert words not in read_all_told()
    AskedPerson.objects.update(comes_back_at=timezone.now() - timedelta(days=2))
    assert tell_ready(find_ready(ask)) == 1


def test_without_a_yes_of_the_buyer_no_loss_is_told(changed: Staff, heard: Endpoint, record: Any) -> None:
    assert find_ready(ask_through(record)) == []


def test_a_loss_that_nobody_heard_of_is_told_once_somebody_listens(
    welcome: AskedPerson, heard: Endpoint, record: Any
) -> None:
    Endpoint.objects.update(is_active=False)
    ask = ask_through(record)
    assert tell_ready(find_ready(ask)) == 0
    Endpoint.objects.update(is_active=True)
    assert tell_ready(find_ready(ask)) == 1
