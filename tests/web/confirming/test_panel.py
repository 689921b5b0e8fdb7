"""What the file of a closed deal shows of its verdict and of what somebody said of it."""

from datetime import timedelta
from typing import Any

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import timezone

from asking.conftest import Put
from assay.web.debriefs.models import Debrief
from assay.web.people.models import User
from assay.web.scoping import find_scope
from web.confirming.conftest import LOSS, Say
from web.conftest import ANNA_SELLER, Staff, sign_in


def _show(user: User, outcome: str = "lost") -> str:
    request: Any = RequestFactory().get("/")
    request.user, request.scope = user, find_scope(user)
    page = Template("{% load confirming %}{% confirming_panel deal owner outcome %}")
    return page.render(Context({"request": request, "deal": LOSS, "owner": ANNA_SELLER, "outcome": outcome}))


def test_the_owner_is_offered_to_confirm_what_weighs_most(company: Staff) -> None:
    page = _show(company.anna)
    assert "Price too high" in page
    assert "Timing" not in page
    assert "Yes, that is why" in page


def test_both_stand_side_by_side_with_who_and_when(company: Staff, say: Say) -> None:
    say(sign_in(company.nora), "correct", mains=["timing"], note="The CFO told me.")
    page = _show(company.anna)
    for told in ("Price too high", "Timing", "Nora", str(timezone.now().year), "The CFO told me.", "Take it back"):
        assert told in page
    assert "Yes, that is why" not in page


def test_a_verdict_that_has_moved_since_says_so(company: Staff, say: Say, put: Put) -> None:
    say(sign_in(company.anna), "confirm")
    put("reason", deal_id=LOSS, view="look_back", driver="no_budget", p=0.9, p_main=2.0, rank=0)
    assert "The verdict was another then: Price too high." in _show(company.anna)


def test_one_that_cannot_tell_offers_nothing_to_confirm(company: Staff, base: Any) -> None:
    base.execute("UPDATE verdict SET standing = 'cannot_tell'")
    page = _show(company.anna)
    assert "cannot tell" in page
    assert "Say what it was" in page
    assert "Yes, that is why" not in page


def test_a_reader_with_a_grant_sees_it_without_buttons(company: Staff, say: Say) -> None:
    say(sign_in(company.anna), "confirm")
    company.ben.grants.create(
        deal_id=LOSS, deal_name="Lost press", reason="peer", granted_by=company.nora,
        expires_at=timezone.now() + timedelta(days=1),
    )  # fmt: skip
    page = _show(company.ben)
    assert "Anna" in page
    assert "<form" not in page


def test_it_is_not_there_for_an_auditor_nor_on_a_won_deal(company: Staff) -> None:
    assert _show(company.anna, "won").strip() == ""
    audit = Debrief.objects.create(deal_id=LOSS, deal_name="x", owner_id=ANNA_SELLER, outcome="lost", kind="audit")
    audit.participants.create(user=company.analyst, part="auditor")
    assert _show(company.analyst).strip() == ""
