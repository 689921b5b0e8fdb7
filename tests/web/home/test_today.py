"""The page of today as each person sees it."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.utils import timezone

from assay.domain.errors import RetryLater
from assay.reports.catalogue.opening import Catalogue, open_catalogue
from assay.store.home import Home
from assay.web.debriefs.models import Action
from assay.web.home import sections, standing
from assay.web.home.sections import Section
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.request import Request
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.conftest import Staff, sign_in

DEALS = [
    MadeDeal(1, 101, "lost", "Small loss", closed=10, value=500, reason="Price"),
    MadeDeal(2, 101, "lost", "Large loss", closed=20, value=9000, signals=("people.single_thread",)),
    MadeDeal(3, 101, "lost", "Old loss", closed=200, value=9000),
    MadeDeal(4, 102, "open", "Silent", word=60, p_dead=0.9, value=50, signals=("rhythm.gone_silent",)),
    MadeDeal(5, 102, "open", "Risky", value=700, signals=("people.single_thread", "process.close_date_pushed")),
    MadeDeal(6, 102, "open", "Calm", signals=("process.close_date_pushed",)),
    MadeDeal(7, 201, "won", "Win", closed=5, signals=("process.close_date_pushed",)),
    MadeDeal(8, 201, "no_decision", "Agreed", closed=15, value=2000, debrief="agreed"),
    MadeDeal(9, 201, "lost", "Held", closed=16, debrief="held"),
]


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("today")
    put_catalogue(folder, DEALS)
    return Home(folder, {})


@pytest.fixture
def home(made_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(settings, "HOME", made_home)
    monkeypatch.setattr(standing, "find_record_version", lambda home: 1)
    monkeypatch.setattr(standing, "is_stale", lambda home: False)
    return made_home


def _read_sections(client: Client) -> dict[str, list[str]]:
    text = client.get("/").text
    parts = re.findall(r'<section class="panel call-list (\w+)".*?</section>', text, re.DOTALL)
    found = {}
    for name in parts:
        part = re.search(rf'<section class="panel call-list {name}".*?</section>', text, re.DOTALL)
        assert part is not None
        found[name] = re.findall(r'<div class="what"><a href="[^"]+">(.*?)</a>', part.group())
    return found


def test_the_call_list_holds_each_deal_where_it_belongs(staff: Staff, home: Home) -> None:
    assert _read_sections(sign_in(staff.analyst)) == {
        "losses": ["Large loss", "Agreed", "Held", "Small loss"],
        "silent": ["Silent"],
        "debriefs": ["Agreed"],
        "risk": ["Risky"],
    }


def test_each_person_sees_what_is_in_scope(staff: Staff, home: Home) -> None:
    assert _read_sections(sign_in(staff.anna))["losses"] == ["Large loss", "Small loss"]
    assert _read_sections(sign_in(staff.ben)) == {"losses": [], "silent": ["Silent"], "debriefs": [], "risk": ["Risky"]}
    assert _read_sections(sign_in(staff.nora))["losses"] == ["Large loss", "Small loss"]
    assert _read_sections(sign_in(staff.sven))["losses"] == ["Agreed", "Held"]
    assert _read_sections(sign_in(staff.sven))["risk"] == []


def test_a_stranger_is_asked_to_sign_in(stranger: Client, home: Home, db: None) -> None:
    assert stranger.get("/").status_code == 302


def _see(user: User, deal_id: int) -> None:
    request = RequestFactory().get("/")
    request.user = user
    note(request, "saw", "deal", deal_id, "")


def test_a_loss_whose_file_was_opened_is_no_longer_new_to_that_user(staff: Staff, home: Home) -> None:
    _see(staff.anna, 2)
    assert _read_sections(sign_in(staff.anna))["losses"] == ["Small loss"]
    assert _read_sections(sign_in(staff.nora))["losses"] == ["Large loss", "Small loss"]
    _see(staff.anna, 1)
    assert "You have opened every loss" in sign_in(staff.anna).get("/").text


def test_why_a_deal_is_there_is_said(staff: Staff, home: Home) -> None:
    text = sign_in(staff.analyst).get("/").text
    assert "the stated reason is “Price”" in text
    assert "60 days without a word; usual is up to 50 days; " in text


def test_a_silence_is_told_with_the_figure_of_the_list_and_what_it_rests_on(staff: Staff, home: Home) -> None:
    client = sign_in(staff.analyst)
    today, listed = (client.get(page).text.replace("\u00a0", " ") for page in ("/", "/deals/?outcome=open"))
    assert "the end with a probability of 90 %: no word in 90 days more, and no win" in today
    assert "of 120 silences of which about the same was said, 80 % (70 to 90 %) were (60 deals)" in today
    assert re.search(r'class="number dead"[^>]*>90 %<', listed)


def test_why_signals_are_a_warning_is_said(staff: Staff, home: Home) -> None:
    text = sign_in(staff.analyst).get("/").text
    assert '<span class="tag">Single thread</span>' in text
    assert "associated with losing" in text


def test_as_many_wins_as_losses_stand_beside_each_other(staff: Staff, home: Home) -> None:
    text = sign_in(staff.analyst).get("/").text
    wins, losses = (
        re.search(rf'aria-labelledby="s-{name}".*?</section>', text, re.DOTALL) for name in ("wins", "lost")
    )
    assert wins is not None
    assert losses is not None
    assert wins.group().count("<li>") == losses.group().count("<li>") == 1
    assert "Close date pushed" in wins.group()


def test_a_record_without_debriefs_says_so(
    staff: Staff, tmp_path: Path, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_catalogue(tmp_path, DEALS[:1])
    monkeypatch.setattr(settings, "HOME", Home(tmp_path, {}))
    assert "No buyer who agreed to talk is waiting for it." in sign_in(staff.anna).get("/").text
    assert "No debrief is due" not in sign_in(staff.anna).get("/").text


def test_a_section_of_another_room_is_shown_where_it_has_something(
    staff: Staff, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(request: Request, catalogue: Catalogue) -> Section | None:
        return Section("actions", "Actions due", "By day.") if request.user == staff.anna else None

    monkeypatch.setattr(sections, "MORE_SECTIONS", [make])
    assert list(_read_sections(sign_in(staff.anna))) == ["losses", "silent", "debriefs", "actions", "risk"]
    assert "actions" not in _read_sections(sign_in(staff.ben))


def test_an_import_since_the_run_is_told(staff: Staff, home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Nothing was imported since" in sign_in(staff.anna).get("/").text
    monkeypatch.setattr(standing, "find_record_version", lambda home: 2)
    assert "The record has changed since the last run" in sign_in(staff.anna).get("/").text


def test_a_record_that_does_not_answer_leaves_the_last_run_to_see(
    staff: Staff, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(home: Home) -> int:
        raise RetryLater("The database is away.", fix="Try later.")

    monkeypatch.setattr(standing, "find_record_version", fail)
    text = sign_in(staff.anna).get("/").text
    assert "The record does not answer" in text
    assert "Large loss" in text


def test_from_nothing_each_step_is_told(staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "HOME", Home(tmp_path, {}))
    client = sign_in(staff.anna)
    assert "Import files" in client.get("/").text
    monkeypatch.setattr(standing, "find_record_version", lambda home: 1)
    assert "To the run" in client.get("/").text
    monkeypatch.setattr(standing, "is_stale", lambda home: True)
    assert "Load this page again in a minute" in client.get("/").text


def test_who_has_no_deals_is_told_whom_to_ask(staff: Staff, home: Home) -> None:
    staff.anna.seller_links.all().delete()
    assert "You can see no deals yet" in sign_in(staff.anna).get("/").text
    assert open_catalogue(home).meta["deals"] == 9


def test_what_belongs_to_no_deal_stands_there_by_its_name(staff: Staff, home: Home) -> None:
    due = timezone.localdate()
    Action.objects.create(what="Write down how we demo", owner=staff.anna, due=due, made_by=staff.anna)
    assert _read_sections(sign_in(staff.anna))["agreed"] == ["Write down how we demo"]
