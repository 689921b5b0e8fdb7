"""The page of lost deals whose reason has passed."""

from typing import Any

import pytest
from django.utils import timezone

from assay.web.debriefs.models import Action
from assay.web.plays import won_back
from web.conftest import Staff, sign_in
from web.plays.conftest import DAY


@pytest.fixture
def changed(company: Staff, record: Any, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """An action against the reason of anna's loss was done since."""
    from assay.web.plays import views

    monkeypatch.setattr(won_back, "open_reading", views.open_reading)
    closed = int(timezone.now().timestamp()) - 60 * DAY
    record.execute(f"INSERT INTO moment (deal_id, outcome, view, closed_at) VALUES (1, 'lost', 'look_back', {closed})")
    Action.objects.create(
        what="A smaller package", changes="There is a smaller package", owner=company.anna, due=timezone.localdate(),
        driver="price_too_high", area="product", done_at=timezone.now(),
    )  # fmt: skip
    return company


def test_an_owner_is_told_what_has_changed_and_to_ask_first(changed: Staff) -> None:
    page = sign_in(changed.anna).get("/plays/won-back/").text
    assert "Lost press" in page
    assert "There is a smaller package" in page
    assert "Nobody there has said yet that we may come back." in page


def test_whoever_may_not_see_the_deal_is_not_told(changed: Staff) -> None:
    for user in (changed.ben, changed.sara, changed.sven):
        assert "Lost press" not in sign_in(user).get("/plays/won-back/").text
    assert "Lost press" in sign_in(changed.nora).get("/plays/won-back/").text


def test_without_a_yes_it_is_not_put_onto_the_page_of_today(changed: Staff, rf: Any) -> None:
    request = rf.get("/")
    request.user = changed.anna
    from assay.web.scoping import find_scope

    request.scope = find_scope(changed.anna)
    assert won_back.list_won_back(request, None) is None
