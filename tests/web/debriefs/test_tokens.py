"""Links for buyers."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from assay.web.debriefs.models import AskedPerson, Token
from assay.web.debriefs.tokens import make_token, open_token
from assay.web.people.log import LogEntry
from web.debriefs.conftest import Make


@pytest.fixture
def person(make_debrief: Make) -> AskedPerson:
    return AskedPerson.objects.create(debrief=make_debrief(state="scheduled"), person_id=5, name="Ines Roth")


def test_a_link_opens_its_debrief_and_its_secret_is_kept_nowhere(person: AskedPerson, rf: RequestFactory) -> None:
    token, secret = make_token(person, None)
    found = open_token(rf.get("/"), secret)
    assert found is not None
    assert found.person == person
    assert secret not in str(Token.objects.values().get())
    assert Token.objects.get().used_at is not None
    assert open_token(rf.get("/"), secret) == token
    assert LogEntry.objects.filter(act="opened", kind="token").count() == 1


@pytest.mark.parametrize("fault", ["unknown", "expired", "revoked", "person removed", "debrief taken out"])
def test_any_other_link_is_refused_and_logged(person: AskedPerson, rf: RequestFactory, fault: str) -> None:
    token, secret = make_token(person, None)
    if fault == "unknown":
        secret += "x"
    elif fault == "expired":
        Token.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif fault == "revoked":
        make_token(person, None)  # a new one takes its place
    elif fault == "person removed":
        AskedPerson.objects.update(removed_at=timezone.now())
    else:
        person.debrief.state = "declined_by_manager"
        person.debrief.save()
    assert open_token(rf.get("/"), secret) is None
    assert LogEntry.objects.get(act="refused", kind="token").what == fault


def test_a_link_for_one_purpose_serves_no_other(person: AskedPerson, rf: RequestFactory) -> None:
    _, secret = make_token(person, None, purpose="reply")
    assert open_token(rf.get("/"), secret) is None
    assert open_token(rf.get("/"), secret, "reply") is not None
