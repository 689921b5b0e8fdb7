"""Automatic replies are told by their subject, or by what they say of themselves twice."""

from typing import Any

import pytest

MESSAGE = {"source_id": "m", "kind": "email", "direction": "inbound", "status": "held", "occurred_at": 1_735_689_600}


def mark(record: Any, **columns: Any) -> bool | None:
    record.stage("activity", {**MESSAGE, **columns})
    record.land()
    ((found,),) = record.rows("SELECT is_automated FROM activity")
    return found


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Your offer",
        "Out of Office: Your offer",
        "Automatische Antwort: Ihr Angebot",
        "Abwesenheitsnotiz: Ihr Angebot",
        "[EXTERN] Abwesenheitsnotiz",
        "Autom. Antwort: Ihr Angebot",
        "Nicht im Büro: Ihr Angebot",
        "Réponse automatique : Votre offre",
        "Message d’absence",
        "Respuesta automática: Su oferta",
        "Fuera de la oficina",
        "Automatisch antwoord: Uw offerte",
        "Afwezigheidsbericht",
        "Risposta automatica: La vostra offerta",
        "Undeliverable: Our offer",
        "Unzustellbar: Unser Angebot",
    ],
)
def test_a_subject_of_a_mail_system_is_a_machines(record: Any, subject: str) -> None:
    assert mark(record, subject=subject) is True


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Automatic reply: Your offer",
        "AW: Abwesenheitsnotiz",
        "Abwesenheit nächste Woche",
        "Automatische Probenahme",
        "Automatic sampling",
        "Une réponse rapide",
        "Respuesta a su oferta",
        None,
    ],
)
def test_a_subject_of_a_person_is_not(record: Any, subject: str | None) -> None:
    assert mark(record, subject=subject) is None


@pytest.mark.parametrize(
    "body",
    [
        "Thank you for your message. I am out of the office until 12 May.",
        "Guten Tag,\n\nich bin bis einschließlich 12.5. nicht im Büro. In dringenden Fällen wenden Sie sich an Frau Huber.",
        "Vielen Dank für Ihre Nachricht. Vom 1. bis 12. Mai bin ich im Urlaub.",
        "Bonjour,\nje suis absent du bureau jusqu'au 12 mai. En cas d'urgence, contactez Mme Roux.",
        "Gracias por su mensaje. Estaré fuera de la oficina hasta el 12 de mayo.",
        "Bedankt voor uw bericht. Ik ben tot 12 mei niet op kantoor.",
        "Grazie per il suo messaggio. Sarò fuori ufficio fino al 12 maggio. Per urgenze contattare l'ufficio vendite.",
    ],
)
def test_a_body_that_says_twice_that_nobody_is_there_is_a_machines(record: Any, body: str) -> None:
    assert mark(record, subject="Re: offer", body=body) is True


@pytest.mark.parametrize(
    "body",
    [
        "Ich bin bis Freitag nicht im Büro, das Angebot sehe ich mir am Montag an.",
        "I am out of office on Friday. Could you call on Monday instead? It is urgent.",
        "Thank you for your message. We have decided to go on.",
        "In dringenden Fällen brauchen wir die Sonde in zwei Tagen.",
        "Wir haben uns entschieden.\n\nAm 3. Mai schrieb Isla:\n> Vielen Dank für Ihre Nachricht. Ich bin nicht im Büro.",
    ],
)
def test_a_person_who_says_that_they_are_away_is_none(record: Any, body: str) -> None:
    assert mark(record, subject="Re: offer", body=body) is None


def test_what_the_source_says_stays(record: Any) -> None:
    assert mark(record, subject="Automatische Antwort", is_automated=False) is False


def test_a_call_about_one_is_no_machine(record: Any) -> None:
    assert mark(record, kind="call", subject="Abwesenheitsnotiz") is None


def test_the_same_reply_again_changes_nothing(record: Any) -> None:
    assert mark(record, subject="Automatische Antwort") is True
    record.stage("activity", {**MESSAGE, "subject": "Automatische Antwort", "is_automated": None})
    assert record.land().landed == 0
    assert record.value("SELECT is_automated FROM activity") is True
