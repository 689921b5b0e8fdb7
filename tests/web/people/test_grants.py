"""Grants: who may give one, what it opens, and that its uses are logged."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from assay.web.people.granting import count_uses
from assay.web.people.log import LogEntry, note
from assay.web.people.models import Grant, User
from assay.web.scoping import find_scope
from web.conftest import Staff, sign_in
from web.people.conftest import ANNA_DEAL, SARA_DEAL

pytestmark = pytest.mark.usefixtures("record")


def _give(by: User, to: User, deal: int = ANNA_DEAL, **told: object) -> int:
    data = {"user": to.pk, "reason": "peer", "days": "7", "why": "knows the mill", **told}
    return sign_in(by).post(f"/people/grants/new?deal={deal}", data).status_code


def test_a_manager_opens_a_deal_of_the_team(staff: Staff) -> None:
    assert _give(staff.nora, staff.sara) == 302
    grant = Grant.objects.get()
    assert (grant.user, grant.deal_id, grant.deal_name, grant.why) == (
        staff.sara,
        ANNA_DEAL,
        "Mill - pumps",
        "knows the mill",
    )
    assert timedelta(days=6, hours=23) < grant.expires_at - timezone.now() <= timedelta(days=7)
    assert ANNA_DEAL in find_scope(staff.sara).deals
    assert LogEntry.objects.get(act="granted").detail["to"] == staff.sara.email


def test_who_may_open_which_deal(staff: Staff) -> None:
    may = {staff.nora: 302, staff.max: 302, staff.administrator: 302}
    others = {staff.sven: 404, staff.anna: 403, staff.sara: 403, staff.analyst: 403}
    assert {user: _give(user, staff.ben) for user in may | others} == may | others


def test_a_deal_seen_by_a_grant_is_not_passed_on(staff: Staff) -> None:
    _give(staff.administrator, staff.sven)
    assert ANNA_DEAL in find_scope(staff.sven).deals
    assert _give(staff.sven, staff.sara) == 404


@pytest.mark.parametrize("deal", ["999", "x", "-1", "9" * 30, "7001 OR 1=1", "٧٠٠١"])
def test_a_deal_that_is_not_there_looks_like_one_of_another_team(staff: Staff, deal: str) -> None:
    assert sign_in(staff.nora).get("/people/grants/new", {"deal": deal}).status_code == 404
    assert sign_in(staff.nora).get("/people/grants/new", {"deal": str(SARA_DEAL)}).status_code == 404


def test_deals_are_found_by_words_of_their_name_within_the_scope(staff: Staff) -> None:
    for user, found in ((staff.nora, [ANNA_DEAL]), (staff.administrator, [ANNA_DEAL, SARA_DEAL])):
        page = sign_in(user).get("/people/grants/new", {"q": "PUMPS"})
        assert [deal for deal, _ in page.context["found"]] == found
    assert sign_in(staff.nora).get("/people/grants/new", {"q": "' OR '1'='1"}).context["found"] == []


def test_a_double_press_gives_one_grant_and_a_later_one_lengthens_it(staff: Staff) -> None:
    for days in ("7", "7", "30"):
        _give(staff.nora, staff.sara, days=days)
    assert Grant.objects.get().expires_at > timezone.now() + timedelta(days=29)
    assert LogEntry.objects.filter(act="granted").count() == 2


@pytest.mark.parametrize("told", [{"days": "3000"}, {"reason": "x"}, {"user": ""}, {"why": ""}, {"why": "x" * 301}])
def test_what_makes_no_sense_is_refused(staff: Staff, told: dict[str, object]) -> None:
    assert _give(staff.nora, staff.sara, **told) == 422
    assert not Grant.objects.exists()


def test_a_grant_is_taken_back_by_who_may_give_it(staff: Staff) -> None:
    _give(staff.administrator, staff.sara)
    grant = Grant.objects.get()
    assert sign_in(staff.sven).post(f"/people/grants/{grant.pk}/revoke").status_code == 404
    assert sign_in(staff.sara).post(f"/people/grants/{grant.pk}/revoke").status_code == 403
    assert ANNA_DEAL in find_scope(staff.sara).deals
    for _ in range(2):
        sign_in(staff.nora).post(f"/people/grants/{grant.pk}/revoke")
    assert ANNA_DEAL not in find_scope(staff.sara).deals
    assert LogEntry.objects.filter(act="revoked").count() == 1


def test_every_use_stands_in_the_log_and_beside_the_grant(staff: Staff) -> None:
    _give(staff.nora, staff.sara)
    for user in (staff.sara, staff.anna):
        request = RequestFactory().get("/")
        request.user, request.scope = user, find_scope(user)  # type: ignore[attr-defined]
        note(request, "saw", "deal", ANNA_DEAL, "Mill - pumps")
    assert LogEntry.objects.get(act="saw", detail__by_grant=True).who == staff.sara.email
    grant = Grant.objects.get()
    assert count_uses([grant]) == {grant.pk: 1}
    page = sign_in(staff.nora).get("/people/grants")
    assert page.context["standing"] == [(grant, 1)]


def test_a_manager_sees_grants_of_the_own_team_s_deals_alone(staff: Staff) -> None:
    _give(staff.administrator, staff.ben, SARA_DEAL)
    _give(staff.administrator, staff.sara, ANNA_DEAL)
    shown = [grant.deal_id for grant, _ in sign_in(staff.nora).get("/people/grants").context["standing"]]
    assert shown == [ANNA_DEAL]


def test_the_user_sees_what_is_open_and_until_when(staff: Staff) -> None:
    _give(staff.nora, staff.sara)
    assert b"Mill - pumps" in sign_in(staff.sara).get("/people/me").content
    assert b"Mill - pumps" not in sign_in(staff.ben).get("/people/me").content
