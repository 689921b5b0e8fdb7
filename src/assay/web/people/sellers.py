"""Sellers and deals of the record, as far as people are linked to them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from assay.store import open_place
from assay.store.home import open_home
from assay.tables import TABLES
from assay.web.people.models import SellerLink, User


@dataclass(frozen=True)
class Seller:
    """Anyone on our side, as the record has that person."""

    id: int
    name: str
    email: str
    team: str
    is_active: bool | None


def list_sellers() -> list[Seller]:
    """All sellers of the record by name; none where nothing was imported yet."""
    rows = ask_record(
        "SELECT id, coalesce(name, email, source_id), coalesce(email, ''), coalesce(team, ''), is_active FROM seller"
        " WHERE same_as IS NULL"
    )
    return sorted((Seller(*row) for row in rows), key=lambda seller: (seller.name.casefold(), seller.id))


def find_deal(deal_id: int) -> tuple[str, int | None] | None:
    """Name and owner of a deal; None where the record has none of that id, or the CRM has deleted it."""
    return find_deals([deal_id]).get(deal_id)


def find_deals(deal_ids: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """Name and owner of each of these deals that the record has and the CRM has not deleted, by one query."""
    if not deal_ids:
        return {}
    ids = ", ".join(f"{number:d}" for number in set(deal_ids))
    rows = ask_record(
        f"SELECT id, coalesce(name, source_id), owner_id FROM deal WHERE id IN ({ids}) AND NOT is_deleted"
    )
    return {number: (name, owner) for number, name, owner in rows}


def find_owners(deal_ids: Collection[int]) -> dict[int, int | None]:
    """The owner of each of these deals that the record has."""
    if not deal_ids:
        return {}
    return dict(
        ask_record(f"SELECT id, owner_id FROM deal WHERE id IN ({', '.join(f'{number:d}' for number in deal_ids)})")
    )


def name_sellers(sellers: Iterable[int | None]) -> dict[int | None, str]:
    """The names of these sellers that the record has."""
    ids = ", ".join(f"{number:d}" for number in set(sellers) if number is not None)
    if not ids:
        return {}
    return dict(ask_record(f"SELECT id, coalesce(name, email, source_id) FROM seller WHERE id IN ({ids})"))


def search_deals(text: str, sellers: Collection[int] | None, limit: int = 20) -> list[tuple[int, str]]:
    """Id and name of deals whose name holds every word of `text`; of these owners, or of all for None."""
    if sellers is not None and not sellers:
        return []
    words = [word.replace("'", "''") for word in text.casefold().split()[:8]]
    if not words:
        return []
    wanted = ["NOT is_deleted", *(f"strpos(lower(name), '{word}') > 0" for word in words)]
    if sellers is not None:
        wanted.append(f"owner_id IN ({', '.join(f'{number:d}' for number in sellers)})")
    return [
        tuple(row)
        for row in ask_record(f"SELECT id, name FROM deal WHERE {' AND '.join(wanted)} ORDER BY name LIMIT {limit:d}")
    ]


def ask_record(query: str) -> list[tuple]:  # type: ignore[type-arg]  # rows of any width
    """The rows of a query on the record as it is now, run or no run; none where nothing was imported yet."""
    place = open_place(open_home().record, TABLES)
    if place.version() == 0:
        return []
    engine = place.engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def link_by_address(user: User) -> int:
    """Links the user to the sellers of the same e-mail address whom nobody is yet; how many."""
    linked = 0
    for seller in list_sellers():
        if seller.email and seller.email.casefold() == user.email:
            try:
                with transaction.atomic():
                    SellerLink.objects.create(user=user, seller_id=seller.id, name=seller.name[:200])
            except IntegrityError:  # is somebody else already
                continue
            linked += 1
    return linked
