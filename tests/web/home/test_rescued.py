"""Rescued deals are those won after a call, of the owner's own and of the team that a manager leads."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone

from assay.web.home.rescued import list_rescued
from assay.web.people.models import User
from assay.web.plays.models import Play
from assay.web.scoping import find_scope
from web.conftest import ANNA_SELLER, Staff


def _list(user: User) -> list[str]:
    request: Any = RequestFactory().get("/")
    request.user, request.scope = user, find_scope(user)
    return [one.deal_name for one in list_rescued(request)]


@pytest.fixture
def played(staff: Staff) -> Staff:
    """Of four plays on anna's deals one was called and its deal won."""
    told = {"driver": "timing", "source": "verdict", "due": timezone.localdate(), "owner": staff.anna,
            "deal_owner_id": ANNA_SELLER}  # fmt: skip
    cases = [("Rescued", "won", True, ""), ("Won uncalled", "won", False, ""), ("Called in vain", "lost", True, ""),
             ("Given up", "won", True, "no time")]  # fmt: skip
    for number, (name, outcome, is_called, why) in enumerate(cases, 1):
        dropped = timezone.now() if why else None
        play = Play.objects.create(deal_id=number, deal_name=name, outcome=outcome, dropped_at=dropped, dropped_why=why,
                                   ended_at=timezone.now(), **told)  # fmt: skip
        if is_called:
            play.calls.create(by=staff.anna, result="same_issue")
            play.calls.create(by=staff.anna, result="no_answer")
    return staff


def test_only_a_called_play_whose_deal_was_won_counts_and_once(played: Staff) -> None:
    assert _list(played.anna) == ["Rescued"]


def test_a_manager_sees_those_of_the_team_and_others_see_none(played: Staff) -> None:
    assert _list(played.nora) == ["Rescued"]
    assert _list(played.analyst) == ["Rescued"]
    assert _list(played.ben) == []
    assert _list(played.sven) == []
