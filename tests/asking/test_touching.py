"""Who of ours touched a deal, their part, the turn, and deals alike."""

import pytest

from asking.conftest import Put
from assay.asking.alike import find_alike
from assay.asking.ask import Ask
from assay.asking.sight import Sight
from assay.asking.taking_part import read_calls, read_cues, read_part_findings
from assay.asking.touching import find_touched
from assay.asking.turning import Computed, Tally, Vote, compare_turn, count_votes, list_moments, read_computed

DEAL, ANNA, BEN, CARA = 9001, 101, 102, 103


@pytest.fixture(autouse=True)
def deal(put: Put) -> None:
    """Ben owned it first and Anna now; Anna held a call and a meeting, Cara came to the call."""
    put("deal", id=DEAL, name="Crane", owner_id=ANNA, outcome="lost", account_id=1, opened_at=1, closed_at=90)
    for number, name in ((ANNA, "Anna"), (BEN, "Ben"), (CARA, "Cara")):
        put("seller", id=number, name=name, source="crm", instance="main", source_id=f"S{number}")
    put("stage_history", id=1, deal_id=DEAL, field="owner", old_value=f"S{BEN}", new_value=f"S{ANNA}", changed_at=9,
        source="crm", instance="main")  # fmt: skip
    for number, kind, at, sellers in ((1, "call", 10, (ANNA, CARA)), (2, "meeting", 20, (ANNA,)), (3, "email", 30, ())):
        put("deal_event", deal_id=DEAL, activity_id=number, kind=kind, occurred_at=at, direction="inbound")
        put("activity", id=number, kind=kind, subject=f"Subject {number}")
        for seller in sellers:
            put("deal_seat", deal_id=DEAL, activity_id=number, seller_id=seller, kind=kind, occurred_at=at)


def test_all_who_touched_it_are_found_with_the_one_primarily_involved_first(ask: Ask) -> None:
    found = [
        (one.name, one.activities, one.talks, one.owns, one.owned, one.is_primary) for one in find_touched(ask, DEAL)
    ]
    assert found == [
        ("Anna", 2, 2, True, False, True),
        ("Cara", 1, 1, False, False, False),
        ("Ben", 0, 0, False, True, False),
    ]


def test_a_finding_says_how_much_of_it_lies_in_ones_own_activities(ask: Ask, put: Put) -> None:
    put("finding", deal_id=DEAL, signal="rhythm.talked_too_much", sentence="We spoke most.", hit_at=5)
    put("utterance", id=70, activity_id=1, text="And another thing")
    for row in (70, 2):
        put("evidence", deal_id=DEAL, signal="rhythm.talked_too_much", table_name="utterance", row_id=row)
    (found,) = read_part_findings(ask, DEAL, CARA)["call"]
    assert (found.sentence, found.rows, found.own) == ("We spoke most.", 2, 1)
    assert read_part_findings(ask, DEAL, None)["call"][0].own == 0


def test_calls_and_cues_are_those_that_the_person_sat_in(ask: Ask, put: Put) -> None:
    put("deal_speech", deal_id=DEAL, activity_id=1, our_words=60, their_words=40, kind="call", occurred_at=10)
    for row, taken in ((1, True), (2, False)):
        put("deal_cue", deal_id=DEAL, row_id=row, activity_id=1, said_in="call", cue="price", is_taken_up=taken,
            is_doubtful=False)  # fmt: skip
    assert read_calls(ask, DEAL, CARA) == type(read_calls(ask, DEAL, CARA))(1, 0.6, 0.6)
    assert (read_cues(ask, DEAL, CARA).count, read_cues(ask, DEAL, CARA).taken) == (2, 1)
    assert (read_cues(ask, DEAL, BEN).count, read_calls(ask, DEAL, BEN).count) == (0, 0)


def test_moments_stand_in_their_order_with_moves_and_people(ask: Ask, put: Put) -> None:
    put("stage_history", id=2, deal_id=DEAL, field="stage", old_value="Demo", new_value="Offer", changed_at=15)
    put("person_change", id=3, account_id=1, name="Ines Roth", change="left", occurred_at=25)
    put("person_change", id=4, account_id=1, name="Long after", change="left", occurred_at=900)
    put("person", id=5, full_name="Ines Roth")
    put("deal_presence", deal_id=DEAL, activity_id=2, person_id=5, occurred_at=20, kind="meeting", part="attendee")
    found = [(one.kind, one.words, one.people) for one in list_moments(ask, DEAL)]
    assert found == [
        ("owner", "S102 → S101", ()),
        ("call", "Subject 1", ()),
        ("stage", "Demo → Offer", ()),
        ("meeting", "Subject 2", ("Ines Roth",)),
        ("left", "Ines Roth", ()),
        ("inbound_email", "Subject 3", ()),
    ]


def test_the_turn_voted_stands_beside_the_computed_one(ask: Ask, put: Put) -> None:
    put("turn", deal_id=DEAL, turn_at=20, low_at=15, high_at=22, p_turn=0.8)
    assert read_computed(ask, DEAL) is None
    put("answer", deal_id=DEAL, signal="rhythm.momentum_turned", answer="hit")
    computed = read_computed(ask, DEAL)
    assert computed == Computed(20, 15, 22, 0.8)
    votes = [
        Vote(1, "activity-2", "worse", True),
        Vote(2, "activity-2", "same", False),
        Vote(2, "activity-3", "worse", True),
        Vote(3, "gone-9", "worse", True),
    ]
    assert count_votes(votes)["activity-2"] == Tally(same=1, worse=1, turn=1)
    assert compare_turn(list_moments(ask, DEAL), votes, computed) == (2, 1)


def test_open_deals_alike_show_what_matches_and_what_does_not(ask: Ask, put: Put) -> None:
    for number, owner in ((7, ANNA), (8, BEN)):
        put("deal", id=number, name=f"Deal {number}", owner_id=owner, outcome="open")
        put("moment", deal_id=number, outcome="open")
    for number, signal in ((DEAL, "a.one"), (DEAL, "a.two"), (7, "a.one"), (8, "a.one"), (8, "a.two"), (8, "b.else")):
        put("finding", deal_id=number, signal=signal, sentence="", hit_at=1)
    every = [(one.deal_id, one.shared, one.missing) for one in find_alike(ask, DEAL)]
    assert every == [(8, ("a.one", "a.two"), ()), (7, ("a.one",), ("a.two",))]
    assert [one.deal_id for one in find_alike(ask, DEAL, Sight({ANNA}))] == [7]
    assert [one.deal_id for one in find_alike(ask, DEAL, Sight(set(), {8}))] == [8]
    # one that is shut to the reader, such as a deal under audit
    assert 7 not in [one.deal_id for one in find_alike(ask, DEAL, Sight(closed={7}))]
