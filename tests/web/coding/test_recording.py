"""Codes on their way into the record, and in the file of a deal."""

import pytest

from assay.jobs.models import Job, State
from assay.sources.person_codes import Kept, PersonCode
from assay.web.coding import recording
from assay.web.coding.models import PassageCode
from web.conftest import sign_in

from .conftest import Room


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[PersonCode]:
    """What would be written; how it is written is tested with the record."""
    found: list[PersonCode] = []

    def keep(home: object, codes: list[PersonCode]) -> Kept:
        found[:] = codes
        return Kept(7, len(codes))

    monkeypatch.setattr(recording, "keep_codes", keep)
    return found


def test_codes_in_force_are_written_with_who_said_so(room: Room, written: list[PersonCode]) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    room.code(room.staff.nora, key, "no_budget")
    assert recording.write_standing(room.home) == Kept(7, 2)
    assert {(code.coded_by, code.driver) for code in written} == {
        ("anna@example.org", "timing"),
        ("nora@example.org", "no_budget"),
    }
    assert {code.passage for code in written} == {"activity {row_id} {start}-{end}".format(**vars(written[0]))}
    assert not PassageCode.objects.filter(written_at=None).exists()


def test_a_code_taken_back_is_written_as_such(room: Room, written: list[PersonCode]) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    sign_in(room.staff.anna).post(f"/coding/passages/{key}/take-back/")
    recording.write_standing(room.home)
    assert [code.is_withdrawn for code in written] == [True]


def test_what_was_not_written_is_asked_for_again(room: Room, written: list[PersonCode]) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    Job.objects.all().delete()
    recording.ask_for_writing()
    assert Job.objects.filter(kind="codes").count() == 1


def test_a_record_that_was_taken_back_is_written_to_anew(
    room: Room, written: list[PersonCode], monkeypatch: pytest.MonkeyPatch
) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    recording.write_standing(room.home)
    Job.objects.update(state=State.DONE, result={"version": 7})
    monkeypatch.setattr(recording, "_is_other_record", lambda: False)
    recording.ask_for_writing()
    assert not Job.objects.filter(state=State.QUEUED).exists()
    monkeypatch.setattr(recording, "_is_other_record", lambda: True)
    recording.ask_for_writing()
    assert Job.objects.filter(state=State.QUEUED).count() == 1


def test_the_file_of_a_deal_shows_its_passages_and_the_own_code_at_once(room: Room) -> None:
    key = room.coded.mention("lost", "note", driver="no_budget", theme="price", margin=0.3)
    room.coded.mention("lost", "note", start=0)
    client = sign_in(room.staff.anna)
    address = f"/deals/{room.coded.ids['lost']}/"
    page = client.get(address).content.decode()
    assert "No budget</span>" in page
    assert f"/coding/passages/{key}/" in page
    assert "1 that the model could not place" in page
    room.code(room.staff.anna, key, "timing", queue="file")
    assert "Timing</span>" in client.get(address).content.decode()
    assert "Timing</span>" not in sign_in(room.staff.nora).get(address).content.decode()


def test_agreement_names_nobody_and_says_when_it_cannot_tell(room: Room) -> None:
    keys = [room.coded.mention("lost", "note", start=n, driver="timing", margin=0.5) for n in range(32)]
    client = sign_in(room.staff.anna)
    assert client.get("/coding/agreement/").content.decode().count("Not enough to tell") == 3
    for number, key in enumerate(keys):
        for user in (room.staff.anna, room.staff.nora):
            driver = "timing" if number % 4 else "no_budget"
            room.code(user, key, driver, queue="sample", shown="no")
    page = client.get("/coding/agreement/").content.decode()
    assert "Not enough to tell" not in page
    assert "75\u00a0%" in page
    assert "Nora" not in page
