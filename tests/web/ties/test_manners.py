"""Who may not be asked, by what people told us and by how often they were asked."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assay.web.debriefs.models import AskedPerson, Consent
from assay.web.ties.manners import find_refused, read_manners
from web.debriefs.conftest import Make

KAI = 23


@pytest.mark.django_db
def test_a_no_counts_until_a_later_yes(make_debrief: Make) -> None:
    day = timezone.now()
    AskedPerson.objects.create(debrief=make_debrief(), person_id=KAI, comes_back=False, comes_back_at=day)
    assert find_refused() == {KAI: "said_no"}
    later = day + timedelta(days=5)
    AskedPerson.objects.create(debrief=make_debrief(deal_id=9002), person_id=KAI, comes_back=True, comes_back_at=later)
    assert find_refused() == {}


@pytest.mark.django_db
def test_who_took_everything_back_is_not_asked(make_debrief: Make) -> None:
    debrief = make_debrief()
    person = AskedPerson.objects.create(debrief=debrief, person_id=KAI, comes_back=True, removed_at=timezone.now())
    assert find_refused() == {}
    Consent.objects.create(debrief=debrief, person=person, circle="team", is_given=False, how="page")
    assert find_refused() == {KAI: "withdrawn"}


@pytest.mark.django_db
def test_requests_of_the_last_quarter_are_told_with_their_day(make_debrief: Make) -> None:
    now = timezone.now()
    AskedPerson.objects.create(debrief=make_debrief(), person_id=KAI, asked_at=now - timedelta(days=10))
    AskedPerson.objects.create(debrief=make_debrief(deal_id=2), person_id=KAI, asked_at=now - timedelta(days=200))
    assert read_manners().requests == {KAI: [timezone.localdate(now - timedelta(days=10))]}
