"""Newsletters, webinars and fairs: who was reached when. One newsletter was stopped when its budget went elsewhere."""

from dataclasses import dataclass, field

from assay.sample.cast import Account, Contact, Seller
from assay.sample.clock import DAY, END, HOUR, START, day_text, moment, next_workday, time_text
from assay.sample.dice import Dice
from assay.sample.files import Sheet, stamp, yes_no
from assay.sample.ids import Ids
from assay.sample.market import INDUSTRIES

#: the newsletter to metals buyers ended on this day, when its budget went to a trade fair
METALS_STOPPED = moment(2025, 9, 15)
_EVERY = 42 * DAY
_GATHERINGS = (
    ("Webinar: measuring at the line", "Webinar", moment(2024, 2, 14, 13), "Food & Beverage"),
    ("Fair: Metal Days spring 2024", "Trade Show", moment(2024, 4, 16), "Metals"),
    ("Webinar: audit trails without paper", "Webinar", moment(2024, 10, 9, 13), "Life Sciences"),
    ("Fair: Dairy Forum 2024", "Trade Show", moment(2024, 11, 19), "Food & Beverage"),
    ("Webinar: less scrap at the melt shop", "Webinar", moment(2025, 3, 5, 13), "Metals"),
    ("Fair: Lab Week 2025", "Trade Show", moment(2025, 6, 3), "Life Sciences"),
    ("Fair: Metal Days autumn 2025", "Trade Show", moment(2025, 11, 11), "Metals"),
    ("Webinar: moisture in twelve minutes", "Webinar", moment(2026, 2, 18, 13), "Food & Beverage"),
    ("Fair: Dairy Forum 2026", "Trade Show", moment(2026, 9, 22), "Food & Beverage"),
)


@dataclass
class Campaign:
    """One campaign, and who was reached by it: (contact, status, whether they answered, when)."""

    id: str
    name: str
    kind: str
    begins: int
    ends: int
    status: str
    parent: str = ""
    members: list[tuple[Contact, str, bool, int]] = field(default_factory=list)


def subscribe(accounts: list[Account], dice: Dice) -> None:
    """Puts some of those who work with instruments on their industry's newsletter."""
    for account in accounts:
        for contact in account.contacts:
            if contact.function in ("quality", "operations") and not contact.opted_out and dice.chance(0.26):
                contact.letters_from = max(contact.created, START - 200 * DAY) + dice.whole(5, 200) * DAY
                if account.industry == "Metals":
                    contact.letters_until = METALS_STOPPED


def run_campaigns(accounts: list[Account], ids: Ids, dice: Dice) -> list[Campaign]:
    """Every campaign with its members."""
    campaigns: list[Campaign] = []
    for industry in INDUSTRIES:
        campaigns += _send_letters(
            [account for account in accounts if account.industry == industry], industry, ids, dice
        )
    for name, kind, day, industry in _GATHERINGS:
        campaign = Campaign(
            ids.take("Campaign"), name, kind, day, day + (2 * DAY if kind != "Webinar" else 0), "Completed"
        )
        guests = [
            c for account in accounts if account.industry == industry for c in account.contacts if c.created < day
        ]
        for guest in dice.several(guests, 34):
            came = dice.chance(0.6)
            status = (
                ("Attended" if came else "No Show") if kind == "Webinar" else ("Visited stand" if came else "Invited")
            )
            campaign.members.append((guest, status, came, day - dice.whole(1, 20) * DAY))
        campaigns.append(campaign)
    return campaigns


def _send_letters(accounts: list[Account], industry: str, ids: Ids, dice: Dice) -> list[Campaign]:
    """The programme of one industry, and each of its issues."""
    readers = [c for account in accounts for c in account.contacts if c.letters_from is not None]
    ended = METALS_STOPPED if industry == "Metals" else None
    programme = Campaign(
        ids.take("Campaign"), f"Letters: {industry}", "Nurture", START - 200 * DAY, ended or END + 60 * DAY,
        "Aborted" if ended else "In Progress",
    )  # fmt: skip
    for reader in readers:
        stopped = reader.letters_until is not None
        programme.members.append((reader, "Stopped" if stopped else "Subscribed", False, reader.letters_from or START))
    issues = []
    for number in range((END - START) // _EVERY + 1):
        day = next_workday(START - START % DAY + number * _EVERY + 9 * HOUR)
        reached = [r for r in readers if (r.letters_from or 0) <= day < (r.letters_until or END)]
        if day < (ended or END) and reached:
            name = f"{industry} letter {day_text(day)[:7]}"
            issue = Campaign(ids.take("Campaign"), name, "Email", day, day, "Completed", programme.id)
            for reader in reached:
                status = dice.weighted((("Sent", 5.0), ("Opened", 4.0), ("Clicked", 1.2)))
                issue.members.append((reader, status, status == "Clicked", day))
            issues.append(issue)
    return [programme, *issues]


def marketing_sheets(campaigns: list[Campaign], by: Seller, ids: Ids) -> list[Sheet]:
    """Campaign and CampaignMember as the export has them."""
    sheet, members = Sheet("Campaign"), Sheet("CampaignMember")
    for campaign in campaigns:
        _add_campaign(sheet, campaign, by)
        for contact, status, answered, at in campaign.members:
            changed = contact.letters_until if status == "Stopped" and contact.letters_until else at
            members.add(
                Id=ids.take("CampaignMember"),
                CampaignId=campaign.id,
                ContactId=contact.id,
                LeadId="",
                Status=status,
                HasResponded=yes_no(answered),
                FirstRespondedDate=day_text(at + DAY) if answered else "",
                CreatedDate=time_text(at),
                LastModifiedDate=time_text(changed),
            )
    return [sheet, members]


def _add_campaign(sheet: Sheet, campaign: Campaign, by: Seller) -> None:
    sheet.add(
        Id=campaign.id,
        IsDeleted="false",
        Name=campaign.name,
        ParentId=campaign.parent,
        Type=campaign.kind,
        Status=campaign.status,
        StartDate=day_text(campaign.begins),
        EndDate=day_text(campaign.ends),
        IsActive=yes_no(campaign.ends >= END),
        OwnerId=by.id,
        Invented__c="sample",
        **stamp(by.id, campaign.begins - 10 * DAY, min(campaign.ends, END)),
    )
