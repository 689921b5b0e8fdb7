"""What is proposed of an invitation and a letter, and when each may be written."""

import re

import pytest

from assay.asking.messages import hear_whole
from assay.store.home import Home
from assay.web.debriefs.messages import facts
from assay.web.debriefs.messages.wording import propose_text
from assay.web.debriefs.messages.writing import open_message
from assay.web.debriefs.models import (
    AskedPerson,
)
from web.conftest import Staff, sign_in
from web.debriefs.conftest import Make
from web.debriefs.messages.conftest import AHEAD, LATER, find_address, make_person


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("outcome", ["lost", "won", "no_decision"])
def test_the_invitation_that_is_proposed_may_go(
    make_debrief: Make, staff: Staff, own_home: Home, language: str, outcome: str
) -> None:
    person = make_person(make_debrief, staff, outcome=outcome, language=language)
    message = open_message(person, "invitation", staff.anna)
    message.times = [AHEAD.isoformat(), LATER.isoformat()]
    text = propose_text(message, facts.read_facts(person))
    heard = hear_whole(text, "invitation")
    assert (heard.may_go, heard.language, heard.faults) == (True, language, ())
    assert "{link}" in text
    assert "{no_link}" in text
    assert "30" in text
    if language == "en":
        assert heard.advised == ()


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize(("outcome", "answer"), [("lost", "declined"), ("lost", "silent"), ("silent", "silent")])
def test_the_letter_that_is_proposed_may_go_and_holds_no_figure(
    make_debrief: Make, staff: Staff, own_home: Home, language: str, outcome: str, answer: str
) -> None:
    person = make_person(make_debrief, staff, answer, outcome=outcome, language=language)
    text = propose_text(open_message(person, "letter", staff.anna), facts.read_facts(person))
    heard = hear_whole(text, "letter")
    assert (heard.may_go, heard.language) == (True, language)
    assert "Hartwell" in text
    assert "Crane" not in text
    assert not re.search(r"\d", text)


def test_an_invitation_follows_a_yes_and_a_letter_a_no(make_debrief: Make, staff: Staff, own_home: Home) -> None:
    person = make_person(make_debrief, staff, "declined")
    anna = sign_in(staff.anna)
    assert anna.get(find_address(person))["Location"] == f"/debriefs/{person.debrief_id}/"
    assert anna.get(find_address(person, "letter")).status_code == 200
    AskedPerson.objects.update(answer="agreed")
    assert anna.get(find_address(person)).status_code == 200
    assert anna.get(find_address(person, "letter")).status_code == 302
