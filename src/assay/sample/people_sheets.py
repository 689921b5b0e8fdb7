"""User, UserRole, Account, Contact, ContactHistory: the people and companies as the export has them."""

from collections.abc import Iterable

from assay.sample.cast import COMPANY, HOME_DOMAIN, Account, Contact, Seller
from assay.sample.clock import END, HOUR, time_text
from assay.sample.files import Row, Sheet, make_sheet, yes_no
from assay.sample.ids import Ids
from assay.sample.sellers import Role, Staff

_USER = "Id Username FirstName LastName Name Email Title Department CompanyName UserRoleId ManagerId IsActive UserType CreatedDate SystemModstamp"
_ACCOUNT = "Id IsDeleted Name Type Industry NumberOfEmployees BillingCity BillingCountry Website OwnerId CurrencyIsoCode Description Invented__c CreatedDate LastModifiedDate SystemModstamp"
_CONTACT = "Id IsDeleted AccountId FirstName LastName Name Email Phone Title Department LeadSource HasOptedOutOfEmail DoNotCall OwnerId Invented__c CreatedDate LastModifiedDate SystemModstamp"


def people_sheets(staff: Staff, accounts: list[Account], ids: Ids) -> list[Sheet]:
    """Everyone on both sides."""
    contacts = [contact for account in accounts for contact in account.contacts if contact.created < END]
    return [
        make_sheet("UserRole", "Id Name ParentRoleId DeveloperName", map(_role_row, staff.roles)),
        make_sheet("User", _USER, map(_user_row, staff.everyone)),
        make_sheet("Account", _ACCOUNT, map(_account_row, accounts)),
        make_sheet("Contact", _CONTACT, map(_contact_row, contacts)),
        make_sheet(
            "ContactHistory",
            "Id IsDeleted ContactId CreatedById CreatedDate Field DataType OldValue NewValue",
            _title_rows(accounts, ids),
        ),
    ]


def _role_row(role: Role) -> Row:
    return role.id, role.name, role.parent, role.name.replace(" ", "_")


def _user_row(seller: Seller) -> Row:
    department = {"North": "Sales", "South": "Sales"}.get(seller.team, seller.title)
    changed = time_text(seller.left or seller.hired + HOUR)
    return (
        seller.id, seller.email, seller.given, seller.family, seller.name, seller.email, seller.title, department, COMPANY,
        seller.role_id, seller.manager.id if seller.manager else "", yes_no(not seller.left), "Standard",
        time_text(seller.hired), changed,
    )  # fmt: skip


def _account_row(account: Account) -> Row:
    currency = "USD" if account.tongue.country == "United States" else "EUR"
    created = time_text(account.created)
    return (
        account.id, "false", account.name, account.kind, account.industry, account.employees, account.city,
        account.tongue.country, f"https://www.{account.domain}", account.owner.id, currency,
        f"Invented for the sample of {HOME_DOMAIN}.", "sample", created, created, created,
    )  # fmt: skip


def _contact_row(contact: Contact) -> Row:
    changes = [change.at for change in contact.account.changes if change.contact is contact]
    created, changed = time_text(contact.created), time_text(max([contact.created, *changes]))
    return (
        contact.id, "false", contact.account.id, contact.given, contact.family, contact.name, contact.email, contact.phone,
        contact.shown_title, contact.function.title() if contact.shown_title else "", contact.source,
        yes_no(contact.opted_out), "false", contact.owner.id, "sample", created, changed, changed,
    )  # fmt: skip


def _title_rows(accounts: list[Account], ids: Ids) -> Iterable[Row]:
    changes = [change for account in accounts for change in account.changes if change.at < END]
    for change in sorted(changes, key=lambda change: (change.at, change.contact.id)):
        yield (
            ids.take("ContactHistory"), "false", change.contact.id, change.by.id, time_text(change.at), "Title", "Text",
            change.old, change.new,
        )  # fmt: skip
