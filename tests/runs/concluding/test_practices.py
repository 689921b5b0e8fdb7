"""The part on practices: within the same seller, before the outcome, and nothing said where too little is known."""

from collections.abc import Callable
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.concluding.part import Part, Work
from assay.runs.concluding.practices.part import PRACTICES_PART
from assay.runs.concluding.working import conclude_run
from assay.runs.results import open_results
from assay.runs.running import run_signals
from assay.store.home import Home
from assay.tables.concluded.practice import PRACTICE_TABLES
from assay.tables.concluded.share import LOSS_SPLIT, TRUTH_GAP
from runs.small_record import SmallRecord, on_day

_GAP = (
    "SELECT 'rep' AS what, '' AS name, 0.3 AS estimate, 0.25 AS low, 0.35 AS high, 40 AS losses, 40 AS rests_on,"
    " NULL::DOUBLE AS as_agreed, NULL::DOUBLE AS accuracy, NULL::DOUBLE AS accuracy_low,"
    " NULL::DOUBLE AS accuracy_high, 0 AS audited_twice"
)


def _say_shares(work: Work) -> None:
    work.gathering.make("new_truth_gap", _GAP)
    work.gathering.make("new_loss_split", "SELECT * FROM loss_split WHERE false")


PARTS = (Part("shares", "sharing", (TRUTH_GAP, LOSS_SPLIT), _say_shares), PRACTICES_PART)

Found = dict[str, dict[str, dict[str, Any]]]
Conclude = Callable[[SmallRecord], Found]


@pytest.fixture
def conclude(home: Home, few_signals: tuple[Signal, ...]) -> Conclude:
    """Concludes the record: table, then practice or saying, then column."""

    def work(record: SmallRecord) -> Found:
        record.word(record.deal("last", opened=900), 950)
        record.write(home)
        run_signals(home, as_of=None, renew_baseline=False, signals=few_signals[:1])
        conclude_run(home, lambda step, share: None, PARTS)
        found: Found = {}
        with open_results(home) as results:
            for table in PRACTICE_TABLES:
                names = [column.name for column in table.columns]
                rows = results.connection.execute(f"SELECT {', '.join(names)} FROM {table.name}").fetchall()
                found[table.name] = {row[0]: dict(zip(names, row, strict=True)) for row in rows}
        return found

    return work


def invent_asked(record: SmallRecord, sellers: int = 8, each: int = 30, *, announced_on: float = -20) -> None:
    """Each seller asks `each` buyers of lost deals, half of them told beforehand; these agree far more often."""
    for seller in range(1, sellers + 1):
        for number in range(each):
            closed = 100 + 2 * number
            name = f"{seller} {number}"
            deal = record.deal(name, opened=closed - 60, outcome="lost", closed=closed, known=closed, owner_id=seller)
            is_told = number % 2 == 0
            if is_told:
                at = on_day(closed + announced_on)
                record.add("debrief", f"a {name}", known=at, deal_id=deal, announced_at=at, kind="buyer")
            answer = "agreed" if number % (10 if not is_told else 4) in (0, 1) else "silent"
            asked = {"asked_at": on_day(closed + 5), "answer": answer, "kind": "buyer", "by_whom": seller}
            record.add("debrief", f"b {name}", known=on_day(closed + 9), deal_id=deal, **asked)


def test_announcing_is_associated_with_agreeing(conclude: Conclude) -> None:
    record = SmallRecord()
    invent_asked(record)
    told = conclude(record)["practice"]["announce"]
    assert (told["asked"], told["n"], told["sellers"], told["done_n"]) == (240, 240, 8, 120)
    assert told["verdict"] == "associated_more"
    assert 0 < told["always_low"] < told["difference_low"] < told["difference"] < told["difference_high"]


def test_what_was_said_after_the_outcome_is_no_announcement(conclude: Conclude) -> None:
    record = SmallRecord()
    invent_asked(record, announced_on=2)
    told = conclude(record)["practice"]["announce"]
    assert (told["asked"], told["done_n"], told["difference"], told["verdict"]) == (240, 0, None, "not_enough")


def test_a_buyer_who_has_not_answered_yet_is_not_counted_as_no(conclude: Conclude) -> None:
    record = SmallRecord()
    deal = record.deal("D", opened=1, outcome="lost", closed=50, known=50, owner_id=1)
    record.add("debrief", "b", known=on_day(55), deal_id=deal, asked_at=on_day(55), kind="buyer", by_whom=1)
    assert conclude(record)["practice"]["announce"]["asked"] == 0


def invent_guides(record: SmallRecord, *, held: float = 300) -> None:
    """Six sellers; half of them hold a debrief with a guide on a deal that was lost, on day `held`."""
    for seller in range(1, 7):
        for number in range(40):
            opened = 10 + 15 * number
            is_won = (number + seller) % 4 == 0
            ended = {"outcome": "won" if is_won else "lost", "closed": opened + 30, "known": opened + 30}
            deal = record.deal(f"{seller} {number}", opened=opened, owner_id=seller, **ended)
            if seller <= 3 and opened + 30 <= held < opened + 45:
                used = {"held_at": on_day(held), "guide": "usual", "kind": "buyer", "by_whom": seller}
                record.add("debrief", f"g {seller}", known=on_day(held), deal_id=deal, **used)


def test_only_deals_opened_after_the_debrief_count_as_with_it(conclude: Conclude) -> None:
    record = SmallRecord()
    invent_guides(record)
    told = conclude(record)["practice"]
    # day 300 and later: numbers 20 to 39 of three sellers; the deal that was debriefed was opened before
    assert (told["guide"]["done_n"], told["guide"]["other_n"], told["guide"]["sellers"]) == (60, 60, 3)
    assert told["guide"]["asked"] == 240
    assert told["debrief"] == {**told["guide"], "practice": "debrief"}
    assert told["self_analysis"]["done_n"] == 0


def test_three_sellers_are_too_few_for_a_claim_and_it_says_how_many_more(conclude: Conclude) -> None:
    record = SmallRecord()
    invent_guides(record)
    found = conclude(record)
    told = found["practice"]["guide"]
    assert told["verdict"] == "not_enough"
    assert told["more_needed"] > 0
    assert found["saying"]["guide_wins"]["own"] is None


def test_each_saying_stands_beside_the_figure_of_the_record_or_none(conclude: Conclude) -> None:
    record = SmallRecord()
    for number in range(12):
        deal = record.deal(f"D{number}", opened=number, outcome="lost", closed=90, known=90)
        for person in range(2 + number % 2):
            part = {"deal_id": deal, "person_id": person + 1, "role": "influencer", "basis": "crm_role"}
            record.add("deal_person", f"{number} {person}", known=on_day(10), **part)
    told = conclude(record)["saying"]
    assert {name: one["said"] for name, one in told.items()} == {
        "guide_wins": 0.15, "reps_know": 0.4, "indifference": 0.65, "people_decide": 5.4, "called_close": 0.8
    }  # fmt: skip
    assert (told["reps_know"]["own"], told["reps_know"]["verdict"]) == (0.3, "above")
    assert (told["people_decide"]["own"], told["people_decide"]["n"]) == (2.5, 12)
    assert (told["indifference"]["own"], told["indifference"]["verdict"]) == (None, "not_enough")


def test_a_called_deal_counts_once_it_has_ended(conclude: Conclude) -> None:
    record = SmallRecord()
    for number in range(15):
        is_open = number >= 12
        ended = {} if is_open else {"outcome": "won" if number < 9 else "lost", "closed": 90.0, "known": 90.0}
        deal = record.deal(f"D{number}", opened=1, **ended)
        said = {"side": "buyer", "origin": "play", "text": "Same issue"}
        record.add("statement", f"{number}", known=on_day(40), deal_id=deal, occurred_at=on_day(40), **said)
    told = conclude(record)["saying"]["called_close"]
    assert (told["n"], told["own"], told["verdict"]) == (12, 0.75, "within")
