"""People of a company to load a server with, and addresses that each of them may open: python -m bench.web_people HOME

Writes what pages read of the last run where it is not written yet, makes twelve reps, five managers and three analysts
in the workflow database of HOME, and prints them as JSON.
"""

import json
import os
import random
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from assay.reports.catalogue.filtering import Filters
from assay.reports.catalogue.laying import write_laid
from assay.reports.catalogue.listing import Order, list_choices, list_deals
from assay.reports.catalogue.opening import is_stale, open_catalogue
from assay.reports.catalogue.words.writing import write_words
from assay.reports.catalogue.writing import write_catalogue
from assay.store.home import open_home
from assay.web.booting import boot

if TYPE_CHECKING:
    from assay.web.people.models import User

#: of twenty people
REPS, MANAGERS, ANALYSTS = 12, 5, 3
PASSWORD = "a page every five seconds"  # noqa: S105 - of people who exist in a home for measuring alone

#: sellers of a team, where the record places them in none
_TEAM = 25
_DEALS = 400
_QUERIES = 150
_SORTS = ("-opened", "opened", "-value", "name", "-dead", "-closed")


def make_people(home: Path) -> list[dict[str, object]]:
    """Each person with address, password, role and what they open: deals, queries of the list, words."""
    os.environ["ASSAY_HOME"] = str(home)
    boot()
    from assay.web.preparing import prepare_database

    prepare_database()
    _prepare_pages()
    chance = random.Random(20)  # noqa: S311 - the same people and pages each time
    users = list(_make_users())
    _make_patterns(users)
    return [_describe(user, chance) for user in users]


def _prepare_pages() -> None:
    """What a server prepares by jobs of its own, so that no such job runs while it is measured."""
    if is_stale(open_home()):
        write_catalogue(open_home())
    write_words(open_home())
    write_laid(open_home())


def _make_patterns(users: Sequence["User"]) -> None:
    from assay.web.patterns.works import make_pages

    for user in users:
        make_pages(user)


def _make_users() -> Iterator["User"]:
    from assay.web.people.models import Role, SellerLink, Team, TeamSeller, User

    catalogue = open_catalogue(open_home())
    owners = sorted((c for c in catalogue.choices.values() if c.kind == "owner"), key=lambda c: (-c.deals, c.no))
    for place, owner in enumerate(owners):
        name = owner.team[:120] or f"Team {place // _TEAM + 1}"
        team, _ = Team.objects.get_or_create(name=name)
        TeamSeller.objects.get_or_create(seller_id=owner.value, defaults={"team": team, "name": owner.label[:200]})
    teams = list(Team.objects.filter(sellers__isnull=False).distinct())
    for role, count in ((Role.REP, REPS), (Role.MANAGER, MANAGERS), (Role.ANALYST, ANALYSTS)):
        for number in range(count):
            email = f"{role.value}-{number}@bench.example"
            user = User.objects.filter(email=email).first()
            if user is None:
                user = User.objects.create_user(email, PASSWORD, name=f"{role.label} {number}", role=role, is_demo=True)
            if role == Role.REP:
                owner = owners[number % len(owners)]
                SellerLink.objects.get_or_create(
                    seller_id=owner.value, defaults={"user": user, "name": owner.label[:200]}
                )
                user.team = TeamSeller.objects.get(seller_id=owner.value).team
            elif role == Role.MANAGER:
                user.team = teams[number % len(teams)]
            user.save()
            yield user


def _describe(user: "User", chance: random.Random) -> dict[str, object]:
    from assay.web.deals.listed.asked import write_after
    from assay.web.scoping import find_scope

    catalogue, scope = open_catalogue(open_home()), find_scope(user)
    found = list_deals(catalogue, scope, Filters(), Order("name"), None, _DEALS)
    recent = list_deals(catalogue, scope, Filters(), Order("opened", descending=True), None, _DEALS)
    deals = {deal.id: deal.name for deal in (*found.deals, *recent.deals)}
    choices = list_choices(catalogue, scope)
    chosen = {name: [choice.value for choice in choices[name]] for name in choices}
    chosen["signal"] = [signal.signal for signal in catalogue.signals.values() if signal.deals]
    pages = [
        {"sort": sort, "after": write_after(page.after)}
        for sort in ("-opened", "name")
        for size in (50, 500)
        if (page := list_deals(catalogue, scope, Filters(), _read_order(sort), None, size)).after
    ]
    return {
        "email": user.email,
        "password": PASSWORD,
        "role": user.role,
        "deals": sorted(deals),
        "queries": [_choose_query(chosen, pages, chance) for _ in range(_QUERIES)],
        "words": _choose_words(list(deals.values()), chance),
    }


def _read_order(sort: str) -> Order:
    return Order(sort.removeprefix("-"), sort.startswith("-"))


def _choose_query(chosen: dict[str, list[str | int]], pages: list[dict[str, str]], chance: random.Random) -> str:
    """One in five the plain list, one in five a later page, the others narrowed by one or two things and sorted."""
    kind = chance.random()
    if kind < 0.2:
        return ""
    if kind < 0.4 and pages:
        return urlencode(chance.choice(pages))
    names = chance.sample([name for name in chosen if chosen[name]], k=chance.choice((1, 1, 2)))
    pairs = [(name, str(chance.choice(chosen[name]))) for name in names]
    if chance.random() < 0.2:
        pairs.append(("closed_from", f"{chance.choice((2023, 2024, 2025))}-0{chance.randint(1, 9)}-01"))
    return urlencode([*pairs, ("sort", chance.choice(_SORTS))])


def _choose_words(names: list[str], chance: random.Random) -> list[str]:
    """Frequent words, beginnings of words, whole names of deals, and what stands nowhere."""
    rare = chance.sample(names, k=min(20, len(names)))
    frequent = [name.split()[0] for name in rare[:8] if name.split()]
    return [*rare, *frequent, *(word[:3] for word in frequent[:4]), "call", "price", "contract", "zyzzyva"]


if __name__ == "__main__":
    json.dump(make_people(Path(sys.argv[1])), sys.stdout)
