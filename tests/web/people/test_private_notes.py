"""Private notes: seen by their owner alone."""

import pytest
from django.test import Client

from assay.web.people.log import LogEntry
from assay.web.people.models import PrivateNote, User
from assay.web.people.private import OwnNote, StaleNote, read_notes, write_note
from web.conftest import Staff, sign_in
from web.people.conftest import ANNA_DEAL, SARA_DEAL

pytestmark = pytest.mark.usefixtures("record")
OWN, UPSET = PrivateNote.Kind.SELF_ANALYSIS, PrivateNote.Kind.TOO_UPSET
SECRET = "I talked too much & <b>listened</b> too little"  # noqa: S105


def _write(user: User, text: str = SECRET, version: int = 0, deal: int = ANNA_DEAL, **more: str) -> int:
    data = {"kind": "self_analysis", "text": text, "version": str(version), **more}
    return sign_in(user).post(f"/people/private/{deal}", data).status_code


def test_nobody_but_the_owner_reads_a_note_whatever_the_role(staff: Staff) -> None:
    assert _write(staff.anna) == 200
    assert "listened" in sign_in(staff.anna).get(f"/people/private/{ANNA_DEAL}").content.decode()
    for user in (staff.nora, staff.max, staff.analyst, staff.administrator):
        page = sign_in(user).get(f"/people/private/{ANNA_DEAL}")
        assert page.status_code == 200
        assert "listened" not in page.content.decode()
        assert read_notes(user, ANNA_DEAL) == [OwnNote(OWN), OwnNote(UPSET)]


def test_nothing_of_it_stands_in_the_log(staff: Staff) -> None:
    _write(staff.anna)
    assert not LogEntry.objects.exists()


def test_a_deal_outside_the_scope_takes_no_note(staff: Staff, stranger: Client) -> None:
    assert _write(staff.anna, deal=SARA_DEAL) == 404
    assert _write(staff.sven) == 404
    assert _write(staff.anna, deal=12345) == 404
    assert stranger.post(f"/people/private/{ANNA_DEAL}", {}).status_code == 302
    assert not PrivateNote.objects.exists()


def test_too_upset_needs_no_words(staff: Staff) -> None:
    assert _write(staff.anna, "", kind="too_upset") == 200
    assert read_notes(staff.anna, ANNA_DEAL)[1] == OwnNote(UPSET, "", 1)


def test_two_windows_lose_nothing_of_each_other(staff: Staff) -> None:
    _write(staff.anna, "first")
    _write(staff.anna, "second", version=1)
    with pytest.raises(StaleNote) as stale:
        write_note(staff.anna, ANNA_DEAL, OWN, "other", 1)
    assert stale.value.standing.text == "second"
    answer = sign_in(staff.anna).post(
        f"/people/private/{ANNA_DEAL}", {"kind": "self_analysis", "text": "other", "version": "1"}
    )
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "second" in page
    assert ">other</textarea>" in page
    assert read_notes(staff.anna, ANNA_DEAL)[0].text == "second"


def test_a_double_press_keeps_one_note(staff: Staff) -> None:
    assert [_write(staff.anna), _write(staff.anna)] == [200, 200]
    assert PrivateNote.objects.count() == 1


def test_a_note_is_removed_for_good(staff: Staff) -> None:
    _write(staff.anna)
    _write(staff.anna, act="remove")
    assert not PrivateNote.objects.exists()


def test_too_much_text_is_refused_and_given_back(staff: Staff) -> None:
    answer = sign_in(staff.anna).post(
        f"/people/private/{ANNA_DEAL}", {"kind": "self_analysis", "text": "x" * 20_001, "version": "0"}
    )
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()


def test_htmx_gets_the_panel_alone(staff: Staff) -> None:
    answer = sign_in(staff.anna).post(
        f"/people/private/{ANNA_DEAL}",
        {"kind": "self_analysis", "text": "short", "version": "0"},
        headers={"HX-Request": "true"},
    )
    page = answer.content.decode()
    assert page.startswith("<section")
    assert "Only you can see it" in page


def test_a_kind_that_there_is_not_is_missing(staff: Staff) -> None:
    assert _write(staff.anna, kind="other") == 404
