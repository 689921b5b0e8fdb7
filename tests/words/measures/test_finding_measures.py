"""What was done is told from what was asked for, promised or denied."""

import re

import pytest

from assay.domain.errors import InputError
from assay.words.measures.finding import find_measures, list_sieves
from assay.words.measures.measure import load_measures, parse_measures

DONE = [
    ("Sample run Northmill", "", {"proof"}),
    ("Results of your samples", "The table is attached.", {"proof"}),
    ("LX-40 demonstration with own samples", "", {"proof"}),
    ("Call", "Ran eight of their samples. Within spec on seven.", {"proof"}),
    ("PoC kick-off", "", {"proof"}),
    ("Notes", "The pilot is running since Monday.", {"proof"}),
    ("Pilotbetrieb Werk 2", "", {"proof"}),
    ("Notiz", "Der Testbetrieb läuft.", {"proof"}),
    ("Reference call with Hexley Mills", "", {"reference"}),
    ("Catch-up", "Spoke with our reference at Hexley, they were open.", {"reference"}),
    ("One more thing", "I have put you in touch with Jana, who runs two of them.", {"reference"}),
    ("Referenzbesuch Lornau", "", {"reference"}),
    ("Anruf", "Gestern mit unserem Referenzkunden gesprochen.", {"reference"}),
    ("Revised offer QC lab", "We can move on payment terms.", {"new_proposal", "other_terms"}),
    ("Terms LX-90", "We take training for the night shift into the price.", {"other_terms"}),
    ("Überarbeitetes Angebot", "", {"new_proposal"}),
    ("Angebot", "Die Schulung geben wir kostenfrei dazu.", {"other_terms"}),
    ("Security review with their CISO", "", {"security_review"}),
    ("Re: open points", "The security questionnaire is attached.", {"security_review"}),
    ("Datenschutzprüfung", "", {"security_review"}),
    ("On-site: walk the line", "", {"site_visit"}),
    ("Besuch bei Lornau", "", {"site_visit"}),
    ("Meeting", "Walked the line with them.", {"site_visit"}),
    ("ROI calculation", "", {"business_case"}),
    ("Summary", "The business case is attached.", {"business_case"}),
    ("Wirtschaftlichkeitsrechnung", "", {"business_case"}),
    ("Implementation plan", "", {"roll_out_plan"}),
    ("Call", "Went through the migration plan.", {"roll_out_plan"}),
    ("Einführungsplan Werk 2", "", {"roll_out_plan"}),
    ("Hands-on workshop", "", {"training"}),
    ("Notes", "Held the workshop with six operators.", {"training"}),
]

NOT_DONE = [
    ("Invitation: LX-40 with your own samples", "It takes an hour and a half."),
    ("Date for a reference call", ""),
    ("Reference call?", ""),
    ("Call", "Promised a reference."),
    ("Call", "Offered a sample run in Hexley."),
    ("Notes", "We will put you in touch with two plants."),
    ("Re: references in our industry", "I can put you in touch with all three."),
    ("Notes", "The deviation against our reference method is small."),
    ("Call", "They asked whether the pilot is running."),
    ("Meeting", "Next step agreed: sample run, then offer."),
    ("Notes", "New plant manager wants quick results, careful with long pilots."),
    ("Call", "They have not visited our plant."),
    ("Anruf", "Sie möchten mit einem Referenzkunden sprechen."),
    ("Notiz", "Der Testbetrieb läuft noch nicht."),
    ("Angebot", "Kostenlos geht das nicht."),
    ("Request for a security review", ""),
    ("Anfrage Schulung", ""),
    ("Meeting", "Is the business case attached?"),
    ("Note", "The roll-out plan would be agreed after the order."),
    ("Call", "We cannot move on payment terms."),
]


@pytest.mark.parametrize(("subject", "body", "expected"), DONE)
def test_what_was_done_is_found(subject: str, body: str, expected: set[str]) -> None:
    assert set(find_measures(subject, body)) == expected


@pytest.mark.parametrize(("subject", "body"), NOT_DONE)
def test_what_was_asked_promised_or_denied_is_not(subject: str, body: str) -> None:
    assert find_measures(subject, body) == ()


@pytest.mark.parametrize(("subject", "body", "expected"), DONE)
def test_no_sieve_holds_back_what_would_be_found(subject: str, body: str, expected: set[str]) -> None:
    through = {
        code
        for code, of_subject, of_body in list_sieves()
        if (of_subject and re.search(of_subject, subject.lower())) or (of_body and re.search(of_body, body.lower()))
    }
    assert expected <= through
    assert set(find_measures(subject, body, through)) == expected


def test_every_measure_has_a_name_and_a_definition_in_both_languages() -> None:
    for one in load_measures().every:
        for language in ("en", "de"):
            assert one.name_in(language)
            assert one.define_in(language).endswith(".")
        assert one.record or one.subjects or one.told


def test_a_code_that_stands_twice_is_refused() -> None:
    one = "{code: a, name: A, name_de: A, definition: A., definition_de: A.}"
    with pytest.raises(InputError, match="twice"):
        parse_measures(f"version: '1'\ndenied: []\nnot_yet: []\nnot_yet_subject: []\nmeasures: [{one}, {one}]")
