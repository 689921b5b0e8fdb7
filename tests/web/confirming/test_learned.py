"""After a loss the next offered step is the open deal where what was learned helps most."""

from typing import Any

import pytest
from django.test import RequestFactory

from asking.conftest import Put
from assay.web.confirming.learned import find_learned, is_reviewed, show_learned
from assay.web.debriefs.models import Debrief
from assay.web.people.models import User
from assay.web.scoping import find_scope
from web.confirming.conftest import BENS, LOSS, Say
from web.conftest import ANNA_SELLER, Staff, sign_in


def _ask(user: User) -> Any:
    request: Any = RequestFactory().get("/")
    request.user, request.scope = user, find_scope(user)
    return request


@pytest.fixture(autouse=True)
def rich(company: Staff, put: Put) -> None:
    """Another open deal of anna's, likely in it a little less and worth far more."""
    put("deal", id=9, name="Open dock", owner_id=ANNA_SELLER, outcome="open")
    put("moment", deal_id=9, outcome="open", as_of=864_000, last_word_at=86_400, value=50_000)
    put("reason", deal_id=9, view="open", driver="price_too_high", p_active=0.6, rank=1)


def test_it_is_the_own_deal_with_the_most_at_stake(company: Staff) -> None:
    found = find_learned(_ask(company.anna), LOSS)
    assert found is not None
    assert found.deal is not None
    assert (found.deal.name, found.percent, found.reasons) == (
        "Open dock",
        round(100 * 0.6 * 0.7 / 0.8),
        "Price too high",
    )


def test_a_rep_is_offered_no_deal_of_a_colleague(company: Staff) -> None:
    found = find_learned(_ask(company.ben), LOSS)
    assert found is not None
    assert found.deal is not None
    assert found.deal.deal_id == BENS


def test_what_was_confirmed_decides_where_it_helps(company: Staff, say: Say) -> None:
    say(sign_in(company.anna), "correct", mains=["timing"])
    found = find_learned(_ask(company.anna), LOSS)
    assert found is not None
    assert found.deal is None


def test_it_is_offered_once_the_loss_was_gone_through(company: Staff, say: Say) -> None:
    assert not is_reviewed(_ask(company.anna), LOSS)
    say(sign_in(company.anna), "confirm")
    assert is_reviewed(_ask(company.anna), LOSS)


@pytest.mark.parametrize(
    ("kind", "state", "outcome", "is_shown"),
    [("self", "closed", "lost", True), ("buyer", "held", "lost", True), ("buyer", "asked", "lost", False),
     ("buyer", "held", "won", False), ("audit", "closed", "lost", False)],
)  # fmt: skip
def test_the_end_of_a_debrief_leads_to_an_open_deal(
    company: Staff, kind: str, state: str, outcome: str, is_shown: bool
) -> None:
    debrief = Debrief(deal_id=LOSS, deal_name="x", owner_id=ANNA_SELLER, kind=kind, state=state, outcome=outcome)
    assert (show_learned(_ask(company.anna), debrief) is not None) == is_shown


def test_whoever_may_not_see_the_loss_is_offered_nothing(company: Staff) -> None:
    debrief = Debrief(deal_id=LOSS, deal_name="x", owner_id=ANNA_SELLER, kind="buyer", state="held", outcome="lost")
    assert show_learned(_ask(company.sara), debrief) is None
