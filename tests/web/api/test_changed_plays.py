"""Who does a play, until when, and what is offered, changed by the API with the checks of its page."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assay.web.material.models import Material
from assay.web.people.models import LogEntry
from assay.web.plays.models import Play
from web.api.conftest import Call
from web.conftest import Staff
from web.plays.conftest import LOSS, OWN

_FIRST = {"If-Match": '"1"'}


@pytest.fixture
def play(company: Staff) -> Play:
    """Anna's, of her own deal, out of her loss."""
    return Play.objects.create(
        deal_id=OWN, deal_name="Open crane", deal_owner_id=None, loss_id=LOSS, loss_name="Lost press",
        driver="price_too_high", source="verdict", owner=company.anna, made_by=company.anna,
        due=timezone.localdate() + timedelta(days=2), opener="Hello",
        offers=[{"kind": "measure", "id": "demo", "title": "A demo"}],
    )  # fmt: skip


def _change(call: Call, user: Any, play: Play, **told: Any) -> tuple[int, Any]:
    return call(user, "patch", f"plays/{play.pk}", told, **_FIRST)


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 200), ("nora", 200), ("max", 200), ("administrator", 200), ("ben", 404), ("sven", 404), ("sara", 404)],
)
def test_a_play_is_handed_over_by_whoever_may_change_it(
    call: Call, play: Play, company: Staff, name: str, status: int
) -> None:
    assert _change(call, getattr(company, name), play, owner=company.ben.email)[0] == status
    play.refresh_from_db()
    assert play.owner == (company.ben if status == 200 else company.anna)


def test_the_new_owner_finds_it_and_the_log_names_them(call: Call, play: Play, company: Staff) -> None:
    told = _change(call, company.anna, play, owner=company.ben.email.upper())[1]
    assert (told["owner"], told["opener"], told["version"]) == (company.ben.email, "Hello", 2)
    assert [one["id"] for one in call(company.ben, "get", "plays?mine=true")[1]] == [play.pk]
    assert LogEntry.objects.get(act="changed", kind="play").detail["owner"] == company.ben.email


def test_nobody_is_handed_it_who_does_not_sign_in(call: Call, play: Play, company: Staff) -> None:
    company.ben.is_active = False
    company.ben.save()
    for email in ("nobody@example.org", company.ben.email, ""):
        status, told = _change(call, company.anna, play, owner=email)
        assert (status, f"nobody signs in here as {email!r}" in told["title"]) == (422, True)
    assert Play.objects.get().owner == company.anna


def test_a_day_that_has_passed_is_not_chosen_but_may_stay(call: Call, play: Play, company: Staff) -> None:
    passed = timezone.localdate() - timedelta(days=1)
    status, told = _change(call, company.anna, play, due=passed.isoformat())
    assert (status, "due: This day has passed." in told["title"]) == (422, True)
    Play.objects.update(due=passed)
    assert _change(call, company.anna, play, due=passed.isoformat(), question="How is it?")[0] == 200


def test_what_is_no_day_is_named(call: Call, play: Play, company: Staff) -> None:
    status, told = _change(call, company.anna, play, due="2027-02-30")
    assert (status, told["errors"][0]["at"].endswith("due"), told["errors"][0]["value"]) == (422, True, "2027-02-30")


def test_an_opener_that_names_the_lost_buyer_changes_nothing_else_either(
    call: Call, play: Play, company: Staff
) -> None:
    status, told = _change(call, company.anna, play, opener="Lost press said so.", owner=company.ben.email)
    assert (status, told["title"].startswith("The opener would give another buyer away.")) == (422, True)
    assert Play.objects.get().owner == company.anna


def test_offers_stay_by_their_keys_and_others_are_taken_from_what_is_offered(
    call: Call, play: Play, company: Staff, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Material.objects.create(title="How others count", drivers=["price_too_high"], added_by=company.anna)
    told = _change(call, company.anna, play, offers=[f"material:{story.pk}", "measure:demo"])[1]
    assert told["offers"] == ["How others count", "A demo"]
    assert told["offer_keys"] == [f"material:{story.pk}", "measure:demo"]
    status, told = call(company.anna, "patch", f"plays/{play.pk}", {"offers": []}, **{"If-Match": '"2"'})
    assert (status, told["offers"]) == (200, [])


def test_what_is_not_offered_is_refused(call: Call, play: Play, company: Staff) -> None:
    status, told = _change(call, company.anna, play, offers=["measure:demo", "measure:half_price"])
    assert (status, "measure:half_price" in told["title"]) == (422, True)
    assert len(Play.objects.get().offers) == 1


def test_over_an_old_version_nothing_is_handed_over(call: Call, play: Play, company: Staff) -> None:
    Play.objects.update(version=2)
    status, told = _change(call, company.anna, play, owner=company.ben.email)
    assert (status, told["now"]["version"], Play.objects.get().owner) == (412, 2, company.anna)


def test_a_play_that_has_ended_is_not_changed(call: Call, play: Play, company: Staff) -> None:
    Play.objects.update(ended_at=timezone.now(), outcome="won")
    assert _change(call, company.anna, play, owner=company.ben.email)[0] == 422
