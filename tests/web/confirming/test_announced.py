"""What other programs are told of a confirmed verdict."""

from pathlib import Path
from typing import Any

import pytest

from asking.conftest import Put
from assay.web.confirming.models import ConfirmedVerdict
from assay.web.confirming.telling import tell_owners
from assay.web.plays.models import Suggestion
from assay.web.webhooks.models import Endpoint
from web.confirming.conftest import LOSS, TIMED, Say, _put_open
from web.conftest import BEN_SELLER, Staff, sign_in
from web.webhooks.listening import listen, read_all_told, read_told


@pytest.fixture
def heard(company: Staff, tmp_path: Path, settings: Any) -> Endpoint:
    """Somebody listens."""
    return listen(tmp_path, settings, hold_out="no")


def test_a_confirmed_verdict_is_told_with_its_drivers_and_without_the_note(
    heard: Endpoint, company: Staff, say: Say
) -> None:
    say(sign_in(company.nora), "confirm", note="They chose Sealed & Sons")
    (told,) = read_told("verdict.confirmed")
    assert told["deal"]["name"] == "Lost press"
    assert (told["act"], told["main_drivers"], told["version"]) == ("confirmed", ["price_too_high"], 1)
    assert "Sealed" not in read_all_told()
    assert "@" not in read_all_told()


def test_the_open_deals_like_it_are_told_once(heard: Endpoint, company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    tell_owners(ConfirmedVerdict.objects.get())
    (told,) = read_told("deals.suggested")
    assert told["loss"]["id"] == str(LOSS)
    assert sorted(one["name"] for one in told["deals"]) == ["Open crane", "Open mill", "Open saw"]
    assert all(0.5 < one["probability"] < 1 for one in told["deals"])


def test_a_corrected_verdict_is_told_anew_with_other_deals(heard: Endpoint, company: Staff, say: Say) -> None:
    client = sign_in(company.nora)
    say(client, "confirm")
    say(client, "correct", 1, mains=["timing"])
    assert [one["act"] for one in read_told("verdict.confirmed")] == ["confirmed", "corrected"]
    assert [one["id"] for one in read_told("deals.suggested")[-1]["deals"]] == [str(TIMED)]


def test_what_is_taken_back_is_told_as_that(heard: Endpoint, company: Staff, say: Say) -> None:
    client = sign_in(company.nora)
    say(client, "confirm")
    say(client, "take-back", 1)
    (told,) = read_told("verdict.taken_back")
    assert (told["deal"]["id"], told["version"]) == (str(LOSS), 2)
    assert len(read_told("deals.suggested")) == 1


def test_a_deal_that_is_held_out_by_lot_is_told_to_nobody(
    company: Staff, put: Put, say: Say, tmp_path: Path, settings: Any
) -> None:
    listen(tmp_path, settings)
    for number in range(100, 140):
        _put_open(put, number, f"Open {number}", BEN_SELLER, "price_too_high")
    say(sign_in(company.nora), "confirm")
    held = {str(one) for one in Suggestion.objects.filter(held_out=True).values_list("deal_id", flat=True)}
    (told,) = read_told("deals.suggested")
    assert held
    assert held.isdisjoint(one["id"] for one in told["deals"])
