"""Mail of debriefs, sent by its job to a real server on the loopback."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from assay.domain.errors import InputError
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store.home import Home, change_settings
from assay.web.debriefs.mailing import sending
from assay.web.debriefs.mailing.posting import Writing, drop_mail, post_mail, send_again
from assay.web.debriefs.mailing.sending import ask_for_waiting, send_one
from assay.web.debriefs.models import Mail, MailState
from assay.web.mailing import HomeBackend, find_server
from smtp_server import Smtp

WRITING = Writing("ines@hartwell.example", "Ines Roth", "Thank you", "Dear Ms. Roth,\nthank you.", in_name_of="Anna")


def post(key: str = "letter 1", **told: Any) -> Mail:
    return post_mail(key, WRITING, made_by=None, debrief=None, person=None, **told)


def send(mail: Mail) -> Mail:
    send_one(Progress(), mail.pk)
    mail.refresh_from_db()
    return mail


def test_a_mail_is_kept_first_and_sent_by_a_job(db: None, smtp: Smtp, django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        mail = post()
    assert (mail.state, smtp.arrived) == (MailState.WAITING, [])
    assert Job.objects.get().arguments == {"mail": mail.pk}
    assert send(mail).state == MailState.SENT
    assert smtp.arrived[0].message["Message-ID"] == mail.message_id
    assert mail.message_id.endswith("@acme.example>")
    assert mail.said == "250 taken as 4711"


def test_two_presses_and_two_jobs_send_one_mail(db: None, smtp: Smtp) -> None:
    mail = post()
    assert post() == mail
    for _ in range(2):
        send(mail)
    assert len(smtp.arrived) == 1


def test_what_may_be_tried_again_is_tried_later_under_the_same_id(db: None, smtp: Smtp) -> None:
    mail = post()
    smtp.answers["rcpt"] = "451 later"
    assert send(mail).state == MailState.WAITING
    assert "451 later" in mail.problem
    assert mail.next_at > timezone.now()
    smtp.answers.clear()
    assert send(mail).state == MailState.WAITING  # its pause is not over
    Mail.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    ask_for_waiting()
    assert Job.objects.filter(key=f"mail {mail.pk}").count() == 1
    assert send(mail).state == MailState.SENT
    assert (mail.problem, smtp.arrived[0].message["Message-ID"]) == ("", mail.message_id)


def test_after_many_tries_it_has_failed_and_says_why(db: None, smtp: Smtp) -> None:
    mail = post()
    smtp.answers["rcpt"] = "451 later"
    for _ in range(8):
        Mail.objects.update(next_at=timezone.now() - timedelta(seconds=1))
        send(mail)
    assert (mail.state, mail.tries) == (MailState.FAILED, 8)


def test_what_the_server_got_without_a_word_is_not_sent_again_by_itself(db: None, smtp: Smtp) -> None:
    mail = post()
    smtp.hangs_up = "content"
    assert send(mail).state == MailState.UNSURE
    smtp.hangs_up = ""
    assert send(mail).state == MailState.UNSURE
    assert smtp.arrived == []
    assert send_again(mail)  # a person has decided
    assert send(mail).state == MailState.SENT


def test_a_worker_that_died_while_it_sent_leaves_a_mail_that_nobody_sends_again(db: None, smtp: Smtp) -> None:
    mail = post()
    Mail.objects.update(state=MailState.SENDING, changed_at=timezone.now() - timedelta(hours=1))
    assert send(mail).state == MailState.UNSURE
    Mail.objects.update(state=MailState.SENDING, changed_at=timezone.now() - timedelta(hours=1))
    ask_for_waiting()
    mail.refresh_from_db()
    assert (mail.state, smtp.arrived) == (MailState.UNSURE, [])


def test_words_removed_while_a_mail_is_sent_do_not_come_back(
    db: None, smtp: Smtp, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = post()

    def remove(*told: Any) -> str:
        Mail.objects.update(text="", to_address="")
        return "250 taken"

    monkeypatch.setattr(sending, "send_mail", remove)
    assert send(mail).state == MailState.SENT
    assert (mail.text, mail.to_address, mail.said) == ("", "", "250 taken")


def test_what_the_server_refuses_has_failed_with_what_to_do(db: None, smtp: Smtp) -> None:
    smtp.answers["rcpt"] = "550 nobody here"
    mail = send(post())
    assert mail.state == MailState.FAILED
    assert mail.advice == "Check the address with the person."


def test_a_mail_that_was_dropped_is_not_sent(db: None, smtp: Smtp) -> None:
    mail = post()
    assert drop_mail(mail)
    assert send(mail).state == MailState.DROPPED
    assert (smtp.arrived, drop_mail(mail)) == ([], False)


def test_without_a_server_nothing_is_put_on_its_way(db: None, own_home: Home) -> None:
    with pytest.raises(InputError, match="No mail server"):
        post()
    assert not Mail.objects.exists()


def test_the_environment_goes_before_the_home(own_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    change_settings(own_home, {"mail_server": "smtp://home.example.org", "mail_sender": "Home <a@home.example>"})
    monkeypatch.setenv("ASSAY_EMAIL_URL", "smtps://u:p@env.example.org")
    monkeypatch.setenv("ASSAY_EMAIL_FROM", "Env <b@env.example>")
    server = find_server(own_home)
    assert server is not None
    assert (server.host, server.user, server.sender_address) == ("env.example.org", "u", "b@env.example")


def test_the_password_is_read_from_its_file(own_home: Home) -> None:
    path = own_home.path / "password"
    path.write_text("s3cret\n")
    home = change_settings(
        own_home, {"mail_server": "smtp://localhost", "mail_user": "a", "mail_password_file": str(path)}
    )
    server = find_server(home)
    assert server is not None
    assert server.password == "s3cret"  # noqa: S105
    path.unlink()
    with pytest.raises(InputError, match="password"):
        find_server(home)


def test_letters_of_the_application_go_by_the_same_server(own_home: Home, smtp: Smtp) -> None:
    letter = EmailMessage("Grüße", "Hello", "x@y.example", ["ben@acme.example"])
    assert HomeBackend().send_messages([letter]) == 1
    assert smtp.arrived[0].message["From"].addresses[0].addr_spec == "debriefs@acme.example"
    smtp.answers["rcpt"] = "550 nobody here"
    with pytest.raises(OSError, match="nobody here"):
        HomeBackend().send_messages([letter])
    assert HomeBackend(fail_silently=True).send_messages([letter]) == 0


def test_without_a_server_letters_are_written_into_the_home(own_home: Home) -> None:
    HomeBackend().send_messages([EmailMessage("Hello", "Hello", "x@y.example", ["ben@acme.example"])])
    (written,) = (own_home.path / "outbox").iterdir()
    assert "ben@acme.example" in written.read_text()
