"""A small record with words in it, as files to be searched, beside the catalogue of its deals."""

from pathlib import Path

from assay.reports.catalogue.words.writing import write_words_from
from reports.catalogue.made_catalogue import AS_OF, MadeDeal, put_catalogue
from reports.collected_record import Record

DAY = 86_400

#: id -> owner, name: anna's two, ben's, sara's
DEALS = {1: (101, "Öl und Gas"), 2: (101, "Beta"), 3: (102, "Gamma"), 4: (201, "Geheime Sache")}


def put_words(folder: Path) -> Path:
    """The words of the made record in `folder`/catalogue, with the catalogue of its deals. Returns the file."""
    put_catalogue(folder, [MadeDeal(id_, owner, "lost", name, closed=10) for id_, (owner, name) in DEALS.items()])
    connection = make_record().open()
    try:
        return write_words_from(connection, folder / "catalogue", 1)
    finally:
        connection.close()


def make_record() -> Record:
    """The rows."""
    record = Record()
    for seller, name in {101: "Anna", 102: "Ben", 201: "Sara"}.items():
        record.add("seller", f"S{seller}", id=seller, name=name)
    record.add("account", "A1", id=11, name="Nordwerk", industry="Metals")
    record.add("account", "A2", id=12, name="Südwerk")
    for buyer, name, account in ((21, "Zoë Müller", 11), (22, "Kim Secret", 12)):
        record.add("person", f"P{buyer}", id=buyer, kind="contact", full_name=name, account_id=account)
    for deal, (owner, name) in DEALS.items():
        record.add(
            "deal",
            f"D{deal}",
            id=deal,
            name=name,
            owner_id=owner,
            account_id=12 if deal == 4 else 11,
            outcome="lost",
            opened_at=AS_OF - 100 * DAY,
        )
        buyer = 22 if deal == 4 else 21
        record.add("deal_person", f"M{deal}", deal_id=deal, person_id=buyer, role="unknown", basis="crm_role")
    _add_talks(record)
    return record


def _add_talks(record: Record) -> None:
    add_activity(record, 31, 1, "email", "Offer", "The price is <b>too high</b> for us.", days=30)
    add_activity(record, 32, 3, "note", "Price, price, price", "", days=3)
    add_activity(record, 33, 4, "email", "Price of the secret", "Nobody else may read this price.", days=1)
    add_activity(record, 34, 2, "call", "Call", "We spoke about the délai de paiement.", days=5)
    add_activity(record, 35, 1, "email", "High price", "A price too high, they say.", days=200)
    record.add("utterance", "U1", activity_id=34, position=1, side="buyer", person_id=21, text="Budget is gone.")
    said = {"deal_id": 1, "side": "rep", "occurred_at": AS_OF}
    record.add("statement", "T1", id=41, origin="crm_note", text="Lost on price.", speaker_id=101, **said)
    record.add("statement", "T2", id=42, origin="self_analysis", text="Only for me: price.", circle="own", **said)


def add_activity(
    record: Record, id_: int, deal: int, kind: str, subject: str, body: str, *, days: int, by: int = 21
) -> None:
    """An activity of a deal, so many days ago, by a buyer."""
    at = AS_OF - days * DAY
    record.add(
        "activity",
        f"C{id_}",
        id=id_,
        kind=kind,
        direction="inbound",
        occurred_at=at,
        status="held",
        subject=subject,
        body=body,
    )
    record.add("activity_deal", f"L{id_}", activity_id=id_, deal_id=deal, basis="source")
    record.add("activity_person", f"W{id_}", activity_id=id_, person_id=by, side="buyer", part="from")
