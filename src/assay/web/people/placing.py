"""Teams made, moved and removed, and sellers placed in them."""

from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Count

from assay.web.people.models import Team, TeamSeller
from assay.web.people.sellers import Seller, list_sellers


@dataclass(frozen=True)
class Branch:
    """A team in the tree: how deep it lies, and what lies in it itself."""

    team: Team
    depth: int
    users: int
    sellers: int


@dataclass(frozen=True)
class Proposal:
    """A team as the record names it, and its sellers who are in no team yet."""

    name: str
    team: Team | None
    sellers: tuple[Seller, ...]


def list_branches() -> list[Branch]:
    """All teams, each below the one that it is part of; a team that is part of itself is listed at the end."""
    teams = list(
        Team.objects.annotate(users_in=Count("users", distinct=True), sellers_in=Count("sellers", distinct=True))
    )
    parts: dict[int | None, list[Team]] = {}
    for team in teams:
        parts.setdefault(team.parent_id, []).append(team)
    found: dict[int, Branch] = {}

    def walk(parent: int | None, depth: int) -> None:
        for team in parts.get(parent, []):
            if team.pk not in found:
                found[team.pk] = Branch(team, depth, team.users_in, team.sellers_in)  # type: ignore[attr-defined]
                walk(team.pk, depth + 1)

    walk(None, 0)
    for team in teams:
        if team.pk not in found:
            walk(team.parent_id, 0)
    return list(found.values())


def list_within(team: Team) -> set[int]:
    """The ids of this team and of all within it."""
    from assay.web.scoping import list_team_tree

    return set(list_team_tree([team.pk]))


@transaction.atomic
def change_team(team: Team, name: str, parent: Team | None, version: int) -> bool:
    """Renames and moves it; False where somebody else has changed it since `version`.

    Raises ValueError where the new place lies within the team itself.
    """
    list(Team.objects.select_for_update().order_by("pk"))  # two moves at once could make a ring
    if parent is not None and parent.pk in list_within(team):
        raise ValueError(parent)
    return bool(Team.objects.filter(pk=team.pk, version=version).update(name=name, parent=parent, version=version + 1))


@transaction.atomic
def remove_team(team: Team) -> bool:
    """Removes an empty team; False where there is anything in it."""
    locked = Team.objects.select_for_update().get(pk=team.pk)
    if locked.parts.exists() or locked.users.exists() or locked.sellers.exists():
        return False
    locked.delete()
    return True


def place_seller(team: Team, seller: Seller) -> None:
    """Places the seller in the team, out of any other."""
    TeamSeller.objects.update_or_create(seller_id=seller.id, defaults={"team": team, "name": seller.name[:200]})


def propose_teams() -> list[Proposal]:
    """Teams that sellers of the record name and that lack, wholly or for some of their sellers, here."""
    placed = set(TeamSeller.objects.values_list("seller_id", flat=True))
    named: dict[str, list[Seller]] = {}
    for seller in list_sellers():
        if seller.team.strip() and seller.id not in placed:
            named.setdefault(seller.team.strip()[:120], []).append(seller)
    standing = {team.name.casefold(): team for team in Team.objects.all()}
    return [Proposal(name, standing.get(name.casefold()), tuple(sellers)) for name, sellers in sorted(named.items())]


def make_proposed(names: set[str]) -> list[tuple[Team, int]]:
    """Makes the chosen ones of the teams proposed now and places their sellers; each with how many were placed."""
    made = []
    for proposal in propose_teams():
        if proposal.name not in names:
            continue
        team = proposal.team
        if team is None:
            try:
                with transaction.atomic():
                    team = Team.objects.create(name=proposal.name)
            except IntegrityError:  # somebody else pressed at the same moment
                team = Team.objects.get(name=proposal.name)
        with transaction.atomic():
            for seller in proposal.sellers:
                place_seller(team, seller)
        made.append((team, len(proposal.sellers)))
    return made
