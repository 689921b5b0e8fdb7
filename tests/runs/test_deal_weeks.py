"""Deals week by week and the events in them, as read from a record."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np

from assay.runs.clock import Clock, read_clock
from assay.runs.dated_events import make_dated
from assay.runs.deal_weeks import DealWeeks, make_weeks
from assay.runs.gathering import Gathering
from assay.runs.moments import MOMENT, MOMENT_COLUMNS, make_moments
from assay.runs.preceding import read_dated
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from runs.conftest import Ask, Run
from runs.small_record import SmallRecord, on_day


@contextmanager
def opened(home: Home, record: SmallRecord) -> Iterator[tuple[Gathering, Clock]]:
    record.write(home)
    place = open_place(home.record, TABLES)
    with closing(place.engine(version=place.version())) as engine, closing(Gathering(engine)) as gathering:
        clock = read_clock(engine, None)
        make_moments(engine, clock, "EUR")
        gathering.fetch(MOMENT, MOMENT_COLUMNS)
        make_dated(engine, clock)
        yield gathering, clock


def lay_weeks(home: Home, record: SmallRecord, *, most_deals: int = 100) -> DealWeeks:
    with opened(home, record) as (gathering, clock):
        return make_weeks(gathering, clock, most_deals=most_deals)


def happened(home: Home, record: SmallRecord, event: str) -> list[object]:
    """The day on which the event came to each deal, in the order of the deals' names."""
    with opened(home, record) as (gathering, clock):
        weeks = make_weeks(gathering, clock)
        dates, since = read_dated(gathering, weeks)[event]
        names = dict(gathering.rows("SELECT id, name FROM deal"))
    order = np.argsort([names[deal] for deal in weeks.deal_id])
    days = [None if np.isnan(dates[at]) else round((dates[at] - on_day(0)) / 86_400) for at in order]
    return [day if np.isfinite(since[at]) else "unwatched" for day, at in zip(days, order, strict=True)]


def test_a_lost_deal_dies_in_the_week_of_its_last_word_and_seven_days(home: Home) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=200)
    record.word(deal, 30)
    weeks = lay_weeks(home, record)
    assert weeks.week.tolist() == [0, 1, 2, 3, 4, 5]
    assert weeks.ends.tolist() == [False] * 5 + [True]


def test_a_won_deal_is_followed_as_far_and_does_not_die(home: Home) -> None:
    record = SmallRecord()
    record.word(record.deal("A", opened=0, outcome="won", closed=200), 30)
    weeks = lay_weeks(home, record)
    assert weeks.week.tolist() == [0, 1, 2, 3, 4, 5]
    assert not weeks.ends.any()


def test_words_are_counted_up_to_a_week_ago_and_the_stage_is_the_one_that_stood(home: Home) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=200)
    for day in (1, 2, 15, 50):
        record.word(deal, day)
    record.change(deal, "stage", "Talk", 0)
    record.change(deal, "stage", "Offer", 16)
    weeks = lay_weeks(home, record)
    assert weeks.words.tolist() == [0, 0, 2, 2, 3, 3, 1, 1, 0]
    codes = weeks.stage.tolist()
    assert codes[0] == codes[2] != codes[3] == codes[8]
    assert 0 not in codes


def test_deals_closed_in_a_batch_or_disqualified_are_not_followed_and_open_ones_are(home: Home) -> None:
    record = SmallRecord()
    record.word(record.deal("batch", opened=0, outcome="lost", closed=200, closed_in_batch=True), 30)
    record.word(record.deal("disqualified", opened=0, outcome="disqualified", closed=200), 30)
    still_open = record.deal("open", opened=0)
    record.word(still_open, 30)
    weeks = lay_weeks(home, record)
    assert weeks.deal_id.tolist() == [still_open]
    assert not weeks.ends.any()


def test_of_many_deals_some_are_drawn_and_stand_for_all(home: Home) -> None:
    record = SmallRecord()
    for number in range(40):
        record.word(record.deal(str(number), opened=number, outcome="lost", closed=200), 60)
    weeks = lay_weeks(home, record, most_deals=10)
    assert len(weeks.deal_id) == 10
    assert weeks.weight.tolist() == [4.0] * 10


def lost_deal(record: SmallRecord, name: str, account: int, **values: object) -> int:
    deal = record.deal(name, opened=0, outcome="lost", closed=150, account_id=account, **values)
    record.word(deal, 100)
    return deal


def change_leader(record: SmallRecord, number: int, account: int, day: float, **values: object) -> None:
    told = {"seniority": "c_level", "change": "joined", "basis": "import", **values}
    record.add("person_change", str(number), known=on_day(day), account_id=account, occurred_at=on_day(day), **told)


def test_a_leader_who_came_or_went_is_an_event_and_a_title_that_was_learnt_is_none(home: Home) -> None:
    record = SmallRecord()
    for account, name in enumerate("abcdef", 1):
        lost_deal(record, name, account)
    change_leader(record, 1, 1, 40)
    change_leader(record, 2, 2, 40, change="recorded")
    change_leader(record, 3, 3, 40, seniority="manager")
    change_leader(record, 4, 4, 40, seniority="manager", old_seniority="vp", change="moved")
    change_leader(record, 5, 5, 60)
    change_leader(record, 6, 5, 40)
    change_leader(record, 7, 6, -40)
    assert happened(home, record, "leadership_changed") == [40, None, None, 40, 40, None]


def test_what_was_entered_after_the_end_did_not_come_before_it(home: Home) -> None:
    record = SmallRecord()
    for account, name in enumerate("abc", 1):
        lost_deal(record, name, account)
    change_leader(record, 1, 1, 40)
    change_leader(record, 2, 2, 40)
    record.rows["person_change"][1]["known_at"] = on_day(151)
    change_leader(record, 3, 3, 40)
    record.rows["person_change"][2].update(known_at=on_day(500), known_at_basis="file_date")
    assert happened(home, record, "leadership_changed") == [40, None, 40]


def test_a_competitor_counts_from_the_day_on_which_it_was_named(home: Home) -> None:
    record = SmallRecord()
    for name, day in (("a", 20), ("b", None)):
        deal = lost_deal(record, name, 1)
        told = {"competitor_id": 5, "part": "present", "named_at": None if day is None else on_day(day)}
        record.add("deal_competitor", name, known=on_day(20), deal_id=deal, **told)
    assert happened(home, record, "competitor_named") == [20, None]


def test_only_a_deal_that_a_campaign_reached_steadily_can_see_it_stop(home: Home) -> None:
    record = SmallRecord()
    for number, (name, days) in enumerate(
        {
            "kept": range(0, 400, 10),
            "none": (),
            "once": (5,),
            "stopped": range(0, 60, 10),
            # that it came back plays no part: only a deal that lived on could see it
            "paused": (0, 10, 20, 30, *range(90, 400, 10)),
            # a looser rhythm is waited for longer
            "loose": (*(0, 10, 30, 40), *range(70, 100, 10)),
        }.items(),
        1,
    ):
        deal = lost_deal(record, name, number)
        person = record.add("person", name, known=on_day(-300), kind="contact", full_name=name, account_id=number)
        record.add(
            "deal_person", name, known=on_day(0), deal_id=deal, person_id=person, role="unknown", basis="crm_role"
        )
        for day in days:
            touch = {"campaign_id": 9, "person_id": person, "kind": "sent", "occurred_at": on_day(day)}
            record.add("campaign_touch", f"{name}{day}", known=on_day(day), **touch)
    assert happened(home, record, "nurture_stopped") == [None, 150, "unwatched", "unwatched", 50, 70]


def test_the_run_holds_a_row_for_each_event(home: Home, run: Run, ask: Ask) -> None:
    record = SmallRecord()
    lost_deal(record, "a", 1)
    record.write(home)
    run()
    assert ask("SELECT event, verdict, hazard FROM precedence ORDER BY event") == [
        ("competitor_named", "not_enough", None),
        ("leadership_changed", "not_enough", None),
        ("nurture_stopped", "not_enough", None),
    ]
