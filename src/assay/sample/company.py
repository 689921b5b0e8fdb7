"""Writes the sample company: the weekly export of a small maker of instruments that does not exist."""

from dataclasses import dataclass
from pathlib import Path

from assay.domain.errors import InputError
from assay.sample.activity_sheets import ActivityRows
from assay.sample.buyers import Buyers
from assay.sample.cast import COMPANY
from assay.sample.deal import Deal
from assay.sample.deal_sheets import count_outcomes, deal_sheets
from assay.sample.dice import Dice
from assay.sample.files import Sheet, write_sheets
from assay.sample.happenings import Transcript
from assay.sample.ids import Ids
from assay.sample.leads import lead_sheet
from assay.sample.marketing import marketing_sheets, run_campaigns, subscribe
from assay.sample.money_sheets import money_sheets
from assay.sample.party_sheets import party_sheets
from assay.sample.people_sheets import people_sheets
from assay.sample.plan import Planner
from assay.sample.script import read_stories
from assay.sample.sellers import Staff, hire_staff
from assay.sample.stories import Performance
from assay.sample.texts import read_text
from assay.sample.transcripts import write_transcripts

SEED = "larkmoor"
EVERYDAY_DEALS = 364
ACCOUNTS = 205


@dataclass(frozen=True)
class Company:
    """The whole company: its deals, the sheets of its export, what was said in recorded calls."""

    deals: list[Deal]
    sheets: list[Sheet]
    transcripts: list[tuple[str, Transcript]]


def write_company(folder: Path) -> str:
    """Writes the sample company's export files into a folder, byte for byte the same each time; says what was written.

    raises  InputError when the folder cannot be written.
    """
    company = make_company()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = write_sheets(folder, company.sheets)
        write_transcripts(folder / "transcripts", company.transcripts)
        (folder / "README.txt").write_text(read_text("readme"), encoding="utf-8", newline="\n")
    except OSError as error:
        raise InputError(
            f"The sample company cannot be written to {folder}: {error.strerror}.",
            fix="Name a folder in which you may write.",
        ) from error
    won, lost, stopped, still_open = count_outcomes(company.deals)
    deals = f"{won} won, {lost} lost, {stopped} without a decision, {still_open} open"
    return (
        f"{COMPANY}: {rows:,} rows in {len(company.sheets)} files and {len(company.transcripts)} transcripts, "
        f"{len(company.deals)} deals ({deals}) in {folder}"
    )


def make_company() -> Company:
    """The whole company, in memory."""
    ids = Ids()
    staff = hire_staff(ids)
    buyers, stories = Buyers(ids, staff.reps, SEED), read_stories()
    for story in stories:
        buyers.reserve(story.buyers)
    subscribe(buyers.found(ACCOUNTS), Dice(SEED, "letters"))
    deals = Planner(buyers, staff, SEED).live_all(EVERYDAY_DEALS)
    deals += [Performance(story, buyers, staff).play() for story in stories]
    deals.sort(key=lambda deal: (deal.opened, deal.id))
    activities = ActivityRows(ids)
    for deal in deals:
        activities.enter(deal)
    return Company(deals, [*_sheets(deals, buyers, staff, ids), *activities.sheets], activities.transcripts)


def _sheets(deals: list[Deal], buyers: Buyers, staff: Staff, ids: Ids) -> list[Sheet]:
    campaigns = run_campaigns(buyers.accounts, ids, Dice(SEED, "campaigns"))
    return [
        *people_sheets(staff, buyers.accounts, ids),
        *deal_sheets(deals, ids),
        *party_sheets(deals, buyers.accounts, ids),
        *marketing_sheets(campaigns, staff.marketing, ids),
        lead_sheet(deals, staff.reps, ids, Dice(SEED, "leads")),
        *money_sheets(ids),
    ]
