"""The pages of competitors: what they show, to whom, and what they take."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import duckdb
import pytest
from django.conf import LazySettings
from django.test import Client

from assay.sources.rival_acts import list_acts, list_rivals
from assay.web.people.models import User
from runs.small_record import SmallRecord, on_day
from web.conftest import Staff, sign_in

from .conftest import Opened, open_company

DAY = 86_400
FROM = 1_704_067_200


def add_rates(connection: duckdb.DuckDBPyConnection, *, verdict: str = "fell", event: bool = True) -> int:
    """Rows as a run leaves them: one competitor, one theme, four half-years. Returns the competitor."""
    ((rival, name),) = connection.execute("SELECT id, name FROM competitor ORDER BY name LIMIT 1").fetchall()

    def add(table: str, **values: Any) -> None:
        holes = ", ".join("?" * len(values))
        connection.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({holes})", list(values.values()))

    def rate(kind: str, won: int, lost: int, **values: Any) -> None:
        told = {"rate": won / (won + lost), "rate_low": 0.2, "rate_high": 0.6, "is_told": won + lost >= 8}
        counts = {"won": won, "lost": lost, "no_decision": 1, "more_needed": 40, "late_won": 0, "late_lost": 0}
        add("competitor_rate", kind=kind, **{**told, **counts, **values})

    add("conclusion", part="competitors", run_id="r", rests_on="x", made_at=FROM)
    rate("all", 40, 60)
    rate("known", 20, 20)
    rate("unknown", 20, 40)
    pooled = {"pooled": 0.45, "pooled_low": 0.3, "pooled_high": 0.6, "competitor_id": rival, "competitor": name}
    rate("competitor", 18, 22, **pooled, late_lost=7)
    rate("competitor", 3, 3, **pooled, theme="price")
    for place, period in enumerate(("2024-H1", "2024-H2", "2025-H1", "2025-H2")):
        start = FROM + place * 182 * DAY
        rate("competitor", 5, 5, **pooled, period=period, period_start=start)
    ends = {f"{name}{end}": 0.5 for name in ("before", "after") for end in ("", "_low", "_high")}
    change = {"change": -0.3, "change_low": -0.5, "change_high": -0.1, "p_fall": 0.97, "lfdr": 0.06, "asked": 12}
    spans = {"before_from": "2024-H1", "before_to": "2024-H2", "after_from": "2025-H1", "after_to": "2025-H2"}
    counts = {"before_won": 12, "before_n": 20, "after_won": 6, "after_n": 20}
    blunted = {"is_blunted": verdict == "fell" and event, "event_id": 77 if event else None, "p_strength": 0.9}
    more = {"smallest": 0.31, "more_needed": 200, "verdict": verdict, "theme": "price"}
    who = {"competitor_id": rival, "competitor": name}
    add("competitor_change", **who, **spans, **counts, **ends, **change, **blunted, **more)
    if event:
        add(
            "competitor_event",
            **{"id": 77, "source": "assay", "instance": "people", "source_id": "e", "known_at": FROM},
            **{"known_at_basis": "created", "is_deleted": False, "import_run": 0, "file_no": 0, "line": 0},
            **{
                "competitor_id": rival,
                "theme": "price",
                "what": "cut its <b>prices</b>",
                "occurred_at": FROM + 400 * DAY,
            },
            link="https://example.org/cut",
        )
        values = (77, rival, "price", FROM + 400 * DAY, 0.97, "fell_after" if verdict == "fell" else "no_fall_seen")
        connection.execute("INSERT INTO competitor_event_check VALUES (?, ?, ?, ?, ?, ?)", values)
    return int(rival)


Open = Callable[..., int]


@pytest.fixture
def rivals(company: Opened) -> Iterator[Open]:
    connection = open_company()

    def open_with(**values: Any) -> int:
        found = add_rates(connection, **values)
        company.read(connection)
        return found

    yield open_with
    connection.close()


def read(user: User, path: str = "") -> str:
    answer = sign_in(user).get(f"/patterns/competitors/{path}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def test_a_page_without_anything_says_what_to_do(company: Opened) -> None:
    assert "Not worked out yet" in read(company.staff.analyst)


def test_a_fall_after_an_event_is_called_blunted_with_its_source(company: Opened, rivals: Open) -> None:
    page = read(company.staff.analyst, f"{rivals()}/")
    assert ">blunted<" in page
    assert "This is an association" in page
    assert 'href="https://example.org/cut"' in page
    assert "cut its &lt;b&gt;prices&lt;/b&gt;" in page


def test_a_fall_without_an_event_is_never_called_blunted(company: Opened, rivals: Open) -> None:
    rival = rivals(event=False)
    for page in (read(company.staff.analyst), read(company.staff.analyst, f"{rival}/")):
        assert "fell, no known event" in page
        assert "blunted" not in page.replace("is called blunted", "")
    assert "No known act of the competitor came before it" in page


def test_an_event_without_a_fall_is_not_confirmed(company: Opened, rivals: Open) -> None:
    page = read(company.staff.analyst, f"{rivals(verdict='not_enough')}/")
    assert "blunted" not in page
    assert "no fall shows after it" in page
    assert "a fall of less than 31 points would not show" in page


def test_what_is_left_out_and_how_many_more_would_be_enough_stands_there(company: Opened, rivals: Open) -> None:
    page = read(company.staff.analyst, f"{rivals()}/")
    assert "left out: 7 lost and 0 won" in page
    assert "about 40 more deals" in page


def test_charts_have_a_table_and_numbers(company: Opened, rivals: Open) -> None:
    rival = rivals()
    client = sign_in(company.staff.analyst)
    for path in ("", f"{rival}/"):
        page = read(company.staff.analyst, path)
        assert page.count('<figure class="chart"') == page.count('<details class="numbers">') == 1
        answer = client.get(f"/patterns/competitors/{path}numbers.csv")
        assert answer.status_code == 200
        assert len(answer.content.decode().splitlines()) == (5 if path else 2)


def test_figures_of_few_deals_are_kept_from_those_who_do_not_see_all(company: Opened, rivals: Open) -> None:
    rival = rivals()
    everything, own = (read(user, f"{rival}/") for user in (company.staff.analyst, company.staff.anna))
    assert "(20 to 60 %, 6 deals)" in everything.replace("\u00a0", " ")
    assert "6 deals" not in own.replace("\u00a0", " ")


def test_a_competitor_that_is_none_has_no_page(company: Opened, rivals: Open) -> None:
    rivals()
    assert sign_in(company.staff.analyst).get("/patterns/competitors/12/").status_code == 404
    assert sign_in(company.staff.analyst).get("/patterns/competitors/12/numbers.csv").status_code == 404


@pytest.mark.parametrize("path", ["", "numbers.csv", "narrowing.csv", "1/", "1/numbers.csv", "events/"])
def test_a_stranger_signs_in(stranger: Client, db: None, path: str) -> None:
    assert stranger.get(f"/patterns/competitors/{path}")["Location"].startswith("/account/login/")


@pytest.fixture
def record(staff: Staff, settings: LazySettings, company: Opened) -> int:
    """A record with one competitor, in the home of the application."""
    small = SmallRecord()
    rival = small.add("competitor", "N", known=on_day(0), name="Northwind")
    small.write(settings.HOME)
    return rival


def type_in(user: User, rival: int, **changed: str) -> Any:
    told = {"competitor": str(rival), "day": "2024-03-05", "what": "cut  its prices", "theme": "price"}
    return sign_in(user).post("/patterns/competitors/events/", {**told, "link": "https://example.org/a", **changed})


def test_a_manager_types_in_what_a_competitor_did_and_takes_it_back(
    staff: Staff, record: int, settings: LazySettings
) -> None:
    for _ in range(2):
        assert type_in(staff.nora, record).status_code == 302
    (act,) = list_acts(settings.HOME)
    assert (act.what, act.theme, act.link) == ("cut its prices", "price", "https://example.org/a")
    assert "cut its prices" in sign_in(staff.nora).get("/patterns/competitors/events/").content.decode()
    assert sign_in(staff.nora).post(f"/patterns/competitors/events/{act.key}/remove/").status_code == 302
    assert list_acts(settings.HOME) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"link": ""},
        {"link": "javascript:alert(1)"},
        {"day": "2999-01-01"},
        {"competitor": "5"},
        {"theme": "weather"},
        {"what": " "},
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_kept(
    staff: Staff, record: int, settings: LazySettings, changed: dict[str, str]
) -> None:
    assert type_in(staff.analyst, record, **changed).status_code == 422
    assert list_acts(settings.HOME) == []


def test_a_rep_neither_types_in_nor_takes_back(staff: Staff, record: int, settings: LazySettings) -> None:
    assert list_rivals(settings.HOME) == {record: "Northwind"}
    assert type_in(staff.anna, record).status_code == 403
    assert sign_in(staff.anna).get("/patterns/competitors/events/").status_code == 403
    assert sign_in(staff.anna).post("/patterns/competitors/events/1/remove/").status_code == 403


def add_quarters(connection: duckdb.DuckDBPyConnection, *counts: tuple[int, int]) -> None:
    """The win rate of all deals by the end of quarters, each with won and lost by then."""
    for place, (won, lost) in enumerate(counts):
        values = (None, None, f"2025-Q{place + 1}", FROM + place * 91 * DAY, won, lost, won / (won + lost), 0.1, 0.8)
        connection.execute("INSERT INTO rate_narrowing VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, NULL)", values)


def test_win_rates_stand_as_of_each_quarter_with_chart_and_numbers(company: Opened) -> None:
    connection = open_company()
    add_rates(connection)
    add_quarters(connection, (2, 8), (20, 30))
    company.read(connection)
    page = read(company.staff.analyst).replace("\u00a0", " ").replace("&nbsp;", " ")
    assert "All deals: 40 % won (10 to 80 %, n = 50). At the end of 2025-Q1 the interval was" in page
    answer = sign_in(company.staff.analyst).get("/patterns/competitors/narrowing.csv")
    lines = answer.content.decode().splitlines()
    assert [line.split(",")[1] for line in lines[1:]] == ["2025-Q1", "2025-Q2"]
    connection.close()


def test_quarters_between_which_few_deals_ended_are_kept_from_those_who_do_not_see_all(company: Opened) -> None:
    connection = open_company()
    add_rates(connection)
    add_quarters(connection, (2, 2), (10, 18), (11, 19), (20, 30))
    company.read(connection)
    lines = {}
    for user in (company.staff.analyst, company.staff.anna):
        answer = sign_in(user).get("/patterns/competitors/narrowing.csv")
        lines[user] = [line.split(",")[1] for line in answer.content.decode().splitlines()[1:]]
    assert lines[company.staff.analyst] == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    # the second would tell of the two deals that ended in the third by subtraction, the first of its own four
    assert lines[company.staff.anna] == ["2025-Q3", "2025-Q4"]
    connection.close()


def test_without_win_rates_by_quarter_there_are_no_numbers_of_them(company: Opened, rivals: Open) -> None:
    rivals()
    assert sign_in(company.staff.analyst).get("/patterns/competitors/narrowing.csv").status_code == 404
