"""Audits from the draw to the record: who is asked, what that person reads, and what comes of it."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from assay.asking.audits.drawing import draw
from assay.asking.finished import AuditRow
from assay.web.debriefs.models import Answer, Debrief, Participant
from assay.web.debriefs.recording import gather_waiting
from assay.web.learning.auditing.drawing import draw_due
from assay.web.learning.models import Audit, AuditDraw, AuditRefusal, Judgement
from assay.web.people.models import LogEntry
from assay.web.scoping import find_scope
from web.conftest import ANNA_SELLER, Staff, sign_in

NOW = int(datetime(2026, 10, 5, tzinfo=UTC).timestamp())
IN_Q3 = int(datetime(2026, 8, 20, tzinfo=UTC).timestamp())

Run = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture
def run(staff: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> Run:
    """Two losses of anna's in the third quarter, of which one has an e-mail of the buyer and reasons of ours."""
    put("run", run_id="first", as_of=NOW)
    for deal in (1, 2):
        put(
            "deal",
            id=deal,
            name=f"Crane {deal}",
            owner_id=ANNA_SELLER,
            outcome="lost",
            loss_reason_stated="TOLD REASON",
        )
        put("moment", deal_id=deal, outcome="lost", opened_at=IN_Q3 - 9_000_000, closed_at=IN_Q3)
    told = {"occurred_at": IN_Q3 - 1000, "known_at": IN_Q3 - 900}
    put("activity", id=11, kind="email", direction="inbound", subject="Budget", body="There is no money", **told)
    put("activity", id=12, kind="note", direction="internal", subject="Lost", body="NOTED REASON", **told)
    put("activity", id=13, kind="meeting", subject="Review", body="LATE NOTE", occurred_at=IN_Q3 - 2000, known_at=NOW)
    for number, kind, way in ((11, "email", "inbound"), (12, "note", "internal"), (13, "meeting", "unknown")):
        put("deal_event", deal_id=1, activity_id=number, kind=kind, direction=way, occurred_at=IN_Q3 - 1000)
    put("stage_history", id=21, deal_id=1, field="loss_reason", new_value="HISTORIC REASON", changed_at=IN_Q3 - 5)
    put("stage_history", id=22, deal_id=1, field="amount", old_value="10", new_value="8", changed_at=IN_Q3 - 5)
    put("statement", id=31, deal_id=1, side="rep", text="SAID REASON")
    return lambda query: record.cursor().execute(query).fetchall()


def _draw(run: Run) -> Audit:
    draw_due(run, 1)
    return Audit.objects.get(pick__deal_id=1, number=1)


def test_a_quarter_is_drawn_once_it_has_ended_and_once_only(run: Run) -> None:
    assert draw_due(run, 1) == 2
    kept = AuditDraw.objects.get()
    assert (kept.quarter, kept.size, kept.twice, sorted(kept.frame)) == ("2026-Q3", 2, 2, [1, 2])
    assert [pick.deal_id for pick in kept.picks.all()] == list(draw([1, 2], kept.seed).drawn)
    assert {(pick.probability, pick.weight) for pick in kept.picks.all()} == {(1.0, 1.0)}
    assert draw_due(run, 1) == 0
    assert Audit.objects.count() == 4


def test_losses_that_become_known_late_are_drawn_from_too(run: Run, put: Put) -> None:
    draw_due(run, 1)
    put("deal", id=3, name="Late", owner_id=ANNA_SELLER, outcome="lost")
    put("moment", deal_id=3, outcome="lost", closed_at=IN_Q3 + 50)
    assert draw_due(run, 1) == 1
    assert [(one.number, one.frame) for one in AuditDraw.objects.order_by("number")] == [(1, [1, 2]), (2, [3])]


def test_whoever_had_a_part_in_the_deal_is_not_asked_and_two_are_never_the_same(run: Run, staff: Staff) -> None:
    LogEntry.objects.create(user_id_then=staff.sara.pk, who="x", act="saw", kind="deal", object_id="1")
    draw_due(run, 1)
    asked = {one.auditor for one in Audit.objects.filter(pick__deal_id=1)}
    assert asked == {staff.ben, staff.sven}  # anna owns it, nora and max manage her, sara has read it
    assert not any(one.could_see for one in Audit.objects.filter(pick__deal_id=1))


def test_an_analyst_is_asked_where_nobody_else_is_left_and_the_deal_is_closed_meanwhile(run: Run, staff: Staff) -> None:
    for user in (staff.ben, staff.sara, staff.sven, staff.administrator):
        user.is_active = False
        user.save()
    draw_due(run, 1)
    audit = Audit.objects.get(pick__deal_id=1, auditor=staff.analyst)
    assert audit.could_see
    assert Audit.objects.filter(pick__deal_id=1, auditor=None).count() == 1
    assert not find_scope(staff.analyst).holds(1, ANNA_SELLER)
    led = sign_in(staff.analyst).get("/deals/1/", follow=True)
    assert led.redirect_chain == [("/learning/audits/", 302)]
    assert "You are asked to audit this loss." in led.content.decode()
    Participant.objects.update(is_done=True)
    assert find_scope(staff.analyst).holds(1, ANNA_SELLER)


def test_an_auditor_reads_what_was_exchanged_and_no_reason_of_ours(run: Run) -> None:
    audit = _draw(run)
    assert audit.auditor is not None
    text = sign_in(audit.auditor).get(f"/learning/audits/{audit.pk}/").text
    assert "There is no money" in text
    assert "10 → 8" in text
    assert "Review" in text
    for hidden in ("TOLD REASON", "NOTED REASON", "HISTORIC REASON", "SAID REASON", "LATE NOTE"):
        assert hidden not in text


def test_nobody_but_the_auditor_opens_an_audit(run: Run, staff: Staff, stranger: Client) -> None:
    audit = _draw(run)
    for user in (staff.anna, staff.nora, staff.max, staff.analyst, staff.administrator):
        if user != audit.auditor:
            assert sign_in(user).get(f"/learning/audits/{audit.pk}/").status_code == 404
    assert stranger.get(f"/learning/audits/{audit.pk}/").status_code == 302
    draw_ = AuditDraw.objects.get().pk
    assert sign_in(staff.analyst).get(f"/learning/audits/draws/{draw_}/").status_code == 200
    assert sign_in(staff.anna).get(f"/learning/audits/draws/{draw_}/").status_code == 404


def _send(audit: Audit, act: str = "finish", **told: str) -> Any:
    assert audit.auditor is not None
    form = {"version": audit.version, "words_seen": 0, "words": "", "act": act} | told
    return sign_in(audit.auditor).post(f"/learning/audits/{audit.pk}/keep/", form)


def _find_driver() -> str:
    return "no_budget" if _has("no_budget") else "price_too_high"


def _has(code: str) -> bool:
    from assay.words.taxonomy import load_taxonomy

    return code in load_taxonomy().by_code


def test_what_is_judged_goes_into_the_record_with_its_codes(run: Run) -> None:
    audit, code = _draw(run), _find_driver()
    told = {f"v-{code}": "material", f"r-{code}": "1", "main": code, "rest": "absent", "words": "No money, said Ines."}
    assert _send(audit, **told).status_code == 302
    audit.refresh_from_db()
    assert audit.done_at is not None
    answer = Answer.objects.get()
    assert (answer.side, answer.origin, answer.circle) == ("auditor", "audit", "company")
    assert "No money, said Ines." in answer.text
    assert [tag.driver for tag in answer.tags.all()] == [code]
    assert Debrief.objects.get(pk=audit.debrief_id).state == "closed"
    waiting = gather_waiting()
    kinds = {type(row).__name__ for row in waiting.rows}
    assert kinds == {"AuditRow", "CodeRow", "DebriefRow", "StatementRow"}
    judged = {row.driver: row for row in waiting.rows if isinstance(row, AuditRow)}
    assert (judged[code].verdict, judged[code].is_main, judged[code].probability) == ("material", True, 1.0)
    assert {row.verdict for driver, row in judged.items() if driver != code} == {"absent"}
    assert judged[code].quarter_first <= IN_Q3 < judged[code].quarter_until
    for mark in waiting.marks:
        mark()
    assert gather_waiting().rows == []
    assert _send(audit, **told).status_code == 302  # twice is once
    assert Answer.objects.count() == 1


def test_an_audit_is_not_done_before_all_is_said(run: Run) -> None:
    audit, code = _draw(run), _find_driver()
    told = {f"v-{code}": "material", f"r-{code}": "99", "main": code, "rest": "absent"}
    answer = _send(audit, **told)
    assert answer.status_code == 422
    assert "no row has the number 99" in answer.text
    audit.refresh_from_db()
    assert "reasons are that you left open" in _send(audit, **(told | {f"r-{code}": "1", "rest": ""})).text
    audit.refresh_from_db()
    assert "mattered most" in _send(audit, **(told | {f"r-{code}": "1", "main": ""})).text
    audit.refresh_from_db()
    assert audit.done_at is None


def test_what_is_judged_is_kept_and_an_old_window_changes_nothing(run: Run) -> None:
    audit, code = _draw(run), _find_driver()
    assert _send(audit, "keep", **{f"v-{code}": "absent"}).status_code == 302
    assert Judgement.objects.get().verdict == "absent"
    assert _send(audit, "keep", **{f"v-{code}": "material"}).status_code == 409
    assert Judgement.objects.get().verdict == "absent"


def test_a_refusal_is_kept_and_another_is_asked(run: Run) -> None:
    audit = _draw(run)
    first = audit.auditor
    assert first is not None
    sent = sign_in(first).post(f"/learning/audits/{audit.pk}/refuse/", {"why": "close", "words": "An old friend"})
    assert sent.status_code == 302
    audit.refresh_from_db()
    assert audit.auditor not in {None, first}
    refusal = AuditRefusal.objects.get()
    assert (refusal.user, refusal.why, refusal.words) == (first, "close", "An old friend")
    assert sign_in(first).get(f"/learning/audits/{audit.pk}/").status_code == 404


def test_the_page_of_audits_says_what_they_rest_on(run: Run, staff: Staff) -> None:
    draw_due(run, 1)
    text = sign_in(staff.anna).get("/learning/audits/").text
    assert "Not enough to tell: 0 losses are audited" in text
    assert "2026-Q3" in text
    assert "Crane" not in text
