"""Mail, handed to a real server on the loopback and read as it arrived."""

import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from assay.domain.errors import InputError
from assay.outside.mail_message import Mail, compose_message, write_eml
from assay.outside.mail_sending import MailAway, MailRefused, MailUnsure, check_server, send_mail
from assay.outside.mail_server import MailServer, read_server
from smtp_server import Smtp, serve_smtp

SENDER = "Acme <debriefs@acme.example>"


def make_mail(**told: Any) -> Mail:
    mail = Mail(
        message_id="<7f3a@acme.example>",
        made_at=datetime(2026, 3, 1, 9, 30, tzinfo=UTC),
        sender=SENDER,
        to_address="ines@hartwell.example",
        to_name="Ines Roth",
        subject="Thank you, and a question",
        text="Dear Ms. Röth,\n\n.a line with a point at its start\nThank you.\n",
        in_name_of="Anna Müller",
        reply_to="anna@acme.example",
    )
    return replace(mail, **told)


def make_server(smtp: Smtp, **told: Any) -> MailServer:
    return replace(read_server(smtp.url, SENDER), wait_s=5, **told)


def make_message(**told: Any) -> EmailMessage:
    return compose_message(make_mail(**told))


def test_a_message_arrives_as_it_was_written() -> None:
    with serve_smtp() as smtp:
        said = send_mail(make_server(smtp), make_message())
    (arrived,) = smtp.arrived
    assert said == "250 taken as 4711"
    assert (arrived.sender, arrived.recipients) == ("debriefs@acme.example", ["ines@hartwell.example"])
    message = arrived.message
    assert message["From"].addresses[0].display_name == "Anna Müller"
    assert str(message["Reply-To"]) == "Anna Müller <anna@acme.example>"
    assert (message["Message-ID"], message["Subject"]) == ("<7f3a@acme.example>", "Thank you, and a question")
    assert message["Date"].datetime == datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
    assert message.get_content().replace("\r\n", "\n") == make_mail().text
    assert max(map(len, arrived.content.split(b"\r\n"))) <= 998


def test_a_calendar_file_goes_along_for_both_kinds_of_mail_programs() -> None:
    calendar = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REQUEST\r\nSUMMARY:Gespräch\r\nEND:VCALENDAR\r\n"
    with serve_smtp() as smtp:
        send_mail(make_server(smtp), make_message(calendar=calendar, method="REQUEST"))
    message = smtp.arrived[0].message
    inline, attached = (
        [part for part in message.walk() if part.get_content_type() == kind]
        for kind in ("text/calendar", "application/ics")
    )
    assert inline[0].get_param("method") == "REQUEST"
    assert inline[0].get_content().replace("\r\n", "\n") == calendar.replace("\r\n", "\n")
    assert attached[0].get_content() == calendar.encode()
    assert attached[0].get_filename() == "invitation.ics"


def test_a_subject_or_a_name_adds_no_header() -> None:
    message = make_message(subject="Hello\r\nBcc: all@acme.example", to_name="Ines\nRoth")
    assert message["Bcc"] is None
    assert b"\r\nBcc:" not in write_eml(message)


def test_the_file_for_a_mail_program_is_the_message() -> None:
    assert write_eml(make_message()).startswith(b"From: Anna =?utf-8?q?M=C3=BCller?= <debriefs@acme.example>\r\n")


@pytest.mark.parametrize(
    ("word", "answer"), [("rcpt", "550 nobody here"), ("mail", "553 not you"), ("content", "554 spam")]
)
def test_what_the_server_refuses_for_good_is_not_tried_again(word: str, answer: str) -> None:
    with serve_smtp(answers={word: answer}) as smtp, pytest.raises(MailRefused, match=answer):
        send_mail(make_server(smtp), make_message())
    assert smtp.arrived == []


@pytest.mark.parametrize(
    ("word", "answer"),
    [("rcpt", "451 later"), ("content", "452 full"), ("greeting", "421 too busy"), ("data", "450 wait")],
)
def test_what_the_server_puts_off_may_be_tried_again(word: str, answer: str) -> None:
    with serve_smtp(answers={word: answer}) as smtp, pytest.raises(MailAway):
        send_mail(make_server(smtp), make_message())


@pytest.mark.parametrize("word", ["greeting", "ehlo", "mail", "rcpt"])
def test_a_session_that_ends_before_the_message_may_be_tried_again(word: str) -> None:
    with serve_smtp(hangs_up=word) as smtp, pytest.raises(MailAway):
        send_mail(make_server(smtp), make_message())


def test_a_session_that_ends_after_the_message_is_told_apart() -> None:
    with serve_smtp(hangs_up="content") as smtp, pytest.raises(MailUnsure, match="did not say") as told:
        send_mail(make_server(smtp), make_message())
    assert "Message-ID" in told.value.fix


def test_a_server_that_is_not_there_may_be_there_later() -> None:
    with serve_smtp() as smtp:
        server = make_server(smtp)
    with pytest.raises(MailAway, match="cannot be reached"):
        send_mail(server, make_message())


def test_who_has_the_password_may_send_and_nobody_else() -> None:
    with serve_smtp(users={"assay": "s3cret"}) as smtp:
        send_mail(make_server(smtp, user="assay", password="s3cret"), make_message())  # noqa: S106
        with pytest.raises(MailRefused, match="does not let assay in") as told:
            send_mail(make_server(smtp, user="assay", password="guessed"), make_message())  # noqa: S106
        with pytest.raises(MailRefused, match="530"):
            send_mail(make_server(smtp), make_message())
    assert len(smtp.arrived) == 1
    assert "guessed" not in str(told.value)


def test_a_password_goes_to_no_other_machine_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MailServer, "is_own", False)
    with serve_smtp(users={"assay": "s3cret"}) as smtp, pytest.raises(MailRefused, match="no encryption"):
        send_mail(make_server(smtp, user="assay", password="s3cret"), make_message())  # noqa: S106


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of localhost, which nobody knows."""
    folder = tmp_path_factory.mktemp("certificate")
    chain, key = folder / "chain.pem", folder / "key.pem"
    subprocess.run(  # noqa: S603
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",  # noqa: S607
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(chain)],
        check=True, capture_output=True,
    )  # fmt: skip
    return chain, key


@pytest.mark.parametrize("is_encrypted", [False, True])
def test_an_encrypted_line_needs_a_certificate_that_is_trusted(
    certificate: tuple[Path, Path], is_encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serve_smtp(certificate=certificate, is_encrypted=is_encrypted, users={"assay": "s3cret"}) as smtp:
        server = make_server(smtp, user="assay", password="s3cret")  # noqa: S106
        with pytest.raises(MailAway, match="certificate that is not valid") as told:
            send_mail(server, make_message())
        assert "SSL_CERT_FILE" in told.value.fix
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
        send_mail(server, make_message())
    assert len(smtp.arrived) == 1


def test_a_server_that_should_encrypt_and_does_not_gets_nothing() -> None:
    with serve_smtp() as smtp, pytest.raises(MailAway, match="does not encrypt"):
        send_mail(make_server(smtp, needs_starttls=True), make_message())
    assert smtp.arrived == []


def test_a_server_can_be_tried_without_a_message() -> None:
    with serve_smtp() as smtp:
        check_server(make_server(smtp))
    assert (smtp.sessions, smtp.arrived) == (1, [])


@pytest.mark.parametrize("address", ["", "ines", "jörg@hartwell.example", "a b@hartwell.example"])
def test_an_address_that_cannot_be_written_to_is_told_before_anything_is_sent(address: str) -> None:
    with serve_smtp() as smtp, pytest.raises(InputError):
        send_mail(make_server(smtp), make_message(to_address=address))
    assert smtp.arrived == []


def test_a_domain_with_other_letters_is_written_as_servers_know_it() -> None:
    with serve_smtp() as smtp:
        send_mail(make_server(smtp), make_message(to_address="ines@müller.example"))
    assert smtp.arrived[0].recipients == ["ines@xn--mller-kva.example"]


def test_an_address_of_a_server_is_read() -> None:
    server = read_server("smtp://ann%40acme:pa%2Fss@mail.acme.example:587", SENDER)
    assert (server.host, server.port, server.user, server.password) == ("mail.acme.example", 587, "ann@acme", "pa/ss")
    assert server.needs_starttls
    assert read_server("smtps://mail.acme.example", SENDER).port == 465
    assert not read_server("smtp://mail.acme.example", SENDER).needs_starttls
    assert "pa/ss" not in repr(server)


@pytest.mark.parametrize(
    "url", ["", "mail.acme.example", "http://mail.acme.example", "smtp://", "smtp://mail:x", "smtp://a/b"]
)
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(InputError, match="mail server"):
        read_server(url, SENDER)


def test_a_wrong_address_is_told_without_its_password() -> None:
    with pytest.raises(InputError) as told:
        read_server("mail://ann:s3cret@mail.acme.example", SENDER)
    assert "s3cret" not in str(told.value)


@pytest.mark.parametrize("sender", ["", "Acme", "Acme <debriefs>", "Acme <a@b>\nBcc: x@y"])
def test_a_sender_is_a_name_and_an_address(sender: str) -> None:
    with pytest.raises(InputError, match="no sender"):
        read_server("smtp://mail.acme.example", sender)
