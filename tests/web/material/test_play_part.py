"""What to offer stands ready as a play is prepared, and what was ticked goes with the play."""

import duckdb
import pytest

from asking.conftest import Put
from assay.web.material.models import Material
from assay.web.plays.models import Play
from web.conftest import Staff, sign_in
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
    titles = {"title of measure:demo": "Demo", f"title of material:{offered.pk}": "What it pays back"}
    form = {"owner": company.anna.pk, "due": "2027-01-04", "offer": keys, "offer_note": "On Tuesday", **titles}
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
