"""Who else is on a deal: contact roles, competitors, partners, and people tied to more than one account."""

from assay.sample.cast import Account
from assay.sample.clock import DAY, END, day_text
from assay.sample.deal import Deal
from assay.sample.files import Sheet, stamp, yes_no
from assay.sample.ids import Ids


def party_sheets(deals: list[Deal], accounts: list[Account], ids: Ids) -> list[Sheet]:
    """Everyone whom the CRM ties to a deal beside its account and owner."""
    roles, rivals, partners = (
        Sheet("OpportunityContactRole"),
        Sheet("OpportunityCompetitor"),
        Sheet("OpportunityPartner"),
    )
    for deal in deals:
        _add_roles(roles, deal, ids)
        _add_rivals(rivals, deal, ids)
        _add_partner(partners, deal, ids)
    return [roles, rivals, partners, _ties(accounts, ids)]


def _add_roles(sheet: Sheet, deal: Deal, ids: Ids) -> None:
    for member in deal.members:
        if member.listed < END:
            sheet.add(
                Id=ids.take("OpportunityContactRole"),
                IsDeleted="false",
                OpportunityId=deal.id,
                ContactId=member.contact.id,
                Role=member.role,
                IsPrimary=yes_no(member.primary),
                **stamp(deal.owner.id, member.listed),
            )


def _add_rivals(sheet: Sheet, deal: Deal, ids: Ids) -> None:
    for rival in deal.rivals:
        if rival.at < END:
            sheet.add(
                Id=ids.take("OpportunityCompetitor"),
                IsDeleted="false",
                OpportunityId=deal.id,
                CompetitorName=rival.name,
                Strengths=rival.strengths,
                Weaknesses=rival.weaknesses,
                **stamp(deal.owner.id, rival.at),
            )


def _add_partner(sheet: Sheet, deal: Deal, ids: Ids) -> None:
    if deal.partner:
        sheet.add(
            Id=ids.take("OpportunityPartner"),
            IsDeleted="false",
            OpportunityId=deal.id,
            AccountToId=deal.partner.id,
            Role=deal.partner_role,
            IsPrimary="true",
            **stamp(deal.owner.id, deal.opened + DAY),
        )


def _ties(accounts: list[Account], ids: Ids) -> Sheet:
    sheet = Sheet("AccountContactRelation")
    for account in accounts:
        for tie in account.ties:
            sheet.add(
                Id=ids.take("AccountContactRelation"),
                IsDeleted="false",
                AccountId=account.id,
                ContactId=tie.contact.id,
                Roles=tie.role,
                IsDirect="false",
                IsActive=yes_no(tie.until is None),
                StartDate=day_text(tie.since),
                EndDate=day_text(tie.until) if tie.until else "",
                **stamp(account.owner.id, tie.entered),
            )
    return sheet
