"""A record with people, companies and sellers to be hidden."""

from assay.store.home import Home
from runs.small_record import SmallRecord, on_day


def write_named_record(home: Home) -> int:
    """Two accounts, three people, a seller and a competitor; returns the deal of the first account."""
    record = SmallRecord()
    brightmoor = record.add("account", "a1", known=on_day(1), name="Brightmoor Ltd", domain="brightmoor.example")
    other = record.add("account", "a2", known=on_day(1), name="Harrow & Finch LLP")
    deal = record.deal("d1", opened=1, account_id=brightmoor)
    for place, (name, account) in enumerate((("Zsófia Nagy", brightmoor), ("Anastasia Petrova", other))):
        told = {"kind": "contact", "full_name": name, "account_id": account, "seniority": "unknown"}
        record.add("person", f"p{place}", known=on_day(1), **told)
    record.add("seller", "s1", known=on_day(1), name="Paweł Krzemień")
    record.add("competitor", "c1", known=on_day(1), name="Quorvex", aliases='["QVX"]')
    record.write(home)
    return deal
