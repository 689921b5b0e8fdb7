"""Dirt of every kind, each in a number of its own, with what looks like it and is none."""

from collections.abc import Callable

from quality.hand_record import DAY, EXPORTED, HOUR, HandRecord, date_of, on_day

Soil = Callable[[HandRecord], None]


def log_late(record: HandRecord) -> None:
    """3 late ones of one owner and 2 of another, on 2 deals."""
    record.add("seller", id=2, name="Omar Vale")
    first, second = record.deal(), record.deal()
    for day in (40, 41, 42):
        record.activity(first, day, logged=day + 10)
    for day in (40, 41):
        record.activity(second, day, logged=day + 20, owner_id=2)
    record.activity(second, 42, owner_id=2)
    record.activity(first, 43, logged=50)
    for day in (60, 61, 62):
        record.activity(first, day, logged=day - 15)
    record.activity(first, 70, logged=90, status="planned")
    record.activity(first, 71, logged=90, is_automated=True, kind="email")


def lose_clocks(record: HandRecord) -> None:
    """2 activities without a second clock, 3 that have none but their file's, however late those look."""
    deal = record.deal()
    for day in (40, 41):
        record.activity(deal, day, logged=day, known_at_basis="assumed")
    for day in (42, 43, 44):
        record.activity(deal, day, logged=EXPORTED, known_at_basis="file_date")


def load_old(record: HandRecord) -> None:
    """60 activities entered within one hour, 100 days after they took place."""
    deal = record.deal()
    for number in range(60):
        record.activity(deal, 50 + number / DAY, known_at=on_day(150) + number % 10)


def misdate(record: HandRecord) -> None:
    """2 deals closed before they opened; 1 opened and 2 closed after the export; 4 activities after it."""
    for _ in range(2):
        record.lost(after=10, opened=60, closed_at=on_day(50), close_date_stated=date_of(50))
    record.deal(opened=EXPORTED + 5)
    for _ in range(2):
        record.lost(opened=EXPORTED - 10, after=20)
    deal = record.deal()
    for _ in range(4):
        record.activity(deal, EXPORTED + 3)
    record.activity(deal, EXPORTED + 3, logged=EXPORTED - 1, status="planned")
    record.activity(deal, EXPORTED + 3, logged=EXPORTED - 1, status="unknown")
    record.activity(deal, EXPORTED + 0.5)


def put_placeholders(record: HandRecord) -> None:
    """1 deal and 2 activities of 1970."""
    deal = record.deal(opened_at=0)
    for number in range(2):
        record.activity(deal, 0, occurred_at=number, known_at=number + HOUR)


def drop_dates(record: HandRecord) -> None:
    """3 deals without an opening date, 2 lost without a close date, 1 activity without any."""
    for _ in range(3):
        record.deal(opened_at=None)
    for _ in range(2):
        record.lost(closed_at=None, closed_at_basis=None)
    record.activity(record.deal(), 40, occurred_at=None)


def confuse_stages(record: HandRecord) -> None:
    """1 stage without a class on 4 deals, 2 deals without a stage, 1 stage that is no longer listed on 2 deals."""
    record.add("stage", code="Mystery", label="Mystery", stage_class="unknown", sort_order=9)
    for _ in range(3):
        record.deal(stage="Mystery", outcome="unknown")
    record.change(record.deal(), "Mystery", 40)
    for _ in range(2):
        record.deal(stage=None, outcome="unknown")
    record.add("stage", code="Old name", known_at_basis="first_seen", class_basis="label")
    for _ in range(2):
        record.change(record.deal(), "old name", 40)


def cut_histories(record: HandRecord) -> None:
    """2 deals without a history, and one cut off for each of 4 reasons."""
    for _ in range(2):
        record.deal(has_history=False)
    record.deal(opened=10, opened_at=on_day(5), history_complete=False)
    record.change(record.deal(has_history=False, history_complete=False), "Qualify", 40, basis="snapshot_diff")
    full = record.deal(history_complete=False)
    for day in range(20):
        record.change(full, str(day), 40 + day, field="amount", source="hubspot")
    record.deal(history_complete=False)


def tidy_up(record: HandRecord) -> None:
    """6 deals closed in a batch by one person for another; 3 with a close date 40 days off, 1 exactly 30."""
    record.add("seller", id=3, name="Tidy Hand")
    for _ in range(6):
        record.lost(opened=70, after=30, closed_in_batch=True, closed_by=3)
    for days in (40, 40, -40, 30):
        record.lost(opened=80, close_date_stated=date_of(110 + days))


def lose_people(record: HandRecord) -> None:
    """2 deals without buyers, 3 without a role; 4 people without a title on 1 deal, 2 whose title tells nothing."""
    for _ in range(2):
        record.deal(has_buyer=False)
    for _ in range(3):
        record.add("deal_person", deal_id=record.deal(has_buyer=False), person_id=record.person(), role="unknown")
    deal = record.deal()
    for _ in range(4):
        record.activity(deal, 40, person=record.person(title=None, seniority="unknown"))
    for _ in range(2):
        record.person(title="Wizard", seniority="unknown")


def double_people(record: HandRecord) -> None:
    """5 rows too many: 2 by address, 2 by name and account, 1 by name and telephone."""
    account = record.add("account")
    for _ in range(3):
        record.person(email="Same@buyer.example")
    for _ in range(3):
        record.person(full_name="Ann Day", account_id=account)
    for phone in ("+49 30 1234567", "+49-30-1234567", "12", "12"):
        record.person(full_name="Ben Lee", phone=phone)
    record.person(full_name="Ann Day", account_id=record.add("account"))


def cut_links(record: HandRecord) -> None:
    """3 activities of no deal, one of them by somebody at a deal's account; 2 participants nobody knows."""
    account = record.add("account")
    deal = record.deal(account_id=account)
    record.activity(None, 40, person=record.person(account_id=account))
    for _ in range(2):
        record.activity(None, 41)
    activity = record.activity(deal, 42)
    for _ in range(2):
        record.add("activity_person", activity_id=activity, side="unknown", named_as="an engineer")


def point_at_nothing(record: HandRecord) -> None:
    """6 references to what is not there: 1 account, 2 people, 3 deals; 2 deals of the record are touched."""
    record.deal(account_id=77)
    deal = record.deal()
    for person in (78, 79):
        record.add("deal_person", deal_id=deal, person_id=person)
    for gone in (80, 81, 82):
        record.change(gone, "Qualify", 40)


def spoil_reasons(record: HandRecord) -> None:
    """4 losses without a reason, 3 with one that says nothing, 2 stated 40 days after."""
    for _ in range(4):
        record.lost(loss_reason_stated=None)
    for reason in ("Other", " n/a ", "Sonstiges"):
        record.lost(loss_reason_stated=reason)
    for days in (40, 40, 29):
        record.lost(reason_after=days)


def repeat_deals(record: HandRecord) -> None:
    """2 reopened deals, 3 copies, 4 renewals, 30 deals opened on the day of a migration."""
    for _ in range(2):
        deal = record.lost(stage="Qualify", outcome="open", closed_at=None, closed_at_basis=None)
        record.change(deal, "Qualify", 290)
    account = record.add("account")
    for _ in range(4):
        record.deal(name="Roof", account_id=account)
    record.deal(name="Roof", account_id=account, amount=2)
    for _ in range(4):
        record.deal(deal_type="Renewal 2025")
    for _ in range(30):
        record.deal(opened=200)


def spoil_amounts(record: HandRecord) -> None:
    """3 deals without an amount, 2 in a currency that has no rate, 1 in one that has."""
    for _ in range(3):
        record.deal(amount=None)
    for currency in ("CHF", "CHF", "USD"):
        record.deal(currency=currency)
    record.add("exchange_rate", currency="USD", day=date_of(0), rate=0.9)


SOILS: tuple[Soil, ...] = (
    log_late,
    lose_clocks,
    load_old,
    misdate,
    put_placeholders,
    drop_dates,
    confuse_stages,
    cut_histories,
    tidy_up,
    lose_people,
    double_people,
    cut_links,
    point_at_nothing,
    spoil_reasons,
    repeat_deals,
    spoil_amounts,
)


def soil_all(record: HandRecord) -> None:
    """All of it into one record."""
    for soil in SOILS:
        soil(record)
