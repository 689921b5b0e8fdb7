"""Who else can talk, as a part of the page on which a play is prepared."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.utils import timezone

from asking.conftest import Put
from assay.reports.deal_rows import Names
from assay.store.home import Home
from assay.web.plays.models import Play
from assay.web.plays.preparing import views
from web.conftest import BEN_SELLER, Staff, sign_in
from web.ties.conftest import KAI, OPEN

PREPARE = f"/plays/prepare/{OPEN}/?driver=price_too_high"


@pytest.fixture(autouse=True)
def opened(buyer: None, record: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    """The page reads the record of the test; nothing is held out."""
    settings.HOME = Home(settings.HOME.path, {"hold_out": "no"})

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        run = SimpleNamespace(home_currency="EUR")
        yield SimpleNamespace(connection=record.cursor(), names=Names({}, {}, {}, {}), run=run)

    monkeypatch.setattr(views, "open_reading", open_base)


def _send(staff: Staff, through: str) -> Any:
    told = {"owner": staff.anna.pk, "due": timezone.localdate().isoformat(), "through": through}
    return sign_in(staff.anna).post(PREPARE, told)


def test_the_ways_stand_on_the_page_with_nobody_chosen(staff: Staff) -> None:
    page = sign_in(staff.anna).get(PREPARE).text
    assert '<h2 id="part-ties">Who else can talk</h2>' in page
    assert 'name="through" value="" checked' in page
    assert f'name="through" value="person:{KAI}"' in page


@pytest.mark.parametrize(
    ("through", "name"), [(f"person:{KAI}", "Kai Moor"), (f"seller:{BEN_SELLER}", "Ben"), ("", "")]
)
def test_a_play_keeps_through_whom_it_goes(staff: Staff, through: str, name: str) -> None:
    assert _send(staff, through).status_code == 302
    play = Play.objects.get()
    assert (play.through, play.through_name) == (through, name)


def test_no_play_goes_through_whoever_may_not_be_asked(staff: Staff, put: Put) -> None:
    put("person", id=29, full_name="Lou Dorn", do_not_contact=True, known_at=0)
    put("tie", id=39, person_id=29, account_id=1, kind="adviser", known_at=0)
    answer = _send(staff, "person:29")
    assert answer.status_code == 422
    assert "may not be asked" in answer.text
    assert not Play.objects.exists()
