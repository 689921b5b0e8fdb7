"""Where the dirt is: the lines below a remark."""

from assay.quality.remark import Remark
from quality.hand_record import HandRecord, make_clean, on_day


def test_late_logging_is_told_by_owner_in_the_order_of_names(soiled: dict[str, Remark]) -> None:
    heading, *owners = soiled["Logged more than 7 days late"].lines
    assert heading.startswith("owner: late of all")
    assert [owner.split(";")[0] for owner in owners] == ["Omar Vale: 2 of 3", "Rita Vale: 3 of 43"]
    assert owners[0].endswith("20 days, 20 days")


def test_owners_beyond_those_shown_are_summed_up() -> None:
    record = make_clean()
    for number in range(14):
        owner = record.add("seller", name=f"Seller {number:02}")
        record.activity(record.deal(), 40, logged=60, owner_id=owner)
    lines = record.remarks()["Logged more than 7 days late"].lines
    assert len(lines) == 14
    assert lines[-1] == "other owners: 2 late"


def test_meetings_booked_ahead_are_no_part_of_late_logging() -> None:
    record = make_clean()
    before = record.remarks()["Logged more than 7 days late"]
    for _ in range(5):
        record.activity(record.deal(), 60, logged=20)
    after = record.remarks()["Logged more than 7 days late"]
    assert (after.count, after.of) == (before.count, before.of)


def test_late_ones_of_one_hour_are_no_load_until_there_are_50() -> None:
    record = make_clean()
    deal = record.deal()
    for number in range(49):
        record.activity(deal, 50 + number / 100, known_at=on_day(150))
    found = record.found()
    assert found == {"Logged more than 7 days late": 49}


def test_a_meeting_without_a_day_of_export_is_set_beside_the_day_of_import() -> None:
    record = make_clean()
    record.rows["import_file"][0]["seen_at"] = None
    deal = record.deal()
    record.activity(deal, 305)
    record.activity(deal, 315)
    assert record.found() == {"Took place after the export": 1}


def test_a_batch_names_who_closed_it(soiled: dict[str, Remark]) -> None:
    assert soiled["Closed in a batch"].lines == ("6 deals on 2025-04-16 by Tidy Hand, of 1 other owner",)


def test_close_dates_say_which_way_and_into_which_quarter(soiled: dict[str, Remark]) -> None:
    way, quarter = soiled["Close date more than 30 days from the history"].lines
    assert way.startswith("2 state a day after")
    assert "1 one before" in way
    assert quarter.startswith("1 fall into another quarter")


def test_each_cut_history_has_its_reason(soiled: dict[str, Remark]) -> None:
    lines = soiled["History of stages cut off"].lines
    assert [line.split(":")[0] for line in lines] == ["1 deal"] * 4
    assert "20 changes" in lines[2]


def test_a_stage_without_a_class_is_named_with_the_command_that_mends_it(soiled: dict[str, Remark]) -> None:
    remark = soiled["Stage without a class"]
    assert "assay stages Mystery=open" in remark.fix
    assert remark.lines == ('"Mystery": 4 deals',)


def test_the_command_quotes_what_a_shell_would_split() -> None:
    record = make_clean()
    record.add("stage", code="Bob's stage", label="Bob's stage", stage_class="unknown", sort_order=9)
    assert """assay stages 'Bob'"'"'s stage=open'""" in record.remarks()["Stage without a class"].fix


def test_titles_that_tell_nothing_are_counted_by_title(soiled: dict[str, Remark]) -> None:
    assert soiled["Job title that tells no rank"].lines == ('"Wizard": 2',)


def test_duplicates_say_by_what_they_were_told(soiled: dict[str, Remark]) -> None:
    *by, names = soiled["Probably the same person twice"].lines
    assert by == ["same e-mail address: 2", "same name and account: 2", "same name and telephone: 1"]
    assert names.startswith("such as Ann Day, Ben Lee, ")


def test_keys_that_point_at_nothing_say_what_to_export(soiled: dict[str, Remark]) -> None:
    assert soiled["Points at something that no file holds"].lines == (
        "1 deal whose account no file holds: export the accounts",
        "2 roles of people whom no file holds: export all contacts",
        "3 changes of deals that no file holds: export all deals",
    )


def test_many_deals_are_named_by_the_first_and_a_number() -> None:
    record = make_clean()
    for number in range(9):
        record.lost(name=f"Bad {number}", opened=60, after=10, closed_at=on_day(50))
    lines = record.remarks()["Closed before they were opened"].lines
    assert lines == ("Bad 0", "Bad 1", "Bad 2", "Bad 3", "Bad 4", "and 4 more")


def test_one_reason_for_most_losses_is_named_from_20_stated_ones() -> None:
    record = make_clean()
    _lose_for(record, "Price", 13)
    assert record.found() == {}
    _lose_for(record, "price ", 1)
    remark = record.remarks()["One reason stated for most losses"]
    assert (remark.count, remark.of) == (14, 20)


def _lose_for(record: HandRecord, reason: str, deals: int) -> None:
    for _ in range(deals):
        record.lost(loss_reason_stated=reason)


def test_missing_people_are_for_the_crm_to_mend_where_few_lack_them(soiled: dict[str, Remark]) -> None:
    assert soiled["No buyer attached"].remedy == "mend"
    assert soiled["No job title"].remedy == "mend"


def test_missing_people_are_a_matter_of_the_export_where_most_lack_them() -> None:
    record = make_clean()
    record.rows["deal_person"] = []
    for person in record.rows["person"]:
        person.update(title=None, seniority="unknown")
    remarks = record.remarks()
    assert remarks["No buyer attached"].remedy == "part"
    assert remarks["No job title"].remedy == "part"
