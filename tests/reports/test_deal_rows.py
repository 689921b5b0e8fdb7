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
