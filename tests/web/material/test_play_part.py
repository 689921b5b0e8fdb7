"""What to offer stands ready as a play is prepared, and what was ticked goes with the play."""

import duckdb
import pytest
from django.utils import timezone

from asking.conftest import Put
from assay.domain.spans import DAY
from assay.web.material.models import Material
from assay.web.plays.models import Play
from web.api.conftest import Call
from web.api.conftest import call as call
from web.conftest import ANNA_SELLER, SARA_SELLER, Staff, sign_in
from web.plays.conftest import OWN
from web.plays.conftest import company as company

CODE = "price_too_high"


@pytest.fixture
def offered(company: Staff, put: Put, record: duckdb.DuckDBPyConnection) -> Material:
    """Figures of two measures against the price, and a page of the team's own."""
    shares = {"done_share": 0.5, "not_share": 0.25, "difference": 0.25, "drawn": 0.1, "asked": 2, "deals": 60}
    counts = {"done_n": 20, "done_won": 10, "not_n": 40, "not_won": 10}
    for measure, verdict in (("demo", "more"), ("proof", "not_enough")):
        interval = {"difference_low": 0.05, "difference_high": 0.45, "verdict": verdict}
        put("offer", driver=CODE, measure=measure, **shares, **counts, **interval)
    return Material.objects.create(title="What it pays back", text="x", drivers=[CODE])


def test_only_what_is_associated_with_more_wins_is_ticked_beforehand(company: Staff, offered: Material) -> None:
    page = sign_in(company.anna).get(f"/plays/prepare/{OWN}/?driver={CODE}").text
    assert 'value="measure:demo" checked' in page
    assert 'value="measure:proof">' in page
    assert f'value="material:{offered.pk}">' in page
    assert page.index("part-people") < page.index("part-offer") < page.index("part-who")


def test_what_was_ticked_goes_with_the_play_by_its_name(company: Staff, offered: Material) -> None:
    client = sign_in(company.anna)
    keys = ["measure:demo", f"material:{offered.pk}"]
    form = {"owner": company.anna.pk, "due": "2127-01-04", "offer": keys, "offer_note": "On Tuesday"}
    assert client.post(f"/plays/prepare/{OWN}/?driver={CODE}", form).status_code == 302
    play = Play.objects.get()
    assert [(one["kind"], one["title"]) for one in play.offers] == [
        ("measure", "Demo"),
        ("material", "What it pays back"),
    ]
    assert play.offer_note == "On Tuesday"


def test_what_was_ticked_stands_again_when_something_else_is_wrong(company: Staff, offered: Material) -> None:
    form = {"owner": company.anna.pk, "due": "no day", "offer": ["measure:proof"], "offer_note": "My words"}
    answer = sign_in(company.anna).post(f"/plays/prepare/{OWN}/?driver={CODE}", form)
    assert answer.status_code == 422
    assert 'value="measure:proof" checked' in answer.text
    assert 'value="measure:demo">' in answer.text
    assert "My words</textarea>" in answer.text


@pytest.fixture
def askable(offered: Material, put: Put) -> None:
    """Anna and sara have each won a deal with the concern, with somebody there; a third must not be contacted."""
    for number, owner in ((30, ANNA_SELLER), (31, SARA_SELLER), (32, ANNA_SELLER)):
        put("deal", id=number, name=f"Won {number}", owner_id=owner, outcome="won", account_id=number)
        put("moment", deal_id=number, outcome="won", closed_at=90 * DAY, as_of=100 * DAY)
        put("offer_case", driver=CODE, deal_id=number, won=True, voiced_at=80 * DAY)
        put("person", id=number, full_name=f"Rita {number}", account_id=number, do_not_contact=number == 32)
        talk = {"activity_id": number, "kind": "meeting", "direction": "unknown", "status": "held"}
        put("deal_event", deal_id=number, is_automated=False, occurred_at=85 * DAY, **talk)
        put("deal_presence", deal_id=number, person_id=number, occurred_at=85 * DAY, part="to", **talk)


def test_a_reference_who_may_be_asked_goes_with_the_play_by_the_name_on_record(company: Staff, askable: None) -> None:
    form = {"owner": company.anna.pk, "due": "2127-01-04", "offer": ["reference:30"], "title of reference:30": "Forged"}
    assert sign_in(company.anna).post(f"/plays/prepare/{OWN}/?driver={CODE}", form).status_code == 302
    assert Play.objects.get().offers == [{"kind": "reference", "id": "30", "title": "reference: Rita 30"}]


@pytest.mark.parametrize(
    "key", ["reference:32", "reference:31", "reference:11", "measure:astrology", "material:999", "nonsense", "a:b:c"]
)
def test_a_forged_offer_is_refused_with_a_clear_word(company: Staff, askable: None, key: str) -> None:
    form = {"owner": company.anna.pk, "due": "2127-01-04", "offer": [key]}
    answer = sign_in(company.anna).post(f"/plays/prepare/{OWN}/?driver={CODE}", form)
    assert answer.status_code == 422
    assert f"“{key}” cannot be offered here" in answer.text
    assert "Choose from what is offered against this reason now." in answer.text
    assert not Play.objects.exists()


def test_material_that_was_put_away_is_offered_no_longer(company: Staff, offered: Material) -> None:
    Material.objects.update(archived_at=timezone.now())
    form = {"owner": company.anna.pk, "due": "2127-01-04", "offer": [f"material:{offered.pk}"]}
    answer = sign_in(company.anna).post(f"/plays/prepare/{OWN}/?driver={CODE}", form)
    assert "cannot be offered here" in answer.text


@pytest.mark.parametrize(("key", "status"), [("reference:30", 201), ("reference:31", 422), ("reference:32", 422)])
def test_the_api_takes_offers_that_the_page_would_show_and_no_others(
    company: Staff, askable: None, call: Call, key: str, status: int
) -> None:
    told = {"deal_id": str(OWN), "driver": CODE, "offers": [key]}
    answered, answer = call(company.anna, "post", "plays", told)
    assert answered == status
    assert Play.objects.count() == (status == 201)
    named = call(company.anna, "get", f"deals/{OWN}/script?reason={CODE}")[1]["may_offer"]
    assert (key in [one["key"] for one in named]) == (status == 201)
    if status == 422:
        assert f"“{key}” cannot be offered here" in answer["title"]
    else:
        assert answer["offers"] == ["reference: Rita 30"]
