"""Digests go out once, when they are due by each person's clock, and can be ended without signing in."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.test import Client

from assay.outside.mail_sending import MailAway, MailUnsure
from assay.web.confirming.models import Notice
from assay.web.digests.gathering import gather_digest
from assay.web.digests.models import DigestChoice
from assay.web.digests.sending import find_due_day, send_day, send_due
from assay.web.digests.stopping import make_stop
from assay.web.people.models import User
from web.conftest import Staff, sign_in

#: a Wednesday, at noon
NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)

#: another open deal
OTHER = 44


def _choose(user: User, rhythm: str = "daily", **told: Any) -> DigestChoice:
    told.setdefault("chosen_at", NOON - timedelta(days=30))
    return DigestChoice.objects.update_or_create(user=user, defaults={"rhythm": rhythm, **told})[0]


def _find_annas(mailoutbox: list[Any]) -> Any:
    (mail,) = [one for one in mailoutbox if one.to == ["anna@example.org"]]
    return mail


def _find_path(address: str) -> str:
    return re.sub(r"^https?://[^/]+", "", address)


@pytest.mark.parametrize(
    ("rhythm", "now", "sent", "due"),
    [
        ("none", NOON, None, None),
        ("daily", NOON, None, date(2026, 3, 4)),
        ("daily", NOON, date(2026, 3, 4), None),
        ("daily", NOON.replace(hour=5), date(2026, 3, 3), None),  # before seven it is still yesterday's
        ("daily", NOON.replace(hour=5), date(2026, 3, 1), date(2026, 3, 3)),
        ("weekly", NOON, date(2026, 2, 23), date(2026, 3, 2)),  # Monday passed while nothing was running
        ("weekly", NOON, date(2026, 3, 2), None),
    ],
)
def test_the_day_that_is_due(company: Staff, rhythm: str, now: datetime, sent: date | None, due: date | None) -> None:
    assert find_due_day(_choose(company.anna, rhythm, sent_on=sent), now) == due


def test_seven_in_the_morning_is_by_the_clock_of_the_person(company: Staff) -> None:
    company.anna.time_zone = "Pacific/Auckland"  # thirteen hours ahead in March
    choice = _choose(company.anna, sent_on=date(2026, 3, 4))
    assert find_due_day(choice, datetime(2026, 3, 4, 17, 59, tzinfo=UTC)) is None
    assert find_due_day(choice, datetime(2026, 3, 4, 18, 1, tzinfo=UTC)) == date(2026, 3, 5)


def test_a_day_before_the_choice_is_not_made_up_for(company: Staff) -> None:
    assert find_due_day(_choose(company.anna, "weekly", chosen_at=NOON - timedelta(days=1)), NOON) is None


def test_a_digest_goes_out_once_a_day_however_often_it_is_asked(
    company: Staff, told: Notice, mailoutbox: list[EmailMessage]
) -> None:
    _choose(company.anna)
    _choose(company.ben, "none", notices=False)
    assert send_due(NOON) == 1
    assert send_due(NOON + timedelta(hours=2)) == 0
    assert send_due(NOON + timedelta(days=1)) == 1
    assert [one.to for one in mailoutbox] == [["anna@example.org"]] * 2


def test_another_worker_that_looked_at_the_same_moment_sends_nothing(
    company: Staff, told: Notice, mailoutbox: list[EmailMessage]
) -> None:
    _choose(company.anna)
    choices = DigestChoice.objects.select_related("user")
    (first,), (second,) = list(choices), list(choices)
    assert [send_day(first, NOON.date()), send_day(second, NOON.date())] == [True, False]
    assert len(mailoutbox) == 1


def test_nothing_to_tell_is_no_mail(company: Staff, mailoutbox: list[EmailMessage]) -> None:
    _choose(company.sara)
    assert send_due(NOON) == 0
    assert mailoutbox == []


def test_without_a_mail_server_nothing_is_sent(
    company: Staff, told: Notice, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ASSAY_EMAIL_URL")
    choice = _choose(company.anna)
    assert send_due(NOON) == 0
    choice.refresh_from_db()
    assert choice.sent_on is None


@pytest.mark.parametrize(("problem", "is_tried_again"), [(MailAway, True), (MailUnsure, False)])
def test_what_may_have_gone_out_is_not_sent_again(
    company: Staff, told: Notice, monkeypatch: pytest.MonkeyPatch, problem: type[Exception], is_tried_again: bool
) -> None:
    def refuse(_message: EmailMessage) -> int:
        raise OSError("no") from problem("no", fix="wait")

    monkeypatch.setattr(EmailMessage, "send", refuse)
    choice = _choose(company.anna)
    send_due(NOON)
    choice.refresh_from_db()
    assert (choice.sent_on is None) == is_tried_again


def test_it_is_text_and_html_that_loads_nothing(company: Staff, told: Notice, mailoutbox: list[Any]) -> None:
    _choose(company.anna)
    send_due(NOON)
    mail = _find_annas(mailoutbox)
    html = mail.alternatives[0][0]
    assert "Open crane & <hoist>" in mail.body
    assert "as in Lost press: Price too high; 70 %" in mail.body
    assert "Open crane &amp; &lt;hoist&gt;" in html
    assert not re.search(r"<img|<link|<script|url\(|@import|src=", html)


def test_wins_of_these_days_come_first(company: Staff, told: Notice) -> None:
    digest = gather_digest(company.ben, 7)
    assert digest is not None
    assert [one.title for one in digest.groups] == ["Won", "Deals of yours like a loss that was understood"]
    assert [one.name for one in digest.groups[0].entries] == ["Won mill"]


def test_it_speaks_the_language_of_the_person(company: Staff, told: Notice, mailoutbox: list[Any]) -> None:
    User.objects.filter(pk=company.anna.pk).update(language="de")
    _choose(company.anna)
    send_due(NOON)
    assert "Guten Tag Anna" in _find_annas(mailoutbox).body


def test_mail_can_be_ended_without_signing_in(
    company: Staff, told: Notice, mailoutbox: list[Any], stranger: Client
) -> None:
    _choose(company.anna)
    send_due(NOON)
    headers = _find_annas(mailoutbox).extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = _find_path(headers["List-Unsubscribe"].strip("<>"))
    assert stranger.get(path).status_code == 200
    assert DigestChoice.objects.get(user=company.anna).rhythm == "daily"  # a look changes nothing
    careful = Client(enforce_csrf_checks=True)
    assert careful.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert DigestChoice.objects.get(user=company.anna).rhythm == "none"


def test_a_changed_link_ends_nothing(company: Staff, stranger: Client) -> None:
    _choose(company.anna)
    path = _find_path(make_stop(company.anna, "digest"))
    assert stranger.post(path[:-4] + "xxx/").status_code == 404
    assert DigestChoice.objects.get(user=company.anna).rhythm == "daily"


def test_notices_come_bundled_and_at_most_once_a_day(
    company: Staff, told: Notice, mailoutbox: list[EmailMessage]
) -> None:
    assert send_due(NOON) == 2
    for_ben = next(one for one in mailoutbox if one.to == ["ben@example.org"])
    assert "Lost press" not in for_ben.body
    assert "Price too high" in for_ben.body
    more = {"loss_id": 99, "driver": "timing", "probability": 0.5, "text": "Timing"}
    Notice.objects.create(user=company.anna, deal_id=OTHER, deal_name="Open dock", **more)
    assert send_due(NOON + timedelta(hours=3)) == 0
    assert send_due(NOON + timedelta(hours=25)) == 1


def test_who_declined_or_reads_a_daily_digest_gets_no_mail_of_notices(
    company: Staff, told: Notice, mailoutbox: list[EmailMessage]
) -> None:
    _choose(company.anna, sent_on=date(2026, 3, 4))
    _choose(company.ben, "none", notices=False)
    assert send_due(NOON) == 0


def test_a_notice_that_was_opened_is_not_mailed(company: Staff, told: Notice) -> None:
    Notice.objects.update(seen_at=NOON)
    assert send_due(NOON) == 0


def test_the_page_keeps_the_choice_and_shows_the_digest(company: Staff, told: Notice) -> None:
    client = sign_in(company.anna)
    assert "Open crane &amp; &lt;hoist&gt;" in client.get("/digests/").text
    sent = client.post("/digests/", {"rhythm": "weekly", "weekday": "2", "version": "1"})
    assert sent.status_code == 302
    assert DigestChoice.objects.get(user=company.anna).weekday == 2
    assert client.post("/digests/", {"rhythm": "daily", "weekday": "2", "version": "1"}).status_code == 409
    assert client.post("/digests/", {"rhythm": "hourly", "weekday": "2", "version": "2"}).status_code == 422


def test_one_now_goes_to_the_own_address(company: Staff, told: Notice, mailoutbox: list[EmailMessage]) -> None:
    assert sign_in(company.anna).post("/digests/send/").status_code == 302
    assert [one.to for one in mailoutbox] == [["anna@example.org"]]
