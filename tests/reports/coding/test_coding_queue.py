"""Which passages people are asked about, in which order, and of which deals."""

from collections.abc import Iterator

import pytest

from assay.reports.catalogue.scope import NOTHING, Scope
from assay.reports.coding.passage import read_place
from assay.reports.coding.queue import (
    SECOND_IN,
    Done,
    count_waiting,
    find_model,
    find_next,
    find_passage,
    list_deal_passages,
)

from .coded_record import CodedRecord, open_coded

ALL = Scope(everything=True)


@pytest.fixture
def coded() -> Iterator[CodedRecord]:
    coded = open_coded()
    yield coded
    coded.connection.close()


def test_abstained_and_near_passages_are_unsure_and_the_others_may_be_drawn(coded: CodedRecord) -> None:
    coded.mention("lost", "note")
    coded.mention("lost", "note", start=0, driver="no_budget", margin=0.06)
    coded.mention("lost", "note", start=1, driver="no_budget", margin=0.3)
    coded.mention("lost", "note", start=2, driver="no_budget", coder="person", margin=None)
    assert count_waiting(coded.connection, ALL, Done(near=0.07)) == {"unsure": 2, "sample": 2, "split": 0}


def test_lost_deals_come_first_where_the_model_is_unsure(coded: CodedRecord) -> None:
    for start in range(6):
        coded.mention("open", "note", start=start)
    coded.mention("lost", "note", start=9)
    found = find_next(coded.connection, ALL, "unsure", Done())
    assert found is not None
    assert found.deal == "The lost deal"


def test_a_skipped_passage_is_not_asked_about_again(coded: CodedRecord) -> None:
    key = coded.mention("lost", "note")
    assert find_next(coded.connection, ALL, "unsure", Done()) is not None
    assert find_next(coded.connection, ALL, "unsure", Done(), [key]) is None


def test_some_passages_are_offered_to_a_second_person_and_none_to_the_same(coded: CodedRecord) -> None:
    keys = [coded.mention("lost", "note", start=start) for start in range(60)]
    met = {"unsure": keys}
    for_others = count_waiting(coded.connection, ALL, Done(met=met))["unsure"]
    assert 60 / SECOND_IN / 2 < for_others < 60 / SECOND_IN * 2
    assert count_waiting(coded.connection, ALL, Done(met=met, own=keys))["unsure"] == 0
    # also after a run, which has taken over what the first person said
    coded.connection.execute("UPDATE mention SET coder = 'person', driver = 'timing', margin = NULL")
    assert count_waiting(coded.connection, ALL, Done(met=met)) == {"unsure": for_others, "sample": 0, "split": 0}


def test_codes_from_before_a_split_are_offered_again_also_those_of_people(coded: CodedRecord) -> None:
    coded.mention("lost", "note", driver="price_too_high", coder="person", margin=None)
    assert count_waiting(coded.connection, ALL, Done())["split"] == 0
    assert count_waiting(coded.connection, ALL, Done(split=["price_too_high"]))["split"] == 1


def test_passages_of_deals_out_of_scope_are_nowhere(coded: CodedRecord) -> None:
    key = coded.mention("lost", "note")
    place = read_place(key)
    assert place is not None
    own = Scope(sellers=frozenset({coded.ids["mara"]}))
    for scope, sees in (
        (own, True),
        (Scope(sellers=frozenset({coded.ids["tom"]})), False),
        (Scope(deals=frozenset({coded.ids["lost"]})), True),
        (NOTHING, False),
    ):
        assert (find_passage(coded.connection, scope, place) is not None) is sees
        assert (find_next(coded.connection, scope, "unsure", Done()) is not None) is sees
        assert bool(list_deal_passages(coded.connection, scope, coded.ids["lost"])) is sees
        assert count_waiting(coded.connection, scope, Done())["unsure"] == int(sees)


def test_praise_waits_for_nobody(coded: CodedRecord) -> None:
    coded.mention("lost", "note", polarity="for", about="us", margin=None)
    assert count_waiting(coded.connection, ALL, Done()) == {"unsure": 0, "sample": 0, "split": 0}


def test_what_was_said_in_a_circle_is_asked_of_nobody(coded: CodedRecord) -> None:
    coded.mention("lost", "said", table="statement", quote="Price!", start=0, end=6)
    assert count_waiting(coded.connection, ALL, Done())["unsure"] == 1
    coded.connection.execute("UPDATE statement SET circle = 'investigation'")
    assert count_waiting(coded.connection, ALL, Done())["unsure"] == 0


def test_a_passage_brings_its_choices_and_the_name_of_the_competitor(coded: CodedRecord) -> None:
    key = coded.mention("lost", "note", about="competitor", competitor_id=coded.ids["fastline"])
    place = read_place(key)
    assert place is not None
    assert place.key == key
    found = find_passage(coded.connection, ALL, place)
    assert found is not None
    assert [choice.driver for choice in found.choices] == ["price_too_high", "no_budget", "value_unproven"]
    assert found.competitor == "Fastline"
    assert find_model(coded.connection) == "model-1"


@pytest.mark.parametrize("key", ["", "activity", "activity-1-2", "activity--1-2-3", "a b-1-2-3", "x" * 50 + "-1-2-3"])
def test_what_is_no_place_is_told(key: str) -> None:
    assert read_place(key) is None
