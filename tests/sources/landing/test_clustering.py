from typing import Any

import pytest

JAN, DAY = 1_735_689_600, 86_400


def stage_meeting(record: Any, *people: tuple[str, str], at: int = JAN, **columns: Any) -> None:
    """A held meeting on deal d; people: (source id, part)."""
    activity = {"source_id": f"m{at}", "kind": "meeting", "direction": "unknown", "status": "held", "occurred_at": at}
    clock = {"known_at": at + DAY, "known_at_basis": "created"}
    record.stage("activity", {**activity, **clock, **columns})
    ids = {"activity_id": record.key("activity", f"m{at}")}
    record.stage(
        "activity_deal", {"source_id": f"m{at}/d", **ids, "deal_id": record.key("deal", "d"), "basis": "source"}
    )
    for person, part in people:
        row = {"source_id": f"m{at}/{person}/{part}", **ids, "person_id": record.key("person", person), "part": part}
        record.stage("activity_person", {**row, "side": "buyer"})


def stage_person(record: Any, source_id: str, title: str | None, seen_at: int = JAN) -> None:
    record.stage("person", {"source_id": source_id, "kind": "contact", "title": title}, seen_at=seen_at)


@pytest.fixture
def deal(record: Any) -> Any:
    record.stage("deal", {"source_id": "d", "outcome": "open", "opened_at": JAN})
    stage_person(record, "cfo", "CFO")
    stage_person(record, "clerk", "Clerk")
    return record


def test_an_event_counts_its_buyers_and_their_highest_rank(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "attendee"), ("clerk", "attendee"))
    deal.land()
    assert deal.rows("SELECT buyers, top_rank, unnamed, is_automated FROM deal_event") == [(2, 5, 0, False)]
    assert deal.rows("SELECT rank FROM deal_presence ORDER BY 1") == [(1,), (5,)]


def test_a_buyer_in_copy_is_present_without_counting(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "cc"), ("clerk", "to"))
    deal.land()
    assert deal.rows("SELECT buyers, top_rank FROM deal_event") == [(1, 1)]
    assert deal.rows("SELECT part, rank FROM deal_presence ORDER BY 1") == [("cc", 5), ("to", 1)]


def test_a_buyer_who_stands_twice_is_one_buyer(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "cc"), ("cfo", "to"))
    deal.land()
    assert deal.rows("SELECT buyers FROM deal_event") == [(1,)]
    assert deal.rows("SELECT part FROM deal_presence") == [("to",)]


def test_an_activity_shows_the_title_borne_then(deal: Any) -> None:
    stage_meeting(deal, ("clerk", "attendee"))
    deal.land()
    stage_person(deal, "clerk", "CIO", seen_at=JAN + 30 * DAY)
    stage_meeting(deal, ("clerk", "attendee"), at=JAN + 40 * DAY)
    deal.land()
    assert deal.rows("SELECT occurred_at, rank FROM deal_presence ORDER BY 1") == [(JAN, 1), (JAN + 40 * DAY, 5)]


def test_an_event_is_known_when_all_of_it_was_known(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "attendee"))
    late = {"known_at": JAN + 9 * DAY, "known_at_basis": "created", "side": "buyer", "part": "attendee"}
    ids = {"activity_id": deal.key("activity", f"m{JAN}"), "person_id": deal.key("person", "clerk")}
    deal.stage("activity_person", {"source_id": "late", **ids, **late})
    deal.land()
    assert deal.value("SELECT known_at FROM deal_event") == JAN + 9 * DAY
    assert deal.rows("SELECT known_at FROM deal_presence ORDER BY 1") == [(JAN + DAY,), (JAN + 9 * DAY,)]


def test_links_without_a_clock_of_their_own_are_as_old_as_their_activity(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "attendee"), at=JAN - 30 * DAY)
    deal.land()
    assert deal.rows("SELECT known_at, known_at_basis FROM activity_deal") == [(JAN - 29 * DAY, "assumed")]
    assert deal.value("SELECT known_at FROM deal_event") == JAN - 29 * DAY


def test_a_deleted_activity_leaves_no_event(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "attendee"), is_deleted=True)
    deal.land()
    assert deal.rows("SELECT * FROM deal_event") == []


def test_a_participant_of_no_known_side_is_unnamed(deal: Any) -> None:
    stage_meeting(deal)
    row = {"source_id": "x", "activity_id": deal.key("activity", f"m{JAN}"), "named_as": "3 engineers"}
    deal.stage("activity_person", {**row, "side": "unknown", "part": "attendee"})
    deal.land()
    assert deal.rows("SELECT buyers, unnamed, top_rank FROM deal_event") == [(0, 1, 0)]


def test_a_seller_sits_in_an_activity_once_with_the_weightiest_part(deal: Any) -> None:
    stage_meeting(deal, ("cfo", "to"))
    deal.stage("seller", {"source_id": "bo", "name": "Bo"})
    ids = {"activity_id": deal.key("activity", f"m{JAN}"), "seller_id": deal.key("seller", "bo"), "side": "seller"}
    for part, known in (("cc", 2), ("from", 5)):
        clock = {"known_at": JAN + known * DAY, "known_at_basis": "created"}
        deal.stage("activity_person", {"source_id": part, "part": part, **ids, **clock})
    deal.land()
    assert deal.rows("SELECT seller_id, part, known_at FROM deal_seat") == [
        (deal.key("seller", "bo"), "from", JAN + 2 * DAY)
    ]
    assert deal.rows("SELECT buyers FROM deal_event") == [(1,)]


@pytest.mark.parametrize(
    ("attachments", "told"),
    [(None, None), ("", None), ("no", False), ("[]", False), ("yes", True), ("17;18", True)],
)
def test_an_event_says_whether_something_was_attached(deal: Any, attachments: str | None, told: bool | None) -> None:
    stage_meeting(deal, attachments=attachments)
    deal.land()
    assert deal.value("SELECT has_attachment FROM deal_event") is told


def test_an_event_names_whose_it_is(deal: Any) -> None:
    deal.stage("seller", {"source_id": "bo", "name": "Bo"})
    stage_meeting(deal, owner_id=deal.key("seller", "bo"))
    deal.land()
    assert deal.value("SELECT owner_id FROM deal_event") == deal.key("seller", "bo")
