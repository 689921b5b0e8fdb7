"""A verdict is confirmed, corrected and taken back by whoever may, and each version is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from asking.conftest import Put
from assay.rescue.situation import PastReason, is_held_out
from assay.store.home import Home
from assay.web.confirming.models import Act, ConfirmedVerdict, Notice, PastVersion
from assay.web.confirming.reading import confirmed_until, find_mains, read_confirmed
from assay.web.confirming.telling import tell_rest
from assay.web.debriefs.models import Debrief
from assay.web.people.log import LogEntry
from assay.words.taxonomy import load_taxonomy
from web.confirming.conftest import BENS, LOSS, OWN, SARAS, TIMED, Say
from web.conftest import ANNA_SELLER, Staff, sign_in


def _list_told() -> set[tuple[str, int]]:
    return set(Notice.objects.filter(withdrawn_at=None).values_list("user__name", "deal_id"))


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 302), ("nora", 302), ("max", 302), ("analyst", 302), ("administrator", 302), ("ben", 404), ("sara", 404),
     ("sven", 404)],
)  # fmt: skip
def test_owner_manager_and_analyst_confirm_and_nobody_else(company: Staff, say: Say, who: str, status: int) -> None:
    assert say(sign_in(getattr(company, who)), "confirm") == status
    assert ConfirmedVerdict.objects.exists() == (status == 302)


@pytest.mark.parametrize("act", ["confirm", "correct", "take-back"])
def test_a_stranger_is_led_to_sign_in(company: Staff, say: Say, stranger: Client, act: str) -> None:
    assert say(stranger, act) == 302
    assert not ConfirmedVerdict.objects.exists()


def test_a_rep_with_a_grant_sees_and_may_not_say(company: Staff, say: Say) -> None:
    company.ben.grants.create(
        deal_id=LOSS, deal_name="Lost press", reason="peer", granted_by=company.nora,
        expires_at=datetime.now(UTC) + timedelta(days=1),
    )  # fmt: skip
    assert say(sign_in(company.ben), "confirm") == 403
    assert sign_in(company.ben).get(f"/confirming/{LOSS}/correct/").status_code == 403


def test_the_deal_is_closed_to_whoever_audits_it(company: Staff, say: Say) -> None:
    audit = Debrief.objects.create(deal_id=LOSS, deal_name="x", owner_id=ANNA_SELLER, outcome="lost", kind="audit")
    audit.participants.create(user=company.analyst, part="auditor")
    client = sign_in(company.analyst)
    assert say(client, "confirm") == 404
    assert client.get(f"/confirming/{LOSS}/correct/").status_code == 404


def test_an_open_deal_cannot_be_confirmed(company: Staff) -> None:
    assert sign_in(company.anna).post(f"/confirming/{OWN}/confirm/", {"seen": "0"}).status_code == 404


def test_what_was_confirmed_is_what_the_page_named(company: Staff, say: Say, put: Put) -> None:
    assert say(sign_in(company.anna), "confirm", mains=["timing"]) == 302
    assert not ConfirmedVerdict.objects.exists()


def test_what_does_not_stand_out_is_not_confirmed_with_what_does(company: Staff, say: Say, put: Put) -> None:
    put("reason", deal_id=LOSS, view="look_back", driver="reputation", p=0.12, p_active=0.5, p_main=0.6, rank=2)
    assert say(sign_in(company.anna), "confirm", mains=["price_too_high"]) == 302
    assert ConfirmedVerdict.objects.get().mains == ["price_too_high"]


def test_mains_are_those_at_least_half_as_likely_as_the_first() -> None:
    taxonomy = load_taxonomy(None)
    reasons = [PastReason("price_too_high", 0.4), PastReason("timing", 0.2), PastReason("no_budget", 0.19)]
    assert find_mains(reasons, taxonomy) == ("price_too_high", "timing")
    assert find_mains([PastReason("unknown", 0.9), PastReason("other", 0.1)], taxonomy) == ()


def test_a_confirmed_verdict_is_logged_and_each_version_kept(company: Staff, say: Say) -> None:
    say(sign_in(company.anna), "confirm", note="The buyer told us.")
    say(sign_in(company.nora), "correct", 1, mains=["timing", "price_too_high"])
    say(sign_in(company.nora), "take-back", 2)
    acts = list(PastVersion.objects.order_by("version").values_list("act", "by__name"))
    assert acts == [(Act.CONFIRMED, "Anna"), (Act.CORRECTED, "Nora"), (Act.TAKEN_BACK, "Nora")]
    logged = LogEntry.objects.filter(kind="verdict", object_id=str(LOSS)).exclude(act="saw")
    assert sorted(logged.values_list("act", flat=True)) == ["confirmed", "corrected", "taken_back"]


def test_two_windows_do_not_overwrite_each_other(company: Staff, say: Say) -> None:
    say(sign_in(company.anna), "confirm")
    say(sign_in(company.nora), "correct", 0, mains=["timing"])
    assert ConfirmedVerdict.objects.get().mains == ["price_too_high"]


def test_the_same_sent_twice_is_kept_once(company: Staff, say: Say) -> None:
    client = sign_in(company.anna)
    say(client, "confirm")
    say(client, "confirm")
    assert ConfirmedVerdict.objects.get().version == 1


def test_read_confirmed_weighs_main_reasons_equally_and_forgets_what_was_taken_back(company: Staff, say: Say) -> None:
    assert read_confirmed(LOSS) is None
    client = sign_in(company.anna)
    say(client, "correct", mains=["timing", "price_too_high"])
    told = read_confirmed(LOSS)
    assert told is not None
    assert {(one.driver, one.p_main) for one in told} == {("timing", 1.0), ("price_too_high", 1.0)}
    say(client, "take-back", 1)
    assert read_confirmed(LOSS) is None


def test_what_was_confirmed_later_does_not_change_an_earlier_day(company: Staff, say: Say) -> None:
    say(sign_in(company.anna), "confirm")
    today = datetime.now(UTC).replace(tzinfo=None, hour=0, minute=0, second=0, microsecond=0)
    assert confirmed_until(today - timedelta(days=1))(LOSS) is None
    assert confirmed_until(today)(LOSS) is not None


def test_the_like_page_seeks_what_was_confirmed_first(company: Staff, say: Say) -> None:
    client = sign_in(company.nora)
    assert "Open saw" in client.get(f"/deals/{LOSS}/like/").text
    say(client, "correct", mains=["timing"])
    page = client.get(f"/deals/{LOSS}/like/").text
    assert "What Nora confirmed of this deal" in page
    assert "Open drill" in page
    assert "Open saw" not in page


def test_the_owners_of_proposed_deals_are_told_at_once(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    assert _list_told() == {("Anna", OWN), ("Ben", BENS), ("Sara", SARAS)}


def test_a_correction_withdraws_what_no_longer_holds(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    say(sign_in(company.nora), "correct", 1, mains=["timing"])
    assert _list_told() == {("Ben", TIMED)}
    say(sign_in(company.nora), "take-back", 2)
    assert _list_told() == set()


def test_deals_held_out_by_lot_are_told_to_nobody(company: Staff, say: Say, settings: Any) -> None:
    settings.HOME = Home(settings.HOME.path, {})
    say(sign_in(company.nora), "confirm")
    open_ = {OWN, BENS, SARAS}
    assert {deal for _who, deal in _list_told()} == {deal for deal in open_ if not is_held_out(f"deal {LOSS}", deal)}


def test_a_worker_tells_what_a_killed_page_left_untold(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    Notice.objects.all().delete()
    ConfirmedVerdict.objects.update(told_version=0)
    tell_rest()
    assert len(_list_told()) == 3
    tell_rest()
    assert len(_list_told()) == 3


def test_a_notice_opens_for_its_user_alone_and_is_seen_then(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "confirm")
    bens = Notice.objects.get(user=company.ben)
    assert sign_in(company.anna).get(f"/confirming/notices/{bens.pk}/").status_code == 404
    assert sign_in(company.ben).get(f"/confirming/notices/{bens.pk}/").status_code == 302
    bens.refresh_from_db()
    assert bens.seen_at is not None


def test_the_correcting_page_refuses_none_and_too_many(company: Staff, say: Say) -> None:
    client = sign_in(company.anna)
    assert say(client, "correct", mains=[]) == 422
    many = ["price_too_high", "timing", "no_budget", "indecision", "missing_feature", "no_access_to_power"]
    assert say(client, "correct", mains=many) == 422
    assert not ConfirmedVerdict.objects.exists()
