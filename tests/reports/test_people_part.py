"""Who took part in a deal, and what each side says of it."""

from dataclasses import replace

from assay.domain.spans import DAY
from assay.reports.deal_file import Change, SellerPart, Standing, Statement
from assay.reports.listing import list_rows
from assay.reports.people import view_people
from assay.reports.statements import list_sides
from reports.made_file import AT, make_deal_file, make_event, make_person


def say(side: str, origin: str, text: str, number: int) -> Statement:
    return Statement(number, AT + number * DAY, side, origin, text, Standing())


def test_a_buyer_is_met_by_talking_and_not_by_being_written_to() -> None:
    people = (make_person(1, "Ann", 1), make_person(2, "Vic", 4))
    events = (
        make_event(1, 3, people=(1,)),
        make_event(2, 9, people=(1,)),
        make_event(3, 5, "email", "outbound", people=(2,)),
    )
    vic, ann = view_people(make_deal_file(people=people, events=events)).buyers
    assert (ann.name, ann.part) == ("Ann", "met or heard from 2\u00a0times")
    assert (ann.first, ann.last) == ("6\u00a0Mar\u00a02025", "12\u00a0Mar\u00a02025")
    assert (vic.name, vic.part, vic.last) == ("Vic", "not met, written to 1\u00a0time", "")


def test_sellers_stand_in_the_order_in_which_they_came_and_no_owner_is_left_out() -> None:
    file = make_deal_file(changes=(Change(1, AT, "owner", "Old Hand", "Mara", Standing()),))
    parts = (SellerPart("Old Hand", 3, AT, AT + DAY), SellerPart("Guest", 1, AT + DAY, AT + DAY))
    shown = view_people(replace(file, sellers=parts, deal=replace(file.deal, owner="Mara"))).sellers
    assert [(one.name, one.note) for one in shown] == [
        ("Old Hand", "owned it before"),
        ("Guest", ""),
        ("Mara", "owner"),
    ]
    assert shown[2].part == "in no activity on record"


def test_each_side_has_a_column_and_those_that_everybody_looks_for_stand_there_empty() -> None:
    said = (say("peer", "peer_view", "Too late.", 1), say("rep", "crm_note", "Price.", 2))
    file = replace(make_deal_file(), statements=said)
    sides = {side.name: [remark.text for remark in side.remarks] for side in list_sides(file, list_rows(file))}
    assert sides["The buyer"] == []
    assert sides["Peers"] == ["Too late."]
    assert sides["The rep"][-1] == "Price."
    assert "The manager" not in sides
