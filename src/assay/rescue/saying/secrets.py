"""What would give an understood loss away: names, words, figures and days of that deal, gathered from the record."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from assay.asking.ask import Ask
from assay.rescue.saying.amounts import find_numbers
from assay.rescue.saying.days import find_days
from assay.sources.forgotten.sweeping import ERASED
from assay.store.quoting import quote_text
from assay.words.redaction.folding import fold

#: fewer accounts than so many share it: then it makes one of them recognisable
FEW = 5
#: numbers below say nothing by themselves
_LEAST_FIGURE = 13


@dataclass(frozen=True)
class Secrets:
    """What would give one loss away.

    companies: the account's name and other names.  people: full names of both sides.  titles: those that fewer than
    FEW people have.  domains: of the account and of its people's addresses.  quotes: texts of which no run of words may
    be repeated.  amounts: sums of money.  figures: other numbers that were said there,
    with the word behind them.  days: of the deal.  products,
    traits: what fewer than FEW accounts have (product; country and industry).
    deal: its own name.  allowed: names that may be said all the same, since they belong to the deal at hand.
    """

    companies: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    amounts: tuple[float, ...] = ()
    figures: tuple[tuple[float, str], ...] = ()
    days: tuple[date, ...] = ()
    products: tuple[str, ...] = ()
    traits: tuple[tuple[str, ...], ...] = ()
    deal: str = ""
    allowed: tuple[str, ...] = ()


def read_secrets(ask: Ask, loss_id: int, deal_id: int | None = None) -> Secrets:
    """The secrets of a loss, by the whole record as it is now. deal_id: the open deal that is spoken about.

    What the open deal has too is none: its own people, its own product, and whoever of ours owns it.
    """
    rows = ask(
        "SELECT coalesce(d.name, ''), d.account_id, d.amount, d.opened_at, d.closed_at, d.close_date_stated,"
        " coalesce(d.product, ''), d.owner_id, coalesce(d.loss_reason_stated, '')"
        f" FROM deal d WHERE d.id = {loss_id:d}"
    )
    if not rows:
        return Secrets()
    name, account, amount, opened, closed, close_day, product, owner, reason = rows[0]
    here = read_here(ask, deal_id)
    companies, industry, country, domains = _read_account(ask, account)
    people, titles, mail = _read_people(ask, loss_id, account, owner)
    quotes = _read_quotes(ask, loss_id, reason)
    own_mail = _list_our_domains(ask)
    return Secrets(
        companies=tuple(_keep_new(companies, here)),
        people=tuple(_keep_new(people, here)),
        titles=tuple(one for one in titles if one not in here),
        domains=tuple(sorted({*domains, *mail} - own_mail - _OPEN_MAIL)),
        quotes=quotes,
        amounts=tuple({float(amount)} if amount and amount >= 100 else ()),
        figures=list_figures(quotes),
        days=_list_days(quotes, opened, closed, close_day),
        products=tuple(_read_products(ask, product, account, here)),
        traits=tuple(_read_traits(ask, industry, country)),
        deal=name,
        allowed=tuple(sorted(here)),
    )


_OPEN_MAIL = frozenset(
    re.findall(
        r"\S+",
        "gmail.com googlemail.com outlook.com hotmail.com yahoo.com icloud.com gmx.de gmx.net web.de t-online.de",
    )
)


def read_here(ask: Ask, deal_id: int | None) -> frozenset[str]:
    """Names that belong to the open deal."""
    if deal_id is None:
        return frozenset()
    rows = ask(
        f"""
        WITH here AS (SELECT * FROM deal WHERE id = {deal_id:d})
        SELECT a.name FROM account a JOIN here ON here.account_id = a.id
        UNION SELECT s.name FROM seller s JOIN here ON here.owner_id = s.id
        UNION SELECT n.full_name FROM person n JOIN here ON here.account_id = n.account_id
        UNION SELECT n.full_name FROM person n JOIN deal_person p ON p.person_id = n.id WHERE p.deal_id = {deal_id:d}
        UNION SELECT n.title FROM person n JOIN here ON here.account_id = n.account_id
        UNION SELECT here.product FROM here"""
    )
    return frozenset(name for (name,) in rows if name)


def _read_account(ask: Ask, account: int | None) -> tuple[list[str], str, str, set[str]]:
    if account is None:
        return [], "", "", set()
    rows = ask(
        f"SELECT name, coalesce(industry, ''), coalesce(country, ''), lower(coalesce(domain, ''))"
        f" FROM account WHERE id = {account:d}"
    )
    if not rows:
        return [], "", "", set()
    name, industry, country, domain = rows[0]
    others = ask(
        f"SELECT a.name FROM account a JOIN account b ON a.id = b.parent_account_id OR b.id = a.parent_account_id"
        f" WHERE b.id = {account:d} AND a.id <> b.id AND NOT a.is_deleted"
    )
    names = [name, *(other for (other,) in others)]
    bare = domain.removeprefix("www.")
    return [one for one in names if one and one != ERASED], industry, country, {bare} if "." in bare else set()


def _read_people(
    ask: Ask, loss_id: int, account: int | None, owner: int | None
) -> tuple[list[str], list[str], set[str]]:
    """Names of both sides, titles that few have, and the domains of their addresses."""
    buyer = "NULL" if account is None else f"{account:d}"
    rows = ask(
        f"""
        WITH near AS (
          SELECT person_id FROM deal_person WHERE deal_id = {loss_id:d}
          UNION SELECT person_id FROM deal_presence WHERE deal_id = {loss_id:d}
          UNION SELECT id FROM person WHERE account_id = {buyer})
        SELECT DISTINCT n.full_name, coalesce(n.title, ''), lower(coalesce(n.email, '')),
          count(*) OVER (PARTITION BY lower(n.title)) FROM person n WHERE n.id IN (SELECT person_id FROM near)"""
    )
    titles = [title for _, title, _, _ in rows if title]
    named = ", ".join(quote_text(title.casefold()) for title in titles) or "''"
    common = {
        title
        for title, count in ask(
            f"SELECT lower(title), count(*) FROM person WHERE lower(title) IN ({named}) AND NOT is_deleted GROUP BY 1"
        )
        if count >= FEW
    }
    ours = ask(
        f"SELECT name FROM seller WHERE id IN (SELECT seller_id FROM deal_seat WHERE deal_id = {loss_id:d})"
        + ("" if owner is None else f" OR id = {owner:d}")
    )
    names = [name for name, _, _, _ in rows] + [name for (name,) in ours]
    mail = {address.rpartition("@")[2] for _, _, address, _ in rows if "@" in address}
    kept = sorted({name for name in names if name and name != ERASED})
    return kept, sorted({title for title in titles if title.casefold() not in common}), mail


def _list_our_domains(ask: Ask) -> set[str]:
    return {name for (name,) in ask("SELECT DISTINCT lower(split_part(email, '@', 2)) FROM seller WHERE email <> ''")}


def _read_quotes(ask: Ask, loss_id: int, reason: str) -> tuple[str, ...]:
    """Whatever was stated about the loss in whatever circle: of the words of a closed circle nothing may get out."""
    told = [text for (text,) in ask(f"SELECT text FROM statement WHERE deal_id = {loss_id:d} AND NOT is_deleted")]
    needs = [what for (what,) in ask(f"SELECT what FROM requirement WHERE deal_id = {loss_id:d} AND NOT is_deleted")]
    return tuple(dict.fromkeys(text for text in (*told, *needs, reason) if text and text != ERASED))


def list_figures(quotes: Iterable[str]) -> tuple[tuple[float, str], ...]:
    """The numbers in texts that could tell something, with the word behind each, folded; days and years left out."""
    found = set()
    for text in quotes:
        days = find_days(text)
        for number in find_numbers(text):
            within = any(one.start < number.end and number.start < one.end for one in days)
            if number.value >= _LEAST_FIGURE and not within and not _is_year(number.value):
                found.add((number.value, read_unit(text, number.end)))
    return tuple(sorted(found))


def read_unit(text: str, end: int) -> str:
    """The word behind a number, folded; "%" for a share in any spelling; empty for none."""
    if re.search(r"(?:%|per ?cent|prozent)$", text[:end], re.IGNORECASE):
        return "%"
    found = re.match(r"[\s-]*([^\W\d_]+)", text[end:])
    return fold(found.group(1)) if found else ""


def _is_year(value: float) -> bool:
    return 1990 <= value <= 2100 and value == int(value)


def _list_days(quotes: Iterable[str], opened: int | None, closed: int | None, stated: object) -> tuple[date, ...]:
    days = {datetime.fromtimestamp(at, UTC).date() for at in (opened, closed) if at is not None}
    if isinstance(stated, date):
        days.add(stated)
    days |= {one.day for text in quotes for one in find_days(text) if one.day}
    return tuple(sorted(days))


def _read_products(ask: Ask, product: str, account: int | None, here: frozenset[str]) -> list[str]:
    """The product, where fewer than FEW accounts ever looked at it and this is not about it."""
    if not product or product in here:
        return []
    ((count,),) = ask(f"SELECT count(DISTINCT account_id) FROM deal WHERE product = {quote_text(product)}")
    return [product] if count < FEW else []


def _read_traits(ask: Ask, industry: str, country: str) -> list[tuple[str, ...]]:
    """Country and industry, alone or together, as far as fewer than FEW accounts have them."""
    found: list[tuple[str, ...]] = []
    for parts in ((industry,), (country,), (industry, country)):
        if not all(parts) or any(set(one) <= set(parts) for one in found):
            continue
        told = zip(("industry", "country") if len(parts) == 2 else _column_of(parts[0], industry), parts, strict=True)
        where = " AND ".join(f"{column} = {quote_text(value)}" for column, value in told)
        ((count,),) = ask(f"SELECT count(*) FROM account WHERE {where} AND NOT is_deleted")
        if count < FEW:
            found.append(parts)
    return found


def _column_of(value: str, industry: str) -> tuple[str]:
    return ("industry",) if value == industry else ("country",)


def _keep_new(names: Iterable[str], here: frozenset[str]) -> list[str]:
    return [name for name in dict.fromkeys(names) if name not in here]


def allow(secrets: Secrets, names: Iterable[str]) -> Secrets:
    """The same, with names that may be said all the same: whoever calls, whoever is called."""
    return replace(secrets, allowed=tuple(sorted({*secrets.allowed, *(name for name in names if name)})))
