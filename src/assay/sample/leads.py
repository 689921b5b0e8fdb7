"""Leads: some became a contact with a deal, most did not; some work where nobody has ever sold anything."""

from assay.sample.cast import Seller
from assay.sample.clock import DAY, END, HOUR, START, day_text, in_office
from assay.sample.deal import Deal
from assay.sample.dice import Dice
from assay.sample.files import Cell, Sheet, stamp, yes_no
from assay.sample.ids import Ids
from assay.sample.market import INDUSTRIES
from assay.sample.names import TONGUES, ascii_word, invent_firm, invent_person, is_woman
from assay.sample.titles import BENCH, HEAD, MIDDLE, find_posts

_FRESH = 60


def lead_sheet(deals: list[Deal], reps: list[Seller], ids: Ids, dice: Dice) -> Sheet:
    """Converted leads of some deals, and leads from companies without a deal."""
    sheet = Sheet("Lead")
    for deal in deals:
        if deal.members and deal.source in ("Web", "Trade fair", "Webinar") and dice.chance(0.5):
            _add_converted(sheet, deal, ids, dice)
    active = [rep for rep in reps if not rep.left]
    for _ in range(_FRESH):
        _add_fresh(sheet, dice.pick(active), ids, dice)
    return sheet


def _add_converted(sheet: Sheet, deal: Deal, ids: Ids, dice: Dice) -> None:
    contact = deal.members[0].contact
    sheet.add(
        Id=ids.take("Lead"),
        IsDeleted="false",
        FirstName=contact.given,
        LastName=contact.family,
        Name=contact.name,
        Company=deal.account.name,
        Title=contact.shown_title,
        Email=contact.email,
        Phone=contact.phone,
        **_origin(deal.source, "Qualified", deal.account.industry, deal.account.employees, deal.account.tongue.country),
        OwnerId=deal.owner.id,
        **_conversion(deal),
        Invented__c="sample",
        **stamp(deal.owner.id, deal.opened - dice.whole(2, 40) * DAY, deal.opened),
    )


def _add_fresh(sheet: Sheet, rep: Seller, ids: Ids, dice: Dice) -> None:
    tongue, industry = dice.weighted(TONGUES), dice.pick(INDUSTRIES)
    forms = {"Food & Beverage": tongue.food, "Metals": tongue.metals, "Life Sciences": tongue.life}[industry]
    company = dice.pick(forms).format(invent_firm(dice))
    given, family = invent_person(tongue, dice)
    post = dice.pick(find_posts(dice.pick((BENCH, MIDDLE, MIDDLE, HEAD))))
    at = in_office(START + dice.whole(0, (END - START) // DAY - 5) * DAY + 9 * HOUR, dice)
    domain = f"{'-'.join(filter(None, map(ascii_word, company.split())))}.example"
    sheet.add(
        Id=ids.take("Lead"),
        IsDeleted="false",
        FirstName=given,
        LastName=family,
        Name=f"{given} {family}",
        Company=company,
        Title=post.title(tongue.code, dice.whole(0, 5), woman=is_woman(given)),
        Email=f"{ascii_word(given)}.{ascii_word(family)}@{domain}",
        Phone="",
        **_origin(
            dice.pick(("Web", "Trade fair", "Webinar", "Referral")),
            dice.pick(("Open", "Contacted", "Unqualified", "Contacted")),
            industry,
            dice.whole(20, 4000),
            tongue.country,
        ),
        OwnerId=rep.id,
        **_conversion(None),
        Invented__c="sample",
        **stamp(rep.id, at),
    )


def _origin(source: str, status: str, industry: str, employees: int, country: str) -> dict[str, Cell]:
    return {
        "LeadSource": source,
        "Status": status,
        "Industry": industry,
        "NumberOfEmployees": employees,
        "Country": country,
    }


def _conversion(deal: Deal | None) -> dict[str, Cell]:
    return {
        "IsConverted": yes_no(deal),
        "ConvertedDate": day_text(deal.opened) if deal else "",
        "ConvertedAccountId": deal.account.id if deal else "",
        "ConvertedContactId": deal.members[0].contact.id if deal else "",
        "ConvertedOpportunityId": deal.id if deal else "",
    }
