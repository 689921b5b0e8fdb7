"""Who took part in a deal's activities, on both sides."""

from assay.reports.deal_rows import Names
from assay.reports.people import list_sellers
from assay.reports.presence import Presence, read_presence
from reports.collected_record import START, Record

DAY = 86_400


def _record_call() -> tuple[int, int, Presence]:
    """A call that Ann had with two buyers and Ben in copy, and a mail that Ben sent a day later."""
    record = Record()
    deal = record.add("deal", "d", name="Pumps", stage="Open", outcome="open", opened_at=START)
    call = record.add("activity", "c", kind="call", direction="unknown", status="held", occurred_at=START)
    for activity, at, owner in ((call, START, 1), (99, START + DAY, 2)):
        record.put(
            "deal_event", deal_id=deal, activity_id=activity, occurred_at=at, known_at=at, kind="call", owner_id=owner
        )
    for person, part in ((12, "attendee"), (11, "to"), (13, "cc"), (11, "attendee")):
        record.put(
            "deal_presence",
            deal_id=deal,
            activity_id=call,
            occurred_at=START,
            known_at=START,
            person_id=person,
            part=part,
        )
    for seller, part in ((1, "attendee"), (2, "cc")):
        record.put(
            "deal_seat", deal_id=deal, activity_id=call, occurred_at=START, known_at=START, seller_id=seller, part=part
        )
    record.add("deal_person", "r", deal_id=deal, person_id=14, role="champion")
    return deal, call, read_presence(record.open(), str(deal))


def test_who_was_in_copy_stands_apart_from_who_took_part() -> None:
    deal, call, presence = _record_call()
    assert presence.buyers[deal, call] == ((11, 12), (11,), (13,))
    assert presence.sellers[deal, call] == (1,)


def test_people_of_a_deal_are_those_with_a_role_too() -> None:
    deal, _, presence = _record_call()
    assert presence.people[deal] == {11, 12, 13, 14}


def test_a_seller_counts_once_for_each_activity_sat_in_or_owned() -> None:
    deal, _, presence = _record_call()
    (ann, ben) = list_sellers(presence, Names({1: "Ann", 2: "Ben"}, {}, {}, {}))[deal]
    assert (ann.name, ann.activities, ann.first_at, ann.last_at) == ("Ann", 1, START, START)
    assert (ben.name, ben.activities, ben.first_at, ben.last_at) == ("Ben", 2, START, START + DAY)
