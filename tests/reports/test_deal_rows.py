"""Which rows of the record belong to the file of a deal."""

from assay.domain.spans import DAY
from assay.reports.deal_rows import ByDeal, Names, Span, read_rows
from assay.reports.presence import read_presence
from reports.collected_record import START, Record

NAMES = Names({}, {}, {}, {})


def _read(record: Record, deal: int, account: int | None, names: Names = NAMES) -> dict[str, ByDeal]:
    connection = record.open()
    presence = read_presence(connection, str(deal))
    return read_rows(connection, {deal: Span(account, START, None)}, presence, names, with_words=False)


def test_a_title_that_was_first_recorded_is_no_change_at_the_buyer() -> None:
    record = Record()
    account = record.add("account", "a", name="Acme")
    deal = record.add("deal", "d", name="Pumps", account_id=account, stage="Open", outcome="open", opened_at=START)
    for number, change in enumerate(("recorded", "promoted")):
        record.add(
            "person_change",
            f"c{number}",
            account_id=account,
            name="Ann",
            title="CIO",
            change=change,
            occurred_at=START + DAY,
            basis="crm_title_change",
        )
    rows = _read(record, deal, account)
    assert [found.change for found in rows["person_changes"][deal]] == ["promoted"]


def test_what_findings_rest_on_beyond_activities_is_read_with_its_place() -> None:
    record = Record()
    account = record.add("account", "a", name="Acme")
    deal = record.add("deal", "d", name="Pumps", account_id=account, stage="Open", outcome="open", opened_at=START)
    rival = record.add("competitor", "z", name="Zenith")
    call = record.add("activity", "c", kind="call", direction="unknown", status="held", occurred_at=START)
    record.put("deal_event", deal_id=deal, activity_id=call, occurred_at=START, known_at=START, kind="call")
    rows = {
        "deal_competitor": record.add("deal_competitor", "r", deal_id=deal, competitor_id=rival, part="present"),
        "debrief": record.add("debrief", "b", deal_id=deal, kind="buyer", announced_at=START + DAY),
        "stage_requirement": record.add("stage_requirement", "s", stage="Offer", field="amount"),
        "utterance": record.add(
            "utterance", "u", activity_id=call, position=3, start_ms=90_500, side="buyer", text="How much?"
        ),
        "person_change": record.add(
            "person_change", "p", account_id=account, change="joined", from_employer="Former Ltd", basis="import"
        ),
    }
    record.add("stage_requirement", "other", stage="Offer", field="product")
    record.put("finding", finding_id=1, deal_id=deal, signal="x.y", view="open", sentence="It was so.", hit_at=START)
    for table, row in rows.items():
        record.put("evidence", finding_id=1, deal_id=deal, signal="x.y", table_name=table, row_id=row)
    names = Names({}, {}, {"Offer": "Our offer"}, {1: ("export.csv", "")})
    read = _read(record, deal, account, names)
    kinds = ("competitors", "debriefs", "demands", "utterances", "person_changes")
    found = {kind: read[kind][deal] for kind in kinds}
    assert [one.id for kind in kinds for one in found[kind]] == [*rows.values()]
    assert {one.standing.file for kind in kinds for one in found[kind]} == {"export.csv"}
    assert found["demands"][0].stage == "Our offer"
    assert found["utterances"][0].at == START + 90
    assert (found["person_changes"][0].at, found["person_changes"][0].from_employer) == (START, "Former Ltd")


def test_a_competitor_that_no_file_names_goes_by_its_id() -> None:
    record = Record()
    deal = record.add("deal", "d", name="Pumps", stage="Open", outcome="open", opened_at=START)
    record.add("deal_competitor", "d/zenith", deal_id=deal, competitor_id=7, part="present")
    read = _read(record, deal, None)
    assert [one.name for one in read["competitors"][deal]] == ["d/zenith"]


def test_what_was_said_to_a_circle_of_people_is_not_in_the_file() -> None:
    record = Record()
    account = record.add("account", "a", name="Acme")
    deal = record.add("deal", "d", name="Pumps", account_id=account, stage="Open", outcome="open", opened_at=START)
    for number, circle in enumerate((None, "team", "participants")):
        record.add(
            "statement",
            f"s{number}",
            deal_id=deal,
            side="buyer",
            origin="debrief",
            text=f"Said {number}",
            circle=circle,
        )
    rows = _read(record, deal, account)
    assert [found.text for found in rows["statements"][deal]] == ["Said 0"]
