"""Plays from being prepared to what came back, as owner, teammate, managers, analyst and stranger."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from asking.conftest import Put
from assay.asking.ask import ask_through
from assay.asking.finished import CodeRow, StatementRow
from assay.rescue.situation import is_held_out
from assay.store.home import Home
from assay.web.debriefs import hearing
from assay.web.home.sections import FIRST_SECTIONS
from assay.web.plays.calling.recording import gather_calls
from assay.web.plays.ending import follow_deals
from assay.web.plays.models import Play, PlayCall, Suggestion
from assay.web.plays.today import list_due
from assay.words.coding import Coder, open_coder
from web.conftest import Staff, sign_in
from web.plays.conftest import CALLED, LOSS, OTHERS, OWN, REFUSED, TEAMMATES

CLEAR = "Your price was far too high for us."
PREPARE = f"/plays/prepare/{OWN}/?driver=price_too_high&loss={LOSS}"


def _make(client: Client, address: str = PREPARE, **told: Any) -> Any:
    due = (timezone.localdate() + timedelta(days=2)).isoformat()
    owner = client.get(address).context["form"].initial["owner"]
    return client.post(address, {"owner": owner, "due": due, "contact": CALLED, **told})


@pytest.fixture
def play(company: Staff) -> Play:
    """Anna's play for her own deal, out of her loss."""
    _make(sign_in(company.anna))
    return Play.objects.get()


def _call(client: Client, play: Play, **told: Any) -> Any:
    return client.post(f"/plays/{play.pk}/call/", {"version": play.version, "result": "no_concern", **told})


def test_one_click_makes_a_play_with_everything_that_is_known(company: Staff) -> None:
    answer = _make(sign_in(company.anna))
    play = Play.objects.get()
    assert answer.url == f"/plays/{play.pk}/"
    assert (play.deal_id, play.loss_id, play.driver, play.probability) == (OWN, LOSS, "price_too_high", 0.7)
    assert (play.owner, play.contact_name, play.value, play.source) == (company.anna, "Clara Caller", 5_000, "verdict")


def test_a_double_click_makes_one_play(company: Staff) -> None:
    for _ in range(2):
        _make(sign_in(company.anna))
    assert Play.objects.count() == 1


def test_a_play_is_not_made_for_a_day_that_has_passed(company: Staff) -> None:
    client, today = sign_in(company.anna), timezone.localdate()
    answer = _make(client, due=(today - timedelta(days=1)).isoformat(), opener="Typed by Anna")
    assert (answer.status_code, "This day has passed. Choose today or a later day." in answer.text) == (422, True)
    assert "Typed by Anna" in answer.text
    assert not Play.objects.exists()
    _make(client, due=today.isoformat())
    assert Play.objects.get().due == today


def _make_at_once(client: Client, address: str = PREPARE) -> Any:
    return client.post(address, {"at_once": "yes"})


def test_one_click_beside_a_proposal_makes_the_play_that_the_page_would_propose(company: Staff) -> None:
    client = sign_in(company.anna)
    assert 'name="at_once"' in client.get(f"/deals/{LOSS}/like/").text
    for _ in range(2):
        answer = _make_at_once(client)
    play = Play.objects.get()
    assert answer.url == f"/plays/{play.pk}/"
    assert (play.contact_name, play.owner, play.loss_id) == ("Clara Caller", company.anna, LOSS)
    assert play.due >= timezone.localdate()
    assert f"/plays/{play.pk}/" in client.get(f"/deals/{LOSS}/like/").text


def test_one_click_chooses_nobody_where_nobody_may_be_called(company: Staff, record: Any) -> None:
    record.execute(f"UPDATE person SET do_not_contact = true WHERE id = {CALLED}")
    _make_at_once(sign_in(company.anna))
    assert Play.objects.get().contact_id is None


def test_one_click_on_a_deal_that_is_held_out_says_why_it_is_refused(company: Staff) -> None:
    Suggestion.objects.create(
        lot="another lot", deal_id=OWN, day=date(2026, 1, 1), loss_id=LOSS, driver="timing", probability=0.5, rank=1,
        held_out=True,
    )  # fmt: skip
    answer = _make_at_once(sign_in(company.anna))
    assert answer.status_code == 422
    assert "held out by lot. Say why" in answer.text
    assert not Play.objects.exists()


def test_whoever_may_not_see_the_deal_makes_no_play_at_once(company: Staff) -> None:
    for name in ("ben", "sara", "sven"):
        assert _make_at_once(sign_in(getattr(company, name))).status_code == 404
    assert not Play.objects.exists()


def test_whoever_must_not_be_contacted_cannot_be_chosen(company: Staff) -> None:
    client = sign_in(company.anna)
    assert "must not be contacted" in client.get(PREPARE).text
    answer = _make(client, contact=REFUSED)
    assert answer.status_code == 422
    assert "Nick No must not be contacted" in answer.text
    assert not Play.objects.exists()


def test_a_deal_that_is_held_out_is_called_only_for_a_reason_that_is_kept(company: Staff) -> None:
    Suggestion.objects.create(
        lot=f"deal {LOSS}", deal_id=OWN, day=date(2026, 1, 1), driver="timing", probability=0.5, rank=1, held_out=True
    )
    client = sign_in(company.anna)
    assert _make(client).status_code == 422
    assert not Play.objects.exists()
    _make(client, forced_why="They called us themselves.")
    assert Play.objects.get().forced_why == "They called us themselves."


def test_a_deal_whose_first_lot_kept_it_is_not_called_at_risk_without_a_reason(company: Staff) -> None:
    at_risk = f"/plays/prepare/{OWN}/?driver=price_too_high"
    told = {"deal_id": OWN, "driver": "timing", "probability": 0.5, "rank": 1}
    lots = [f"deal {number}" for number in range(70, 120)]
    kept, shown = (next(lot for lot in lots if is_held_out(lot, OWN) == held) for held in (True, False))
    later = Suggestion.objects.create(lot=shown, day=date(2026, 1, 2), held_out=False, **told)
    first = Suggestion.objects.create(lot=kept, day=date(2026, 1, 1), held_out=True, **told)
    assert _make(sign_in(company.anna), at_risk).status_code == 422
    assert not Play.objects.exists()
    first.day, later.day = later.day, first.day
    first.save()
    later.save()
    assert _make(sign_in(company.anna), at_risk).status_code == 302


def test_a_deal_in_scope_alone_can_be_prepared(company: Staff, stranger: Client) -> None:
    names = ("anna", "ben", "nora", "max", "sara", "sven", "analyst", "administrator")
    allowed = {name: sign_in(getattr(company, name)).get(PREPARE).status_code for name in names}
    assert [name for name, status in allowed.items() if status == 200] == [
        "anna", "nora", "max", "analyst", "administrator",
    ]  # fmt: skip
    assert stranger.get(PREPARE).status_code == 302


def test_a_deal_that_has_ended_is_not_prepared(company: Staff) -> None:
    assert sign_in(company.anna).get(f"/plays/prepare/{LOSS}/").status_code == 404


@pytest.mark.parametrize("path", ["", "edit/", "drop/", "call/", "play.ics"])
def test_a_play_is_missing_for_whoever_may_not_see_it(play: Play, company: Staff, stranger: Client, path: str) -> None:
    address = f"/plays/{play.pk}/{path}"
    for name in ("ben", "sara", "sven"):
        client = sign_in(getattr(company, name))
        answer = client.post(address) if path in ("edit/", "drop/", "call/") else client.get(address)
        assert answer.status_code == 404
    assert stranger.get(address).status_code in (302, 405)


def test_whoever_may_see_the_deal_sees_its_play(play: Play, company: Staff) -> None:
    for name in ("anna", "nora", "max", "analyst", "administrator"):
        client = sign_in(getattr(company, name))
        assert "Clara Caller" in client.get(f"/plays/{play.pk}/").text
        assert "Open crane" in client.get("/plays/").text
    assert "Open crane" not in sign_in(company.ben).get("/plays/").text


def test_what_the_buyer_said_goes_into_the_record_once(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    for _ in range(2):
        _call(client, play, result="other_concern", said="Our board has cut the budget.")
    call = PlayCall.objects.get()
    client.post(f"/plays/{play.pk}/calls/{call.pk}/concern/", {"driver": "no_budget"})
    said, code = gather_calls().rows
    assert isinstance(said, StatementRow)
    assert (said.deal_id, said.side, said.origin, said.speaker_id) == (OWN, "buyer", "play", CALLED)
    assert isinstance(code, CodeRow)
    assert (code.driver, code.statement_id) == ("no_budget", said.id)


def test_what_was_recorded_is_not_recorded_again(play: Play, company: Staff) -> None:
    _call(sign_in(company.anna), play, said="All is well.")
    for mark in gather_calls().marks:
        mark()
    assert gather_calls().rows == []


def test_another_concern_brings_up_the_open_deals_that_have_it(play: Play, company: Staff, put: Put) -> None:
    put("reason", deal_id=TEAMMATES, view="open", driver="no_budget", p_active=0.9, rank=2, whose="theirs")
    client = sign_in(company.nora)
    _call(client, play, result="other_concern", said="No money left.")
    call = PlayCall.objects.get()
    assert "Which concern is it?" in client.get(f"/plays/{play.pk}/").text
    client.post(f"/plays/{play.pk}/calls/{call.pk}/concern/", {"driver": "no_budget"})
    page = client.get(f"/plays/{play.pk}/").text
    assert "Heard instead: No budget" in page
    assert "Open saw" in page
    assert "Open saw" not in sign_in(company.anna).get(f"/plays/{play.pk}/").text


@pytest.fixture
def coder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Coder:
    """The coder as it comes, open."""
    opened = open_coder(Home(tmp_path, {}))
    monkeypatch.setattr(hearing, "_coder", opened)
    return opened


@pytest.mark.usefixtures("coder")
def test_clear_words_are_coded_at_once_and_stay_the_coders_until_a_person_says_so(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    _call(client, play, result="other_concern", said=CLEAR)
    call = PlayCall.objects.get()
    assert (call.driver, call.was_proposed) == ("price_too_high", True)
    assert not any(isinstance(row, CodeRow) for row in gather_calls().rows)
    assert "Heard instead" in client.get(f"/plays/{play.pk}/").text
    client.post(f"/plays/{play.pk}/calls/{call.pk}/concern/", {"driver": "price_too_high"})
    assert [row.driver for row in gather_calls().rows if isinstance(row, CodeRow)] == ["price_too_high"]


@pytest.mark.usefixtures("coder")
def test_the_concern_that_a_person_chose_wins_over_the_words(play: Play, company: Staff) -> None:
    _call(sign_in(company.anna), play, result="other_concern", said=CLEAR, driver="no_budget")
    call = PlayCall.objects.get()
    assert (call.driver, call.was_proposed) == ("no_budget", False)


def test_a_referral_leads_to_a_play_through_that_person(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    _call(client, play, result="referral", referral="Rosa Roth, 030 1234")
    call = PlayCall.objects.get()
    address = f"/plays/prepare/{OWN}/?driver=price_too_high&source=reasons&referral={call.pk}"
    assert address.replace("&", "&amp;") in client.get(f"/plays/{play.pk}/").text
    Play.objects.update(made_at=timezone.now() - timedelta(hours=1))
    assert 'value="Rosa Roth, 030 1234"' in client.get(address).text
    _make(client, address, contact="", through_name="Rosa Roth, 030 1234")
    assert Play.objects.latest("pk").through_name == "Rosa Roth, 030 1234"


def test_the_words_of_a_referral_are_not_shown_beside_another_deal(play: Play, company: Staff) -> None:
    _call(sign_in(company.anna), play, result="referral", referral="Rosa Roth, 030 1234")
    address = f"/plays/prepare/{TEAMMATES}/?driver=price_too_high&referral={PlayCall.objects.get().pk}"
    assert "Rosa Roth" not in sign_in(company.nora).get(address).text


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ({"result": "other_concern"}, "Write down the concern"),
        ({"result": "referral"}, "Write down to whom"),
        ({"next_step": "Send the paper"}, "Say until when"),
        ({"result": "nonsense"}, "nonsense"),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    play: Play, company: Staff, told: dict[str, str], wrong: str
) -> None:
    answer = _call(sign_in(company.anna), play, **told)
    assert answer.status_code == 422
    assert wrong in answer.text
    for name, typed in told.items():
        if name == "next_step":
            assert f'value="{typed}"' in answer.text
    assert not PlayCall.objects.exists()


def test_on_an_old_page_nothing_is_kept_and_the_words_stand_there_again(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    client.post(f"/plays/{play.pk}/edit/", {"version": play.version, "owner": company.anna.pk, "due": "2126-12-01"})
    answer = _call(client, play, said="They are content with the price.")
    assert answer.status_code == 409
    assert ">\nThey are content with the price.</textarea>" in answer.text
    assert not PlayCall.objects.exists()


def test_no_answer_is_tried_again_and_an_answer_is_off_the_list_of_today(play: Play, company: Staff) -> None:
    assert list_due in FIRST_SECTIONS
    client = sign_in(company.anna)
    _call(client, play, result="no_answer")
    play.refresh_from_db()
    assert play.answered_at is None
    assert play.due > timezone.localdate()
    _call(client, play, result="same_issue", said="Yes, it is the price.")
    play.refresh_from_db()
    assert play.answered_at is not None
    assert "Open crane" not in client.get("/plays/?part=due").text
    assert "Open crane" in client.get("/plays/?part=called").text


def test_a_play_ends_with_its_deal_and_opens_again_with_it(play: Play, record: Any) -> None:
    ask = ask_through(record.cursor())
    assert follow_deals(ask) == 0
    record.execute(f"UPDATE moment SET outcome = 'won' WHERE deal_id = {OWN}")
    assert follow_deals(ask) == 1
    play.refresh_from_db()
    assert (play.outcome, play.is_open) == ("won", False)
    record.execute(f"UPDATE moment SET outcome = 'open' WHERE deal_id = {OWN}")
    follow_deals(ask)
    play.refresh_from_db()
    assert (play.outcome, play.is_open) == ("", True)


def test_the_entry_of_the_calendar_stays_the_same_after_a_change(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    before = client.get(f"/plays/{play.pk}/play.ics").text
    client.post(f"/plays/{play.pk}/edit/", {"version": play.version, "owner": company.anna.pk, "due": "2126-12-15"})
    after = client.get(f"/plays/{play.pk}/play.ics").text
    uid = next(line for line in before.splitlines() if line.startswith("UID"))
    assert uid in after
    assert "DTSTART;TZID" in after or "DTSTART:2126" in after
    assert "21261215" in after


def test_whom_to_call_can_be_chosen_later_but_nobody_who_must_not_be_contacted(play: Play, company: Staff) -> None:
    client, address = sign_in(company.anna), f"/plays/{play.pk}/edit/"
    told = {"version": play.version, "owner": company.anna.pk, "due": "2126-12-01"}
    assert client.post(address, {**told, "contact": REFUSED}).status_code == 422
    client.post(address, {**told, "contact": ""})
    play.refresh_from_db()
    assert (play.contact_id, play.contact_name) == (None, "")
    client.post(address, {**told, "version": play.version, "contact": CALLED})
    play.refresh_from_db()
    assert (play.contact_id, play.contact_name) == (CALLED, "Clara Caller")
    client.post(address, {**told, "version": play.version})
    play.refresh_from_db()
    assert play.contact_id == CALLED


def test_it_is_said_when_whoever_is_to_be_called_must_not_be_contacted_any_more(
    play: Play, company: Staff, record: Any
) -> None:
    client = sign_in(company.anna)
    assert "must not be contacted any more" not in client.get(f"/plays/{play.pk}/").text
    record.execute(f"UPDATE person SET do_not_contact = true WHERE id = {CALLED}")
    assert "Clara Caller must not be contacted any more" in client.get(f"/plays/{play.pk}/").text


def test_a_play_that_is_given_up_keeps_why(play: Play, company: Staff) -> None:
    client = sign_in(company.anna)
    client.post(f"/plays/{play.pk}/drop/", {"version": play.version, "why": "They bought elsewhere."})
    assert "They bought elsewhere." in client.get(f"/plays/{play.pk}/").text
    assert "Keep it" not in client.get(f"/plays/{play.pk}/").text


def test_what_is_shown_of_a_loss_is_kept_once_held_out_or_not(company: Staff) -> None:
    for _ in range(2):
        sign_in(company.nora).get(f"/deals/{LOSS}/like/")
    assert sorted(Suggestion.objects.values_list("deal_id", "lot", "held_out")) == [
        (OWN, f"deal {LOSS}", False),
        (TEAMMATES, f"deal {LOSS}", False),
    ]


def test_deals_at_risk_are_those_in_scope(company: Staff) -> None:
    told = {name: sign_in(getattr(company, name)).get("/plays/at-risk/").text for name in ("anna", "nora", "analyst")}
    assert [deal in told["anna"] for deal in ("Open crane", "Open saw", "Open mill")] == [True, False, False]
    assert [deal in told["nora"] for deal in ("Open crane", "Open saw", "Open mill")] == [True, True, False]
    assert "Open mill" in told["analyst"]
    assert f"/plays/prepare/{OTHERS}/" in told["analyst"]
