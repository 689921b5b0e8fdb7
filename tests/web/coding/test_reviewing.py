"""Coding passages: one at a time, blind to the others, and what a person says is kept."""

import re

import pytest
from django.test import Client

from assay.jobs.models import Job
from assay.web.coding.models import PassageCode
from assay.web.people.log import LogEntry
from web.conftest import sign_in

from .conftest import Room

CHOICES = '[["price_too_high", 0.4], ["no_budget", 0.39], ["value_unproven", 0.2]]'


def _see(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_passage_is_shown_in_its_place_with_its_deal_and_three_choices(room: Room) -> None:
    room.coded.mention("lost", "note", choices=CHOICES)
    page = _see(sign_in(room.staff.anna), "/coding/")
    assert "Called them. </span><mark>They said the price" in page
    assert f"/deals/{room.coded.ids['lost']}/" in page
    assert len(re.findall(r'data-key="[1-3]"', page)) == 3
    assert 'value="none"' in page
    assert page.count('name="driver"') > 30  # all drivers besides


def test_a_code_is_kept_with_what_the_model_had_said(room: Room) -> None:
    key = room.coded.mention("lost", "note", choices=CHOICES)
    assert room.code(room.staff.anna, key, "price_too_high") == 302
    code = PassageCode.objects.get()
    assert (code.coder, code.driver, code.theme, code.about, code.polarity) == (
        room.staff.anna,
        "price_too_high",
        "price",
        "us",
        "against",
    )
    assert (code.model_driver, code.model, code.queue) == ("", "model-1", "unsure")
    assert code.model_choices[0] == ["price_too_high", 0.4]
    assert Job.objects.filter(kind="codes").count() == 1
    assert LogEntry.objects.filter(act="coded", kind="passage", object_id=key).exists()


def test_theme_whom_and_polarity_can_be_said_otherwise(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    whom = f"competitor:{room.coded.ids['fastline']}"
    room.code(room.staff.anna, key, "price_too_high", theme="-", about=whom, polarity="for")
    code = PassageCode.objects.get()
    assert (code.theme, code.about, code.competitor_id, code.polarity) == (
        "",
        "competitor",
        room.coded.ids["fastline"],
        "for",
    )


def test_a_passage_may_say_nothing_about_a_reason(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "none")
    code = PassageCode.objects.get()
    assert (code.driver, code.theme, code.about) == ("none", "", "unknown")


@pytest.mark.parametrize(
    "told",
    [
        {"driver": ""},
        {"driver": "lost_to_a_competitor"},
        {"driver": "timing", "theme": "weather"},
        {"driver": "timing", "about": "competitor:12"},
        {"driver": "timing", "about": "us:1"},
        {"driver": "timing", "polarity": "very"},
    ],
)
def test_what_the_lists_do_not_hold_is_refused_and_what_was_typed_stays(room: Room, told: dict[str, str]) -> None:
    key = room.coded.mention("lost", "note")
    answer = sign_in(room.staff.anna).post(f"/coding/passages/{key}/", {"queue": "unsure", **told})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not PassageCode.objects.exists()


def test_pressing_twice_codes_once(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    assert [room.code(room.staff.anna, key, "timing") for _ in range(2)] == [302, 302]
    assert PassageCode.objects.count() == 1


def test_an_older_page_is_told_and_changes_nothing(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    assert room.code(room.staff.anna, key, "no_budget") == 409
    assert PassageCode.objects.get().driver == "timing"


def test_a_changed_mind_keeps_what_was_said_before(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    first = PassageCode.objects.get()
    assert room.code(room.staff.anna, key, "no_budget", seen=str(first.pk)) == 302
    assert list(PassageCode.objects.filter(replaced_at=None).values_list("driver", flat=True)) == ["no_budget"]
    assert PassageCode.objects.count() == 2


def test_a_code_can_be_taken_back(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.anna, key, "timing")
    client = sign_in(room.staff.anna)
    assert client.post(f"/coding/passages/{key}/take-back/").status_code == 302
    assert "What was said of it" not in _see(client, f"/coding/passages/{key}/")
    assert PassageCode.objects.filter(replaced_at=None, is_withdrawn=True).count() == 1
    assert room.code(room.staff.anna, key, "timing") == 302


def test_nobody_sees_what_others_said_before_saying_something(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.code(room.staff.nora, key, "purchasing_rules")
    client = sign_in(room.staff.anna)
    page = _see(client, f"/coding/passages/{key}/")
    assert "Nora" not in page
    assert "What was said of it" not in page
    room.code(room.staff.anna, key, "timing", queue="file")
    page = _see(client, f"/coding/passages/{key}/")
    assert "Nora" in page
    assert "Purchasing rules" in page


def test_the_code_of_a_person_in_the_results_does_not_lead_the_next_one(room: Room) -> None:
    key = room.coded.mention("lost", "note", driver="no_budget", margin=0.4, choices=CHOICES)
    room.code(room.staff.nora, key, "purchasing_rules", queue="sample", shown="no")
    room.coded.connection.execute("UPDATE mention SET coder = 'person', driver = 'purchasing_rules', choices = NULL")
    client = sign_in(room.staff.anna)
    page = _see(client, f"/coding/passages/{key}/")
    assert not re.search(r'value="purchasing_rules"[^>]*data-key', page)
    room.code(room.staff.anna, key, "no_budget", queue="sample", shown="no")
    assert PassageCode.objects.get(coder=room.staff.anna).model_driver == "no_budget"


def test_the_random_sample_is_shown_without_choices_unless_asked_for(room: Room) -> None:
    room.coded.mention("lost", "note", driver="no_budget", margin=0.4, choices=CHOICES)
    client = sign_in(room.staff.anna)
    page = _see(client, "/coding/?queue=sample")
    assert 'data-key="1"' not in page
    assert 'name="shown" value="no"' in page
    assert "No budget</strong>" not in page
    page = _see(client, "/coding/?queue=sample&choices=yes")
    assert 'data-key="1"' in page
    assert 'name="shown" value="yes"' in page


def test_a_passage_can_be_passed_over_and_had_back(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    client = sign_in(room.staff.anna)
    assert client.post(f"/coding/passages/{key}/skip/", {"queue": "unsure"}).status_code == 302
    assert "Only passages that you passed over" in _see(client, "/coding/")
    client.post("/coding/again/", {"queue": "unsure"})
    assert "<mark>" in _see(client, "/coding/")


def test_after_coding_the_next_one_comes_with_a_way_back(room: Room) -> None:
    key = room.coded.mention("lost", "note")
    room.coded.mention("lost", "note", start=0)
    client = sign_in(room.staff.anna)
    answer = client.post(
        f"/coding/passages/{key}/", {"driver": "timing", "queue": "unsure", "seen": "0", "shown": "yes"}, follow=True
    )
    page = answer.content.decode()
    assert "Kept: Timing" in page
    assert f"/coding/passages/{key}/" in page


def test_a_faulty_taxonomy_says_what_to_mend(room: Room) -> None:
    (room.home.path / "taxonomy.yml").write_text("version: [", encoding="utf-8")
    assert "taxonomy.yml" in _see(sign_in(room.staff.anna), "/coding/", 422)


def test_before_the_first_run_the_page_says_so(staff: object, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    from assay.domain.errors import InputError

    def refuse() -> None:
        raise InputError("There are no results yet.", fix="assay run")

    monkeypatch.setattr("assay.web.coding.views.reviewing.open_reading", refuse)
    monkeypatch.setattr("assay.web.coding.views.agreement.open_reading", refuse)
    for address in ("/coding/", "/coding/agreement/"):
        assert "Nothing has been coded yet" in _see(sign_in(room.staff.anna), address)
