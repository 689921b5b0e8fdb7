"""Lists of deals as after a run, a mail server that is named, and somebody who has something to be told."""

from typing import Any

import pytest

from assay.store.home import Home
from assay.web.confirming.models import Notice
from assay.web.home import standing
from assay.web.people import sellers
from reports.catalogue.made_catalogue import MadeDeal, put_catalogue
from web.conftest import ANNA_SELLER, BEN_SELLER, Staff

LOSS, OWN, BENS = 1, 2, 3

DEALS = [
    MadeDeal(LOSS, ANNA_SELLER, "lost", "Lost press", closed=200),
    MadeDeal(OWN, ANNA_SELLER, "open", "Open crane & <hoist>"),
    MadeDeal(4, BEN_SELLER, "won", "Won mill", closed=1, value=900),
    MadeDeal(5, BEN_SELLER, "won", "Won long ago", closed=40),
    MadeDeal(BENS, BEN_SELLER, "open", "Open saw"),
]


@pytest.fixture(scope="module")
def made_home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    """Written once: nothing here changes it."""
    folder = tmp_path_factory.mktemp("digests")
    put_catalogue(folder, DEALS)
    return Home(folder, {})


@pytest.fixture
def company(staff: Staff, made_home: Home, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The people; mail can be sent."""
    settings.HOME = made_home
    monkeypatch.setattr(standing, "find_record_version", lambda home: 1)
    monkeypatch.setattr(standing, "is_stale", lambda home: False)
    named = {
        LOSS: ("Lost press", ANNA_SELLER),
        OWN: ("Open crane & <hoist>", ANNA_SELLER),
        BENS: ("Open saw", BEN_SELLER),
    }
    monkeypatch.setattr(sellers, "ask_record", lambda query: [])
    monkeypatch.setattr("assay.web.confirming.ways.find_deal", named.get)
    monkeypatch.setattr(
        "assay.web.confirming.today.find_deals", lambda ids: {one: named[one] for one in ids if one in named}
    )
    monkeypatch.setenv("ASSAY_EMAIL_URL", "smtp://mail.example.org:25")
    return staff


@pytest.fixture
def told(company: Staff) -> Notice:
    """Anna's open deal is like a loss of hers, ben's like one that he may not see."""
    told = {"loss_id": LOSS, "driver": "price_too_high", "probability": 0.7, "text": "Price too high"}
    Notice.objects.create(user=company.ben, deal_id=BENS, deal_name="Open saw", **told)
    return Notice.objects.create(user=company.anna, deal_id=OWN, deal_name="Open crane & <hoist>", **told)
