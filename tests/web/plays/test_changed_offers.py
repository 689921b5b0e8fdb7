"""What a play offers, changed on its page."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assay.web.material.models import Material
from assay.web.plays.models import Play
from web.conftest import Staff, sign_in
from web.plays.conftest import LOSS, OWN

DEMO = {"kind": "measure", "id": "demo", "title": "A demo"}


@pytest.fixture
def play(company: Staff) -> Play:
    """Anna's, of her own deal, with one offer."""
    return Play.objects.create(
        deal_id=OWN, deal_name="Open crane", loss_id=LOSS, driver="price_too_high", source="verdict",
        owner=company.anna, made_by=company.anna, due=timezone.localdate() + timedelta(days=2), offers=[DEMO],
    )  # fmt: skip


@pytest.fixture
def story(company: Staff) -> Material:
    """The team's own, against the driver of the play."""
    return Material.objects.create(title="How others count", drivers=["price_too_high"], added_by=company.anna)


def _edit(client: Client, play: Play, **told: Any) -> Any:
    sent = {"version": play.version, "owner": play.owner_id, "due": play.due.isoformat()}
    return client.post(f"/plays/{play.pk}/edit/", sent | told)


def test_what_is_offered_can_be_added_to_and_taken_away(play: Play, story: Material, company: Staff) -> None:
    client = sign_in(company.anna)
    page = client.get(f"/plays/{play.pk}/")
    assert dict(page.context["edit_form"].fields["offers"].choices).items() >= {
        ("measure:demo", "A demo"),
        (f"material:{story.pk}", "How others count"),
    }
    assert _edit(client, play, offers_shown="yes", offers=[f"material:{story.pk}"]).status_code == 302
    play.refresh_from_db()
    assert play.offers == [{"kind": "material", "id": str(story.pk), "title": "How others count"}]


def test_a_page_that_shows_no_offers_leaves_them(play: Play, company: Staff) -> None:
    _edit(sign_in(company.anna), play, owner=company.nora.pk)
    play.refresh_from_db()
    assert (play.owner, play.offers) == (company.nora, [DEMO])


def test_none_is_left_where_all_are_taken_away(play: Play, company: Staff) -> None:
    _edit(sign_in(company.anna), play, offers_shown="yes")
    play.refresh_from_db()
    assert play.offers == []


def test_what_is_not_offered_here_is_refused_and_said(play: Play, company: Staff) -> None:
    answer = _edit(sign_in(company.anna), play, offers_shown="yes", offers=["measure:half_price"])
    assert (answer.status_code, "measure:half_price" in answer.text) == (422, True)
    play.refresh_from_db()
    assert play.offers == [DEMO]


@pytest.mark.parametrize(("name", "status"), [("nora", 302), ("ben", 404), ("sven", 404), ("sara", 404)])
def test_offers_are_changed_by_whoever_may_change_the_play(play: Play, company: Staff, name: str, status: int) -> None:
    assert _edit(sign_in(getattr(company, name)), play, offers_shown="yes").status_code == status
