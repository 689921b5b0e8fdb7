"""Which rows of the record belong to the file of a deal."""

from assay.domain.spans import DAY
from assay.reports.deal_rows import Names, read_rows
from reports.collected_record import START, Record

NAMES = Names({}, {}, {}, {})


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
    rows = read_rows(record.open(), str(deal), NAMES, {deal: account}, with_words=False)
    assert [found.change for found in rows["person_changes"][deal]] == ["promoted"]


def test_a_turn_of_speech_is_read_where_a_finding_rests_on_it() -> None:
    record = Record()
    deal = record.add("deal", "d", name="Pumps", stage="Open", outcome="open", opened_at=START)
    call = record.add("activity", "c", kind="call", direction="unknown", status="held", occurred_at=START)
    record.put(
        "deal_event",
        **{"deal_id": deal, "activity_id": call, "occurred_at": START, "known_at": START, "kind": "call"},
        **{"direction": "unknown", "status": "held", "is_automated": False, "buyers": 1, "unnamed": 0, "top_rank": 0},
    )
    turns = [
        record.add("utterance", f"u{place}", activity_id=call, position=place, speaker="Ann", side="buyer", text=text)
        for place, text in enumerate(("Good morning.", "What does it cost?"))
    ]
    record.put("finding", deal_id=deal, finding_id=1, signal="a.b", sentence="One question.", hit_at=START)
    record.put("evidence", deal_id=deal, finding_id=1, table_name="utterance", row_id=turns[1], occurred_at=START)
    rows = read_rows(record.open(), str(deal), NAMES, {deal: None}, with_words=False)
    assert [(turn.id, turn.speaker, turn.text) for turn in rows["spoken"][deal]] == [
        (turns[1], "Ann", "What does it cost?")
    ]
