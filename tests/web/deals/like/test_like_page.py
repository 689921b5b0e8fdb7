"""The page of open deals in the same situation, as owner, teammate, manager, analyst and stranger see it."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from asking.conftest import base as base
from asking.conftest import put as put
from assay.reports.deal_rows import Names
from assay.signals.discovery import find_signals
from assay.store.home import Home
from assay.web.deals.like import views
from assay.web.people.models import User
from assay.words.taxonomy import load_taxonomy
from web.conftest import ANNA_SELLER, BEN_SELLER, Staff, sign_in

LOSS, OWN, OTHERS = 1, 2, 3
PAGE = f"/deals/{LOSS}/like/"


@pytest.fixture(autouse=True)
def company(
    base: duckdb.DuckDBPyConnection, put: Put, staff: Staff, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    """A loss of anna's with a verdict, and an open deal of hers and of ben's in which the same is at work."""
    settings.HOME = Home(settings.HOME.path, {"hold_out": "no"})

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        run = SimpleNamespace(home_currency="EUR")
        yield SimpleNamespace(connection=base.cursor(), names=Names({}, {}, {}, {}), run=run)

    monkeypatch.setattr(views, "open_reading", open_base)
    put("deal", id=LOSS, name="Lost press", owner_id=ANNA_SELLER, outcome="lost")
    put("deal", id=OWN, name="Open crane", owner_id=ANNA_SELLER, outcome="open")
    put("deal", id=OTHERS, name="Open saw", owner_id=BEN_SELLER, outcome="open")
    put("reason", deal_id=LOSS, view="look_back", driver="price_too_high", p=0.8, p_active=0.9, p_main=0.7, rank=1)
    put("signal", signal="people.single_thread", title="Single thread", unknown="names of people")
    for deal, answer in ((LOSS, "hit"), (OWN, "hit"), (OTHERS, "unknown")):
        put("answer", deal_id=deal, signal="people.single_thread", answer=answer)
    for deal in (OWN, OTHERS):
        put("moment", deal_id=deal, outcome="open", as_of=864_000, last_word_at=86_400, value=5_000)
        put("reason", deal_id=deal, view="open", driver="price_too_high", p_active=0.7, rank=1)
        put("reason_ground", deal_id=deal, driver="price_too_high", kind="mention", way="for", table_name="activity",
            row_id=77, occurred_at=86_400)  # fmt: skip


def _read(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_owner_sees_own_deals_alone_with_what_matches(staff: Staff) -> None:
    page = _read(sign_in(staff.anna))
    assert "Open crane" in page
    assert "70 %" in page
    assert "silent for 9 days" in page
    assert "EUR\u00a05,000" in page
    assert f"/deals/{OWN}/#reason-" in page
    assert "As there" in page
    assert "Open saw" not in page


def test_an_analyst_sees_all_with_what_is_unknown(staff: Staff) -> None:
    page = _read(sign_in(staff.analyst))
    assert "Open crane" in page
    assert "Open saw" in page
    assert "Single thread: names of people" in page


def test_who_may_not_see_the_deal_finds_no_page(staff: Staff, stranger: Client) -> None:
    assert sign_in(staff.ben).get(PAGE).status_code == 404
    assert stranger.get(PAGE).status_code == 302
    assert sign_in(staff.anna).get("/deals/99999999999999999999/like/").status_code == 404


def test_a_chosen_reason_goes_before_the_verdict(staff: Staff) -> None:
    page = _read(sign_in(staff.anna), PAGE + "?reason=timing&reason=astrology")
    assert "None is named rather than some that do not fit." in page
    assert "Timing</b>" in page


def test_a_deal_without_a_verdict_offers_the_reasons_to_choose(staff: Staff, put: Put) -> None:
    put("deal", id=9, name="Untold", owner_id=ANNA_SELLER, outcome="lost")
    page = _read(sign_in(staff.anna), "/deals/9/like/")
    assert "Nothing is known yet of why this deal ended" in page
    assert 'name="reason" value="timing"' in page


def test_who_chose_german_reads_drivers_in_german(staff: Staff) -> None:
    User.objects.filter(pk=staff.anna.pk).update(language="de")
    page = _read(sign_in(staff.anna))
    assert "Preis zu hoch" in page
    names = {one.name for one in load_taxonomy().drivers} - {"Integration"}
    assert [name for name in sorted(names) if f">{name}<" in page or f" {name}</label>" in page] == []


def test_what_is_missing_is_said_in_the_language_of_the_reader(staff: Staff, base: duckdb.DuckDBPyConnection) -> None:
    (signal,) = [one for one in find_signals() if one.name == "people.single_thread"]
    base.execute("UPDATE signal SET unknown = $1", [signal.text.unknown])
    User.objects.filter(pk=staff.analyst.pk).update(language="de")
    page = _read(sign_in(staff.analyst))
    assert "Nur eine Person sprach, und es ist zu früh" in page
    assert signal.text.unknown not in page
