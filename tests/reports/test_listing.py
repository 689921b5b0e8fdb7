"""Each row of the record as a line that a person can read, so that a finding opens what it rests on."""

from assay.domain.spans import DAY
from assay.reports.deal_file import Competitor, Debrief, Demand, PersonChange, Standing, Utterance
from assay.reports.listing import list_rows
from reports.made_file import AT, make_deal_file

PLACE = Standing("changes.csv", 7)


def say_row(key: tuple[str, int], **rows: object) -> tuple[str, str, str, str, str]:
    row = list_rows(make_deal_file(**rows)).places[key]
    said = (row.day, row.kind, row.who, row.what, row.standing)
    return tuple(text.replace("\u00a0", " ") for text in said)  # type: ignore[return-value]


def test_a_change_at_the_buyer_says_where_somebody_came_from() -> None:
    change = PersonChange(1, AT, "Cleo", "joined", "CIO", "cut costs", "Former Ltd", PLACE)
    assert say_row(("person_change", 1), person_changes=(change,)) == (
        "3 Mar 2025",
        "change at the buyer",
        "Cleo",
        "joined as CIO, from Former Ltd; mandate: cut costs",
        "changes.csv, line 7",
    )


def test_a_competitor_says_its_part_and_where_it_stands() -> None:
    rival = Competitor(1, "Zenith", "won_by", None, PLACE)
    assert say_row(("deal_competitor", 1), competitors=(rival,)) == (
        "",
        "competitor",
        "",
        "Zenith: won by",
        "changes.csv, line 7",
    )


def test_a_field_that_a_stage_asks_for_is_named() -> None:
    demand = Demand(1, "Proposal", "close_date", PLACE)
    assert say_row(("stage_requirement", 1), demands=(demand,)) == (
        "",
        "asked for by a stage",
        "",
        "Proposal: close date",
        "changes.csv, line 7",
    )


def test_a_debrief_stands_at_its_last_step_and_names_them_all() -> None:
    debrief = Debrief(1, "buyer", AT, AT + 40 * DAY, None, "agreed", PLACE)
    assert say_row(("debrief", 1), debriefs=(debrief,)) == (
        "12 Apr 2025",
        "debrief",
        "",
        "announced 3 Mar 2025, asked for 12 Apr 2025, agreed",
        "changes.csv, line 7",
    )


def test_a_debrief_without_any_day_is_planned() -> None:
    debrief = Debrief(1, "self", None, None, None, "", PLACE)
    assert say_row(("debrief", 1), debriefs=(debrief,))[:4] == ("", "self-analysis", "", "planned")


def test_a_turn_of_a_transcript_is_quoted() -> None:
    turn = Utterance(1, AT, "Ann Lee", "What would that cost?", PLACE)
    assert say_row(("utterance", 1), utterances=(turn,))[:4] == (
        "3 Mar 2025",
        "said in a call",
        "Ann Lee",
        "What would that cost?",
    )
