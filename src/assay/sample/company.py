"""Writes the sample company: the weekly export of a small maker of instruments that does not exist."""

from pathlib import Path

from assay.domain.errors import InputError
from assay.sample.activity_sheets import ActivityRows
from assay.sample.buyers import Buyers
from assay.sample.cast import COMPANY
from assay.sample.deal import Deal
from assay.sample.deal_sheets import count_outcomes, deal_sheets
from assay.sample.files import Sheet, write_sheets
from assay.sample.ids import Ids
from assay.sample.party_sheets import party_sheets
from assay.sample.people_sheets import people_sheets
from assay.sample.plan import Planner
from assay.sample.sellers import hire_staff

SEED = "larkmoor"
EVERYDAY_DEALS = 366
ACCOUNTS = 205


def write_company(folder: Path) -> str:
    """Writes the sample company's export files into a folder, byte for byte the same each time; says what was written.

    raises  InputError when the folder cannot be written.
    """
    deals, sheets = make_company()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = write_sheets(folder, sheets)
    except OSError as error:
        raise InputError(
            f"The sample company cannot be written to {folder}: {error.strerror}.",
            fix="Name a folder in which you may write.",
        ) from error
    won, lost, stopped, still_open = count_outcomes(deals)
    return (
        f"{COMPANY}: {rows:,} rows in {len(sheets)} files, {len(deals)} deals "
        f"({won} won, {lost} lost, {stopped} without a decision, {still_open} open) in {folder}"
    )


def make_company() -> tuple[list[Deal], list[Sheet]]:
    """The whole company: its deals, and the sheets of its export."""
    ids = Ids()
    staff = hire_staff(ids)
    buyers = Buyers(ids, staff.reps, SEED)
    buyers.found(ACCOUNTS)
    deals = sorted(Planner(buyers, staff, SEED).live_all(EVERYDAY_DEALS), key=lambda deal: (deal.opened, deal.id))
    activities = ActivityRows(ids)
    for deal in deals:
        activities.enter(deal)
    return deals, [
        *people_sheets(staff, buyers.accounts, ids),
        *deal_sheets(deals, ids),
        *party_sheets(deals, buyers.accounts, ids),
        *activities.sheets,
    ]
