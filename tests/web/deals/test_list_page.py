"""The list of deals as each person sees it."""

import csv
import html
import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from assay.store.home import Home
from assay.web.confirming.models import Act, ConfirmedVerdict
from assay.web.deals.models import SavedView
from assay.web.people.log import LogEntry
from assay.web.people.models import Grant, User
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.conftest import Staff, sign_in

DEALS = [
    MadeDeal(
        *(1, 101, "lost", "Alpha"),
        closed=10,
        value=500,
        signals=("people.single_thread",),
        rivals=(1,),
        likely={"price_too_high": 0.8},
        standing="told",
    ),
    MadeDeal(2, 102, "won", "Beta", closed=20, value=None),
    MadeDeal(3, 201, "open", "=Gamma()", word=60, p_dead=0.999, value=70),
    MadeDeal(4, None, "open", "<b>Delta</b>", account="\u202eSkram", value=90),
]


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("listed")
    put_catalogue(folder, DEALS)
    return Home(folder, {})


@pytest.fixture
def home(made_home: Home, monkeypatch: pytest.MonkeyPatch) -> Home:
    monkeypatch.setattr(settings, "HOME", made_home)
    return made_home


def _names(client: Client, query: str = "") -> list[str]:
    page = client.get(f"/deals/{query}")
    assert page.status_code == 200
    return [html.unescape(name) for name in re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a>', page.text)]


def test_each_person_sees_the_deals_in_scope(staff: Staff, home: Home) -> None:
    assert _names(sign_in(staff.anna)) == ["Alpha"]
    assert _names(sign_in(staff.ben)) == ["Beta"]
    assert sorted(_names(sign_in(staff.nora))) == ["Alpha", "Beta"]
    assert _names(sign_in(staff.sven)) == ["=Gamma()"]
    assert len(_names(sign_in(staff.max))) == 3
    assert len(_names(sign_in(staff.analyst))) == 4
    assert len(_names(sign_in(staff.administrator))) == 4


def test_a_filter_by_another_owner_shows_a_rep_nothing(staff: Staff, home: Home) -> None:
    page = sign_in(staff.anna).get("/deals/?owner=201")
    assert "Gamma" not in page.text
    assert "Sara" not in page.text
    assert "not open to you" in page.text


@pytest.mark.parametrize("address", ["/deals/", "/deals/list.csv", "/deals/views/"])
def test_a_stranger_is_asked_to_sign_in(stranger: Client, home: Home, db: None, address: str) -> None:
    answer = stranger.get(address)
    assert answer.status_code == 302
    assert "/account/login/" in answer["Location"]


def test_a_grant_adds_its_deal_to_the_list(staff: Staff, home: Home) -> None:
    Grant.objects.create(
        user=staff.ben,
        deal_id=3,
        deal_name="Gamma",
        reason=Grant.Reason.PEER,
        granted_by=staff.sven,
        expires_at=timezone.now() + timedelta(days=1),
    )
    assert sorted(_names(sign_in(staff.ben))) == ["=Gamma()", "Beta"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?outcome=lost&outcome=won&sort=name", ["Alpha", "Beta"]),
        ("?team=South", ["=Gamma()"]),
        ("?rival=1", ["Alpha"]),
        ("?signal=people.single_thread", ["Alpha"]),
        ("?reason=price_too_high", ["Alpha"]),
        ("?reason=price_too_high&outcome=won", []),
        ("?reason=no_such_driver", []),
        ("?text=gam", ["=Gamma()"]),
        ("?closed_from=2025-06-15", ["Alpha"]),
        ("?closed_to=2025-06-11", ["Beta"]),
        ("?sort=-value&outcome=open", ["<b>Delta</b>", "=Gamma()"]),
    ],
)
def test_the_address_narrows_and_sorts(staff: Staff, home: Home, query: str, names: list[str]) -> None:
    assert _names(sign_in(staff.analyst), query) == names


def _say(deal_id: int, act: Act, *mains: str) -> None:
    drivers = [{"driver": code, "is_main": True} for code in mains]
    ConfirmedVerdict.objects.create(deal_id=deal_id, deal_name="", act=act, drivers=drivers)


def test_a_corrected_verdict_counts_before_the_computed_one(staff: Staff, home: Home) -> None:
    _say(1, Act.CORRECTED, "no_budget")
    assert _names(sign_in(staff.analyst), "?reason=price_too_high") == []
    assert _names(sign_in(staff.analyst), "?reason=no_budget") == ["Alpha"]


def test_a_correction_taken_back_counts_no_longer(staff: Staff, home: Home) -> None:
    _say(1, Act.TAKEN_BACK, "no_budget")
    assert _names(sign_in(staff.analyst), "?reason=price_too_high") == ["Alpha"]
    assert _names(sign_in(staff.analyst), "?reason=no_budget") == []


def test_a_deal_open_again_is_not_known_by_what_was_confirmed_of_its_end(staff: Staff, home: Home) -> None:
    _say(3, Act.CONFIRMED, "no_budget")
    assert _names(sign_in(staff.analyst), "?reason=no_budget") == []


def test_reasons_are_offered_by_group_and_named_on_their_chip(staff: Staff, home: Home) -> None:
    page = sign_in(staff.analyst).get("/deals/?reason=price_too_high").text
    assert '<optgroup label="Price and value">' in page
    assert 'aria-label="Remove: Reason Price too high"' in page


def test_a_reason_shows_nobody_a_deal_of_others(staff: Staff, home: Home) -> None:
    assert _names(sign_in(staff.sven), "?reason=price_too_high") == []


def test_the_csv_is_narrowed_by_the_reason_too(staff: Staff, home: Home) -> None:
    answer = sign_in(staff.analyst).get("/deals/list.csv?reason=price_too_high")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert [row["name"] for row in csv.DictReader(io.StringIO(text))] == ["Alpha"]


@pytest.mark.parametrize(
    "query",
    [
        "?sort=nonsense&after=!!&owner=x&owner=99999999999999999999999&outcome=%00",
        "?after=W10&text=" + "%22" * 500,
        "?after=WzFlOTk5LDFd",
        "?after=W251bGwsLTFd",
        "?" + "&".join(f"signal=s{n}" for n in range(300)),
        "?text=%E2%80%AE%22%20OR%20%27",
        "?segment=%27%20OR%201=1%20--",
    ],
)
def test_a_strange_address_does_no_harm(staff: Staff, home: Home, query: str) -> None:
    assert sign_in(staff.analyst).get(f"/deals/{query}").status_code == 200


def test_a_day_that_is_none_is_told_and_kept_to_be_mended(staff: Staff, home: Home) -> None:
    page = sign_in(staff.analyst).get("/deals/?closed_from=31.3.2026")
    assert "“31.3.2026” is no day" in page.text
    assert 'value="31.3.2026" aria-invalid="true"' in page.text


def test_names_are_shown_and_never_run(staff: Staff, home: Home) -> None:
    page = sign_in(staff.analyst).get("/deals/?text=%3Cscript%3E")
    assert "<b>Delta" not in page.text
    assert "<script>" not in page.text


def test_a_part_is_sent_to_htmx_and_the_whole_to_anybody_else(staff: Staff, home: Home) -> None:
    client = sign_in(staff.analyst)
    part = client.get("/deals/?outcome=lost&owner=&text=", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert part["HX-Push-Url"] == "/deals/?outcome=lost"
    assert "HX-Request" in part["Vary"]
    assert "<html" in client.get("/deals/?outcome=lost").text


def test_the_csv_holds_the_list_and_no_formula(staff: Staff, home: Home) -> None:
    answer = sign_in(staff.sven).get("/deals/list.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["name"] for row in rows] == ["'=Gamma()"]
    assert rows[0]["value_EUR"] == "70.0"
    entry = LogEntry.objects.get(act="exported")
    assert (entry.who, entry.kind, entry.detail["deals"]) == ("sven@example.org", "deals", 1)


def test_without_a_run_the_list_tells_the_next_step(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "HOME", Home(tmp_path, {}))
    client = sign_in(staff.anna)
    assert "No deals to list yet" in client.get("/deals/").text
    assert client.get("/deals/list.csv").status_code == 404


def test_who_has_no_deals_is_told_whom_to_ask(staff: Staff, home: Home) -> None:
    staff.anna.seller_links.all().delete()
    assert "Ask an administrator" in sign_in(staff.anna).get("/deals/").text


def _keep(user: User, name: str, query: str = "outcome=lost", **more: str) -> SavedView | None:
    sign_in(user).post("/deals/views/", {"name": name, "query": query, **more})
    return SavedView.objects.filter(owner=user, name=name).first()


def test_a_view_is_kept_once_however_often_it_is_sent(staff: Staff, home: Home) -> None:
    view = _keep(staff.anna, "Losses", "outcome=lost&after=abc&junk=1")
    assert view is not None
    assert view.query == "outcome=lost"
    _keep(staff.anna, "Losses")
    assert SavedView.objects.count() == 1
    answer = sign_in(staff.anna).post("/deals/views/", {"name": "Losses", "query": "outcome=won"}, follow=True)
    assert "another view called “Losses”" in answer.text


@pytest.mark.parametrize("name", ["", "   ", "x" * 81, "\0"])
def test_a_view_without_a_proper_name_is_refused(staff: Staff, home: Home, name: str) -> None:
    assert _keep(staff.anna, name) is None
    assert SavedView.objects.count() == 0


def test_a_shared_view_is_seen_by_the_team_alone_and_opens_nothing(staff: Staff, home: Home) -> None:
    _keep(staff.anna, "All of Sara", "owner=201", shared="yes")
    _keep(staff.anna, "Private")
    page = sign_in(staff.ben).get("/deals/?owner=201")
    assert "All of Sara" in page.text
    assert "Private" not in page.text
    assert "Gamma" not in page.text
    assert "All of Sara" not in sign_in(staff.sara).get("/deals/").text


def test_a_view_is_removed_by_its_owner_alone(staff: Staff, home: Home) -> None:
    view = _keep(staff.anna, "Losses", shared="yes")
    assert view is not None
    for other in (staff.ben, staff.nora, staff.administrator):
        assert sign_in(other).post(f"/deals/views/{view.pk}/remove/").status_code == 404
    assert sign_in(staff.anna).get(f"/deals/views/{view.pk}/remove/").status_code == 405
    sign_in(staff.anna).post(f"/deals/views/{view.pk}/remove/")
    assert SavedView.objects.count() == 0


def test_keeping_a_view_needs_the_token_of_the_page(staff: Staff, home: Home) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.anna, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/deals/views/", {"name": "x", "query": ""}).status_code == 403
