"""Texts that leave: who sees them, what an approval binds, what is sent, kept and logged."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.test import Client

from assay.cli import main
from assay.domain.errors import InputError, RetryLater
from assay.jobs.kinds import do_work
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store.home import Home, change_settings, open_home
from assay.web.outgoing.models import Outgoing, State
from assay.web.people.log import LogEntry
from assay.words.second_opinion.kept import list_opinions
from runs.small_record import SmallRecord, on_day
from web.conftest import Staff, sign_in
from words.second_opinion.stub_server import Stub, fail, run_stub, say

REASON = "Zsófia Nagy of Brightmoor said the price was far too high, Quorvex was cheaper. Call +44 20 7946 0018."
CODE = {"passage": 1, "quote": "the price was far too high", "driver": "price_too_high", "theme": "price"}
GOOD = say(json.dumps({"codes": [CODE | {"about": "us", "polarity": "against"}]}))


@pytest.fixture
def stub() -> Iterator[Stub]:
    """A language model that answers well unless told otherwise."""
    with run_stub() as found:
        found.acts = [GOOD]
        yield found


@pytest.fixture
def home(stub: Stub, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Switched on, and a record with one lost deal."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    told = {"opinion": "yes", "opinion_url": stub.url, "opinion_model": "small", "opinion_price_in": "2"}
    settings.HOME = home = change_settings(open_home(), told)
    record = SmallRecord()
    account = record.add("account", "a1", known=on_day(1), name="Brightmoor Ltd")
    person = {"kind": "contact", "full_name": "Zsófia Nagy", "account_id": account, "seniority": "unknown"}
    record.add("person", "p1", known=on_day(1), **person)
    record.add("competitor", "c1", known=on_day(1), name="Quorvex")
    told_more = {"account_id": account, "loss_reason_stated": REASON}
    record.deal("North plant", opened=1, outcome="lost", closed=50, **told_more)
    record.write(home)
    return home


@pytest.fixture
def analyst(home: Home, staff: Staff) -> Client:
    """An analyst's browser."""
    return sign_in(staff.analyst)


def prepare(client: Client) -> Outgoing:
    """A text about the deal, waiting for a decision."""
    assert client.post("/outgoing/new/", {"deal": "north plant"}).status_code == 302
    made = Outgoing.objects.get()
    do_work("opinion_text", Progress(), {"outgoing": made.pk})
    made.refresh_from_db()
    return made


def decide(client: Client, outgoing: Outgoing, **told: object) -> Outgoing:
    client.post(f"/outgoing/{outgoing.pk}/", told)
    outgoing.refresh_from_db()
    return outgoing


def test_a_text_is_prepared_looked_at_approved_sent_and_kept(analyst: Client, stub: Stub, home: Home) -> None:
    made = prepare(analyst)
    assert made.state == State.WAITING
    assert "[person 1] of [company 1] said" in made.text
    assert not any(word in made.text for word in ("Zsófia", "Brightmoor", "Quorvex", "7946"))
    page = analyst.get(f"/outgoing/{made.pk}/").content.decode()
    assert '<mark title="[person 1]">Zsófia Nagy</mark>' in page
    decide(analyst, made, act="approve", digest=made.digest)
    assert made.state == State.APPROVED
    assert stub.asked == []
    do_work("opinion", Progress(), {"outgoing": made.pk})
    made.refresh_from_db()
    assert (made.state, made.tokens_in, made.content) == (State.SENT, 900, {})
    assert stub.asked[0]["messages"][1]["content"] == made.text
    assert [(code["quote"], code["driver"], code["coder"]) for code in list_opinions(home)] == [
        ("the price was far too high", "price_too_high", "model")
    ]
    acts = set(LogEntry.objects.filter(kind="outgoing").values_list("act", flat=True))
    assert acts == {"made", "saw", "approved", "sent"}
    assert LogEntry.objects.get(act="sent").detail["digest"] == made.approved_digest
    page = analyst.get(f"/outgoing/{made.pk}/").content.decode()
    assert "only the second" in page
    assert "Price too high" in page


def test_the_code_points_at_its_words_in_the_record(analyst: Client, stub: Stub, home: Home) -> None:
    stub.acts = [
        say(
            json.dumps(
                {"codes": [CODE | {"quote": "[company 2] was cheaper", "about": "competitor", "polarity": "for"}]}
            )
        )
    ]
    made = prepare(analyst)
    decide(analyst, made, act="approve", digest=made.digest)
    do_work("opinion", Progress(), {"outgoing": made.pk})
    (code,) = list_opinions(home)
    assert REASON[code["start"] : code["end"]] == code["quote"] == "Quorvex was cheaper"
    assert code["coder_id"].startswith("second:small@127.0.0.1")


def test_an_approval_of_another_text_is_none(analyst: Client, staff: Staff) -> None:
    made = prepare(analyst)
    seen = made.digest
    decide(sign_in(staff.administrator), made, act="change", version=made.version, also="too high")
    assert "[hidden 1]" in made.text
    decide(analyst, made, act="approve", digest=seen)
    assert made.state == State.WAITING
    assert not Job.objects.filter(kind="opinion").exists()


def test_what_is_hidden_can_be_changed_and_the_second_of_two_is_told(analyst: Client) -> None:
    made = prepare(analyst)
    version = made.version
    decide(analyst, made, act="change", version=version, also="far too high\n\n", shown=["Brightmoor"])
    assert "[person 1] of Brightmoor said the price was [hidden 1]" in made.text
    decide(analyst, made, act="change", version=version, also="")
    assert made.also == ["far too high"]
    assert "Somebody has changed" in analyst.get(f"/outgoing/{made.pk}/").content.decode()


def test_a_second_press_sends_once(analyst: Client, stub: Stub) -> None:
    made = prepare(analyst)
    for _ in range(2):
        decide(analyst, made, act="approve", digest=made.digest)
    assert Job.objects.filter(kind="opinion").count() == 1
    for _ in range(2):
        do_work("opinion", Progress(), {"outgoing": made.pk})
    assert len(stub.asked) == 1


def test_a_text_that_is_refused_is_not_sent_and_forgets_what_was_hidden(analyst: Client, stub: Stub) -> None:
    made = prepare(analyst)
    decide(analyst, made, act="refuse")
    assert (made.state, made.content) == (State.REFUSED, {})
    with pytest.raises(InputError, match="not approved"):
        do_work("opinion", Progress(), {"outgoing": made.pk})
    assert stub.asked == []


def test_a_text_changed_behind_its_approval_is_not_sent(analyst: Client, stub: Stub) -> None:
    made = prepare(analyst)
    decide(analyst, made, act="approve", digest=made.digest)
    content = made.content
    content["passages"][0]["text"] += " And one word more."
    Outgoing.objects.filter(pk=made.pk).update(content=content)
    with pytest.raises(InputError, match="not the one that was approved"):
        do_work("opinion", Progress(), {"outgoing": made.pk})
    assert stub.asked == []


def test_an_approval_holds_for_the_address_that_was_shown(analyst: Client, home: Home, stub: Stub) -> None:
    made = prepare(analyst)
    decide(analyst, made, act="approve", digest=made.digest)
    change_settings(home, {"opinion_model": "other"})
    with pytest.raises(InputError, match="changed since"):
        do_work("opinion", Progress(), {"outgoing": made.pk})
    made.refresh_from_db()
    assert made.state == State.FAILED
    assert stub.asked == []


def test_a_server_that_is_away_is_tried_later_and_the_page_says_so(analyst: Client, stub: Stub) -> None:
    stub.acts = [fail(503, Retry_After="900")]
    made = prepare(analyst)
    decide(analyst, made, act="approve", digest=made.digest)
    with pytest.raises(RetryLater):
        do_work("opinion", Progress(), {"outgoing": made.pk})
    assert "It is tried again" in analyst.get(f"/outgoing/{made.pk}/").content.decode()


def test_while_it_is_switched_off_nothing_is_prepared(analyst: Client, home: Home) -> None:
    change_settings(home, {"opinion": ""})
    analyst.post("/outgoing/new/", {"deal": "North plant"})
    assert not Outgoing.objects.exists()
    assert "switched off" in analyst.get("/outgoing/").content.decode()


@pytest.mark.parametrize("told", ["", "nothing", "9" * 40, "%", "North"])
def test_a_deal_that_is_not_there_is_told(analyst: Client, told: str) -> None:
    analyst.post("/outgoing/new/", {"deal": told})
    assert not Outgoing.objects.exists()
    assert "No deal is called" in analyst.get("/outgoing/").content.decode()


@pytest.mark.parametrize("who", ["anna", "nora", "max"])
def test_reps_and_managers_see_no_texts_that_leave(analyst: Client, staff: Staff, who: str) -> None:
    made = prepare(analyst)
    client = sign_in(getattr(staff, who))
    assert [client.get(path).status_code for path in ("/outgoing/", f"/outgoing/{made.pk}/")] == [403, 403]
    assert client.post(f"/outgoing/{made.pk}/", {"act": "approve", "digest": made.digest}).status_code == 403


def test_on_this_machine_texts_stay_as_they_are_only_where_it_was_set(analyst: Client, home: Home, stub: Stub) -> None:
    change_settings(home, {"opinion_plain": "yes"})
    made = prepare(analyst)
    assert not made.is_redacted
    assert "Zsófia Nagy" in made.text
    assert "Nothing is hidden" in analyst.get(f"/outgoing/{made.pk}/").content.decode()


def test_the_command_line_shows_and_sends_only_what_was_approved(
    home: Home, db: None, stub: Stub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assay.web.preparing.prepare_database", lambda: None)
    deal = str(SmallRecord().deal("North plant", opened=1))
    shown = CliRunner().invoke(main, ["opinion", "--deal", deal]).output
    assert "[person 1] of [company 1] said" in shown
    assert "Nothing was sent" in shown
    assert stub.asked == []
    digest = shown.split("--approve ")[1].strip()
    wrong = CliRunner().invoke(main, ["opinion", "--deal", deal, "--approve", "0" * 64])
    assert wrong.exit_code == 2
    assert stub.asked == []
    done = CliRunner().invoke(main, ["opinion", "--deal", deal, "--approve", digest])
    assert "second price_too_high" in done.output
    assert stub.asked[0]["messages"][1]["content"] == Outgoing.objects.get(state=State.SENT).text
