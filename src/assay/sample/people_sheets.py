"""User, UserRole, Account, Contact, ContactHistory: the people and companies as the export has them."""

from assay.sample.cast import COMPANY, HOME_DOMAIN, Account, Contact, Seller
from assay.sample.clock import END, HOUR, time_text
from assay.sample.files import Sheet, stamp, yes_no
from assay.sample.ids import Ids
from assay.sample.sellers import Staff


def people_sheets(staff: Staff, accounts: list[Account], ids: Ids) -> list[Sheet]:
    """Everyone on both sides."""
    users, companies, contacts = Sheet("User"), Sheet("Account"), Sheet("Contact")
    for seller in staff.everyone:
        _add_user(users, seller)
    for account in accounts:
        _add_account(companies, account)
        for contact in account.contacts:
            if contact.created < END:
                _add_contact(contacts, contact)
    return [_roles(staff), users, companies, contacts, _titles(accounts, ids)]


def _roles(staff: Staff) -> Sheet:
    sheet = Sheet("UserRole")
    for role in staff.roles:
        sheet.add(Id=role.id, Name=role.name, ParentRoleId=role.parent, DeveloperName=role.name.replace(" ", "_"))
    return sheet


def _add_user(sheet: Sheet, seller: Seller) -> None:
    sheet.add(
        Id=seller.id,
        Username=seller.email,
        FirstName=seller.given,
        LastName=seller.family,
        Name=seller.name,
        Email=seller.email,
        Title=seller.title,
        Department="Sales" if seller.team else seller.title,
        CompanyName=COMPANY,
        UserRoleId=seller.role_id,
        ManagerId=seller.manager.id if seller.manager else "",
        IsActive=yes_no(not seller.left),
        UserType="Standard",
        CreatedDate=time_text(seller.hired),
        SystemModstamp=time_text(seller.left or seller.hired + HOUR),
    )


def _add_account(sheet: Sheet, account: Account) -> None:
    sheet.add(
        Id=account.id,
        IsDeleted="false",
        Name=account.name,
        Type=account.kind,
        Industry=account.industry,
        NumberOfEmployees=account.employees,
        BillingCity=account.city,
        BillingCountry=account.tongue.country,
        Website=f"https://www.{account.domain}",
        OwnerId=account.owner.id,
        CurrencyIsoCode="USD" if account.tongue.country == "United States" else "EUR",
        Description=account.about or f"Invented for the sample of {HOME_DOMAIN}.",
        Invented__c="sample",
        **stamp(account.owner.id, account.created),
    )


def _add_contact(sheet: Sheet, contact: Contact) -> None:
    changes = [change.at for change in contact.account.changes if change.contact is contact and change.at < END]
    sheet.add(
        Id=contact.id,
        IsDeleted="false",
        AccountId=contact.account.id,
        FirstName=contact.given,
        LastName=contact.family,
        Name=contact.name,
        Email=contact.email,
        Phone=contact.phone,
        Title=contact.shown_title,
        Department=contact.function.title() if contact.shown_title else "",
        LeadSource=contact.source,
        HasOptedOutOfEmail=yes_no(contact.opted_out),
        DoNotCall="false",
        Description=contact.about,
        OwnerId=contact.owner.id,
        Invented__c="sample",
        **stamp(contact.owner.id, contact.created, max([contact.created, *changes])),
    )


def _titles(accounts: list[Account], ids: Ids) -> Sheet:
    sheet = Sheet("ContactHistory")
    changes = [change for account in accounts for change in account.changes if change.at < END]
    for change in sorted(changes, key=lambda change: (change.at, change.contact.id)):
        sheet.add(
            Id=ids.take("ContactHistory"),
            IsDeleted="false",
            ContactId=change.contact.id,
            CreatedById=change.by.id,
            CreatedDate=time_text(change.at),
            Field="Title",
            DataType="Text",
            OldValue=change.old,
            NewValue=change.new,
        )
    return sheet
