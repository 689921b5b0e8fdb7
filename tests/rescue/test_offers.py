"""What is offered against a concern: ranked by what is known, shown with its deals, and nobody asked who may not be."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from assay.asking.ask import Ask, ask_through
from assay.asking.sight import Sight
from assay.domain.errors import InputError
from assay.reports.offers.terminal import COLUMNS, show_offers
from assay.rescue.offers.reading import choose_drivers, read_cases, read_offers
from assay.rescue.offers.references import propose_references
from assay.rescue.ties.ways import Manners
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from assay.tables.concluded.offer import OFFER, OFFER_CASE
from assay.tables.concluded.reason import REASON
from runs.small_record import SmallRecord, on_day

_TYPES = {"text": "string", "number": "float64", "yes_no": "boolean"}
TODAY = date(2024, 8, 1)
OWN = Sight(sellers=[1])
MANNERS = Manners(TODAY, {}, {})

#: measure -> verdict, difference, its error, drawn, deals in which it was done
RANKED = {
    "proof": ("more", 0.3, 0.05, 0.25, 60),
    "reference": ("not_enough", 0.5, 0.4, 0.04, 3),
    "demo": ("not_enough", 0.1, 0.08, 0.05, 50),
    "lower_price": ("fewer", -0.2, 0.05, -0.18, 70),
}


def _put(work: Work, table: Any, rows: list[dict[str, Any]]) -> None:
    schema = {column.name: _TYPES.get(column.type, "int64") for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, [tuple(row.get(name) for name in schema) for row in rows])


def _part_of(deals: dict[str, int]) -> Part:
    def make(work: Work) -> None:
        offers = [
            {
                **{"driver": "price_too_high", "measure": measure, "deals": 200, "done_n": n, "done_won": n // 2},
                **{"not_n": 120, "not_won": 40, "done_share": 0.5, "not_share": 0.5 - mid, "difference": mid},
                **{"difference_low": mid - 2 * error, "difference_high": mid + 2 * error, "drawn": drawn},
                **{"asked": 4, "verdict": verdict, "more_needed": 300 if verdict == "not_enough" else None},
            }
            for measure, (verdict, mid, error, drawn, n) in RANKED.items()
        ]
        case = {"driver": "price_too_high", "voiced_at": on_day(30), "voiced_table": "activity", "voiced_row": 1}
        done = {"done_table": "activity", "done_row": 2}
        cases = [
            {**case, **done, "deal_id": deals["near"], "won": True, "measure": "demo", "done_at": on_day(50)},
            {**case, **done, "deal_id": deals["near"], "won": True, "measure": "proof", "done_at": on_day(40)},
            {**case, "deal_id": deals["far"], "won": True},
            {**case, "deal_id": deals["theirs"], "won": True},
            {**case, "deal_id": deals["same account"], "won": True},
            {**case, "deal_id": deals["lost"], "won": False},
        ]
        at_work = {"driver": "price_too_high", "deal_id": deals["open"], "view": "open", "p_active": 0.7, "p_main": 0.7}
        usual = dict.fromkeys(("p", "p_low", "p_high", "strength", "p_record"), 0.5)
        counts = {"rank": 1, "stated_by_rep": False, "stated_by_buyer": False, "for_rows": 0, "against_rows": 0}
        _put(work, REASON, [{**usual, **counts, **at_work, "whose": "ours"}])
        _put(work, OFFER, offers)
        _put(work, OFFER_CASE, cases)

    return Part("offers", "asking", (REASON, OFFER, OFFER_CASE), make)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Home, dict[str, int]]:
    """An open deal about price, won ones with it, and their people. Only read."""
    home, record = Home(tmp_path_factory.mktemp("offers") / "home", {}), SmallRecord()
    deals: dict[str, int] = {}
    for number, (name, segment, owner) in enumerate(
        (("near", "food", 1), ("far", "steel", 1), ("theirs", "food", 2), ("same account", "food", 1))
    ):
        shared = {"segment": segment, "owner_id": owner, "account_id": 9 if name == "same account" else number}
        deals[name] = record.deal(name, opened=10, outcome="won", closed=100 + number, **shared)
        for buyer in range(3):
            who = number * 10 + buyer
            for day in range(buyer + 1):
                record.word(deals[name], 60 + day, buyer=who)
                record.word(deals[name], 61 + day, buyer=who, direction="outbound")
    deals["lost"] = record.deal("lost", opened=10, outcome="lost", closed=90, segment="food")
    deals["open"] = record.deal("open", opened=20, segment="food", account_id=9)
    for number in range(4):
        for buyer in range(3):
            who = number * 10 + buyer
            barred = {"do_not_contact": who == 1, "consent": "withdrawn" if who == 0 else None}
            record.add("person", str(who), known=on_day(1), kind="contact", full_name=f"Person {who}", **barred)
    record.write(home)
    run_signals(home, as_of=None, renew_baseline=False, signals=())
    conclude_run(home, lambda step, share: None, (_part_of(deals),))
    return home, deals


@pytest.fixture
def ask(told: tuple[Home, dict[str, int]]) -> Iterator[Ask]:
    with open_results(told[0]) as results:
        yield ask_through(results.connection)


def test_a_few_lucky_deals_do_not_lead_and_what_goes_with_losing_stands_last(ask: Ask) -> None:
    assert [one.measure for one in read_offers(ask, "price_too_high")] == ["proof", "demo", "reference", "lower_price"]
    assert read_offers(ask, "timing") == []


def test_won_deals_of_the_same_segment_come_first_with_what_was_done_in_order(
    ask: Ask, told: tuple[Home, dict[str, int]]
) -> None:
    found = read_cases(ask, "price_too_high", deal_id=told[1]["open"])
    assert [one.name for one in found.cases] == ["same account", "theirs", "near", "far"]
    assert [act.measure for act in found.cases[2].done] == ["proof", "demo"]
    assert (found.won, found.lost) == (4, 1)


def test_of_deals_that_may_not_be_seen_only_the_number_and_the_owner_are_told(ask: Ask) -> None:
    found = read_cases(ask, "price_too_high", sight=OWN)
    assert {one.name for one in found.cases} == {"near", "far", "same account"}
    assert (found.won, found.hidden_owners) == (4, (2,))
    assert read_cases(ask, "price_too_high", sight=Sight(sellers=[])).cases == ()


def test_a_deal_that_is_shut_is_not_shown(ask: Ask, told: tuple[Home, dict[str, int]]) -> None:
    found = read_cases(ask, "price_too_high", sight=Sight(closed=[told[1]["near"]]))
    assert "near" not in {one.name for one in found.cases}


def test_who_may_not_be_asked_stands_last_with_the_reason(ask: Ask, told: tuple[Home, dict[str, int]]) -> None:
    found = propose_references(ask, "price_too_high", MANNERS, deal_id=told[1]["open"], most=20)
    assert [one.hindered for one in found if one.hindered] == ["do_not_contact", "consent"]
    assert [one.name for one in found][-2:] == ["Person 1", "Person 0"]


def test_the_account_itself_is_not_asked_to_speak_for_us(ask: Ask, told: tuple[Home, dict[str, int]]) -> None:
    found = propose_references(ask, "price_too_high", MANNERS, deal_id=told[1]["open"], most=20)
    assert "same account" not in {one.deal_name for one in found}


def test_the_strongest_tie_of_the_same_segment_comes_first(ask: Ask, told: tuple[Home, dict[str, int]]) -> None:
    found = propose_references(ask, "price_too_high", MANNERS, deal_id=told[1]["open"], sight=OWN, most=20)
    assert [one.name for one in found if not one.hindered] == ["Person 2", "Person 12", "Person 11", "Person 10"]
    assert found[0].figures.both_ways == 3


def test_nobody_is_asked_too_often(ask: Ask) -> None:
    person = propose_references(ask, "price_too_high", MANNERS, sight=OWN)[0].person_id
    again = propose_references(
        ask, "price_too_high", Manners(TODAY, {}, {person: [date(2024, 7, 1)]}), sight=OWN, most=20
    )
    assert [one.hindered for one in again if one.person_id == person] == ["cap"]


def test_who_took_their_word_back_is_not_asked_whatever_the_record_says(ask: Ask) -> None:
    person = propose_references(ask, "price_too_high", MANNERS, sight=OWN)[0].person_id
    again = propose_references(ask, "price_too_high", Manners(TODAY, {person: "withdrawn"}, {}), sight=OWN, most=20)
    assert [one.hindered for one in again if one.person_id == person] == ["withdrawn"]


def test_a_deal_is_asked_for_what_is_at_work_in_it(ask: Ask, told: tuple[Home, dict[str, int]]) -> None:
    assert choose_drivers(ask, told[1]["open"]) == ["price_too_high"]
    assert choose_drivers(ask, told[1]["lost"]) == []


def test_the_command_line_tells_figures_with_their_interval_and_never_because(
    told: tuple[Home, dict[str, int]],
) -> None:
    text = show_offers(told[0], MANNERS, "open").replace("\xa0", " ")
    assert "Price too high: came up in 5 ended deals, 4 of them won." in text
    assert "1. Proof or trial. Associated with more wins. 50 % won of 60 deals" in text
    assert "+30 points (+20 to +40)" in text
    assert "because" not in text


def test_machines_get_every_row(told: tuple[Home, dict[str, int]]) -> None:
    rows = list(csv.DictReader(io.StringIO(show_offers(told[0], MANNERS, "", ["Price too high"], "csv"))))
    assert tuple(rows[0]) == COLUMNS
    assert [row["measure"] for row in rows] == [
        row["measure"] for row in json.loads(show_offers(told[0], MANNERS, "", ["price_too_high"], "json"))
    ]
    assert float(rows[0]["difference"]) == pytest.approx(0.3)


def test_what_is_not_clear_or_not_known_says_what_to_do(told: tuple[Home, dict[str, int]]) -> None:
    with pytest.raises(InputError, match="not clear"):
        show_offers(told[0], MANNERS)
    with pytest.raises(InputError, match="Nothing is known yet"):
        show_offers(told[0], MANNERS, "lost")
    with pytest.raises(InputError, match="There is no reason"):
        show_offers(told[0], MANNERS, "", ["astrology"])
