"""The ledger as owner, teammate, managers, analyst and stranger: what is told, what is kept apart, what is not told."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest
from django.test import Client

from asking.conftest import Put
from assay.asking.ask import ask_through
from assay.rescue.ledger.becoming import EPOCH_DAY
from assay.rescue.situation import is_held_out
from assay.web.people.models import User
from assay.web.plays.ledger import views
from assay.web.plays.ledger.gathering import read_beside, read_rows, sum_rows
from assay.web.plays.models import Play, PlayCall, Suggestion
from web.conftest import ANNA_SELLER, BEN_SELLER, SARA_SELLER, Staff, sign_in
from web.plays.conftest import DAY, OTHERS, OWN, TEAMMATES

#: the results know what became of deals up to here
TODAY = 100
LEDGER = "/plays/ledger/"


@pytest.fixture
def books(company: Staff, record: duckdb.DuckDBPyConnection, put: Put, monkeypatch: pytest.MonkeyPatch) -> Staff:
    """The company of plays, with results of day 100."""

    @contextmanager
    def open_base() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(connection=record.cursor(), run=SimpleNamespace(home_currency="EUR"))

    monkeypatch.setattr(views, "open_reading", open_base)
    record.execute("DELETE FROM run")
    put("run", as_of=TODAY * DAY, home_currency="EUR")
    return company


def at_day(day: int) -> datetime:
    return datetime.fromtimestamp(day * DAY + DAY // 2, UTC)


def make_play(owner: User, deal: int, day: int, **told: Any) -> Play:
    sellers = {OWN: ANNA_SELLER, TEAMMATES: BEN_SELLER, OTHERS: SARA_SELLER}
    told = {"driver": "price_too_high", "source": "verdict", "deal_owner_id": sellers.get(deal, ANNA_SELLER)} | told
    return Play.objects.create(
        deal_id=deal, deal_name=f"Deal {deal}", owner=owner, made_by=owner, made_at=at_day(day), due=at_day(day), **told
    )


def end_deal(record: duckdb.DuckDBPyConnection, deal: int, outcome: str, day: int) -> None:
    record.execute(f"UPDATE moment SET outcome = '{outcome}', closed_at = {day * DAY} WHERE deal_id = {deal}")


def tell(record: duckdb.DuckDBPyConnection) -> Any:
    return sum_rows(read_rows(ask_through(record), Play.objects.select_related("owner")))


def suggest(put: Put, deals: int, *, lot: str = "loss 1", first: int = 1_000) -> None:
    """Open deals of anna's, each put forward on day 5; those won end on day 20, and the lot decides who is held out."""
    for deal in range(first, first + deals):
        won = deal % 3 == 0
        put("deal", id=deal, name=f"D{deal}", owner_id=ANNA_SELLER, outcome="won" if won else "open")
        put("moment", deal_id=deal, outcome="won" if won else "open", view="open", as_of=TODAY * DAY, value=100,
            opened_at=DAY, closed_at=20 * DAY if won else None)  # fmt: skip
        Suggestion.objects.create(
            lot=lot, deal_id=deal, day=date.fromordinal(5 + EPOCH_DAY), driver="price_too_high", probability=0.5,
            rank=1, held_out=is_held_out(lot, deal),
        )  # fmt: skip


def test_with_no_play_the_page_says_so_and_what_to_do(books: Staff) -> None:
    page = sign_in(books.max).get(LEDGER)
    assert page.status_code == 200
    assert "No play has been made yet" in page.text
    assert "Nothing has been proposed in lists" in page.text


def test_a_win_counts_once_for_a_deal_with_two_plays(books: Staff, record: duckdb.DuckDBPyConnection) -> None:
    for day in (30, 40):
        make_play(books.anna, OWN, day)
    end_deal(record, OWN, "won", 50)
    told = tell(record)
    assert (told.plays, told.won, told.won_value) == (2, 1, 5_000)


def test_a_deal_won_before_its_play_is_no_win_of_the_play(books: Staff, record: duckdb.DuckDBPyConnection) -> None:
    make_play(books.anna, OWN, 60)
    end_deal(record, OWN, "won", 50)
    assert tell(record).won == 0


def test_won_and_won_back_are_kept_apart(books: Staff, record: duckdb.DuckDBPyConnection) -> None:
    make_play(books.anna, OWN, 30)
    make_play(books.ben, TEAMMATES, 30, kind=Play.Kind.WON_BACK)
    for deal in (OWN, TEAMMATES):
        end_deal(record, deal, "won", 50)
    told = tell(record)
    assert (told.won, told.won_back) == (1, 1)


def speak(put: Put, deal: int, *days: int) -> None:
    for day in days:
        put("deal_event", deal_id=deal, activity_id=deal * 1_000 + day, occurred_at=day * DAY, known_at=day * DAY,
            kind="email", direction="inbound", status="held", is_automated=False, buyers=1, unnamed=0)  # fmt: skip


def test_only_a_buyer_who_had_been_silent_is_revived(books: Staff, record: duckdb.DuckDBPyConnection, put: Put) -> None:
    speak(put, OWN, 15, 70)
    speak(put, TEAMMATES, 15, 58, 70)
    for owner, deal in ((books.anna, OWN), (books.ben, TEAMMATES)):
        make_play(owner, deal, 60)
    told = tell(record)
    assert (told.of_silent, told.revived) == (1, 1)


def test_another_concern_is_something_learned_and_no_answer_is_not(
    books: Staff, record: duckdb.DuckDBPyConnection
) -> None:
    first, second = make_play(books.anna, OWN, 30), make_play(books.ben, TEAMMATES, 30)
    PlayCall.objects.create(play=first, by=books.anna, result=PlayCall.Result.OTHER)
    PlayCall.objects.create(play=second, by=books.ben, result=PlayCall.Result.NO_ANSWER)
    told = tell(record)
    assert (told.learned, told.called) == (1, 2)


def test_a_rep_sees_own_plays_and_no_totals_of_few(books: Staff) -> None:
    make_play(books.anna, OWN, 30)
    make_play(books.ben, TEAMMATES, 30)
    page = sign_in(books.anna).get(LEDGER)
    assert [one.play.deal_id for one in page.context["page"]] == [OWN]
    assert "totals" not in page.context
    assert "shown once there are 5 plays by 3 people" in page.text


def test_a_rep_sees_the_totals_of_the_team_above_the_floor(books: Staff) -> None:
    for owner in (books.anna, books.ben, books.nora):
        for day in (30, 40):
            make_play(owner, TEAMMATES if owner != books.anna else OWN, day)
    page = sign_in(books.anna).get(LEDGER)
    assert page.context["totals"].plays == 6
    assert {one.play.deal_id for one in page.context["page"]} == {OWN}


def test_each_sees_the_plays_in_scope_alone(books: Staff, stranger: Client) -> None:
    for owner, deal in ((books.anna, OWN), (books.ben, TEAMMATES), (books.sara, OTHERS)):
        make_play(owner, deal, 30)
    seen = {
        user.name: {one.play.deal_id for one in sign_in(user).get(LEDGER).context["page"]}
        for user in (books.nora, books.sven, books.max, books.analyst, books.sara)
    }
    everything = {OWN, TEAMMATES, OTHERS}
    assert seen == {
        "Nora": {OWN, TEAMMATES}, "Sven": {OTHERS}, "Max": everything, "Analyst": everything, "Sara": {OTHERS},
    }  # fmt: skip
    assert stranger.get(LEDGER).status_code == 302


def test_the_file_holds_what_its_reader_sees_and_no_more(books: Staff) -> None:
    make_play(books.anna, OWN, 30, forced_why="=cmd")
    make_play(books.sara, OTHERS, 30)
    sent = b"".join(sign_in(books.sven).get(f"{LEDGER}ledger.csv").streaming_content).decode()
    assert [row["deal_id"] for row in csv.DictReader(io.StringIO(sent))] == [str(OTHERS)]
    own = b"".join(sign_in(books.anna).get(f"{LEDGER}ledger.csv").streaming_content).decode()
    assert "'=cmd" in own


def test_proposed_stands_beside_held_back_with_an_interval_and_counts(books: Staff, put: Put) -> None:
    suggest(put, 60)
    held = Suggestion.objects.filter(held_out=True).count()
    page = sign_in(books.max).get(f"{LEDGER}?days=30")
    ((title, sides),) = [row for row in page.context["lot_rows"] if row[0] == "Won"]
    assert (sides.one_n, sides.other_n) == (60 - held, held)
    assert "95 %" in sides.difference
    assert "Not enough to tell" in page.text


def test_before_the_horizon_the_page_says_from_when_on_to_look(books: Staff, put: Put) -> None:
    suggest(put, 60)
    page = sign_in(books.max).get(f"{LEDGER}?days=180")
    assert "the first deals were proposed 95 days ago" in page.text
    assert page.context["lot_rows"] == []


def test_lists_from_which_nothing_was_held_back_are_left_out(
    books: Staff, record: duckdb.DuckDBPyConnection, put: Put
) -> None:
    suggest(put, 40)
    Suggestion.objects.update(held_out=False)
    told = read_beside(ask_through(record), None, days=30)
    assert (told.judged.suggestions, told.without_lot) == (0, 40)


def test_a_deal_of_two_lots_stands_where_its_first_lot_put_it(
    books: Staff, record: duckdb.DuckDBPyConnection, put: Put
) -> None:
    suggest(put, 40)
    for one in list(Suggestion.objects.all()):
        Suggestion.objects.create(
            lot="loss 2", deal_id=one.deal_id, day=one.day + timedelta(days=3), driver="x", probability=0.4, rank=1,
            held_out=is_held_out("loss 2", one.deal_id),
        )  # fmt: skip
    told = read_beside(ask_through(record), None, days=30).judged
    assert told.suggestions == 40
    assert told.held_out == Suggestion.objects.filter(lot="loss 1", held_out=True).count()


def test_another_teams_suggestions_do_not_count_for_a_manager(books: Staff, put: Put) -> None:
    suggest(put, 40)
    assert sign_in(books.sven).get(LEDGER).context["beside"].judged.suggestions == 0
    assert sign_in(books.nora).get(LEDGER).context["beside"].judged.suggestions == 40


def test_what_is_newer_than_the_results_is_said_to_be(books: Staff, put: Put) -> None:
    make_play(books.anna, OWN, TODAY + 20)
    page = sign_in(books.max).get(LEDGER)
    assert page.context["beside"].unread == 1


def test_the_comparison_with_other_deals_is_called_no_effect(books: Staff, put: Put) -> None:
    for deal in range(2_000, 2_030):
        put("deal", id=deal, name=f"D{deal}", owner_id=ANNA_SELLER, outcome="open", stage="Proposal")
        put("moment", deal_id=deal, outcome="open", view="open", as_of=TODAY * DAY, opened_at=DAY, stage="Proposal")
    for deal in range(2_000, 2_006):
        make_play(books.anna, deal, 30)
    page = sign_in(books.max).get(f"{LEDGER}?days=30")
    assert "This difference is no effect of plays" in page.text
    assert page.context["beside"].compared.found == 6
    assert "Regression to the mean" in page.text


def test_nobody_is_ranked(books: Staff) -> None:
    make_play(books.sara, OTHERS, 40)
    make_play(books.anna, OWN, 30)
    make_play(books.ben, TEAMMATES, 20)
    page = sign_in(books.max).get(LEDGER)
    assert [one.play.made_at for one in page.context["page"]] == sorted(
        (one.play.made_at for one in page.context["page"]), reverse=True
    )
