"""A person of each role to try the application with, on the sample company or on a record of one's own."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from assay.domain.errors import InputError
from assay.web.people.inviting import prove_address
from assay.web.people.log import note
from assay.web.people.models import Role, SellerLink, Team, User
from assay.web.people.placing import make_proposed, propose_teams
from assay.web.people.sellers import ask_record

#: what addresses of companies that do not exist end in (RFC 2606)
_INVENTED = ".example"


@dataclass(frozen=True)
class Owner:
    """A seller with the number of deals that they own."""

    id: int
    name: str
    email: str
    team: str
    post: str
    deals: int


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as."""

    user: User
    password: str


def show_demo_people() -> str:
    """Makes them, and returns a line for each: role, address, password. The passwords are shown this once."""
    people = make_demo_people()
    rows = [(str(one.user.get_role_display()), one.user.email, one.password, one.user.name) for one in people]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join(["Sign in as one of these, who are for trying alone:", *(f"  {line}" for line in lines)])


@transaction.atomic
def make_demo_people() -> list[DemoPerson]:
    """A rep, that rep's manager, an analyst and an administrator; teams and sellers as the record has them.

    Called again it gives them new passwords; those of an invented company are always the same. Raises InputError where
    users of your own stand, whom people with known passwords shall not be put beside, or the record names no sellers.
    """
    if User.objects.filter(is_demo=False).exists():
        raise InputError(
            "This home has users of its own.", fix="Make people for trying in a home of its own: ASSAY_HOME=/tmp/demo"
        )
    owners = _list_owners()
    selling = [owner for owner in owners if owner.deals]
    if not selling:
        raise InputError("The record names nobody who owns a deal.", fix="Import an export first: assay import FOLDER")
    is_invented = all(owner.email.endswith(_INVENTED) for owner in owners if owner.email)
    make_proposed({proposal.name for proposal in propose_teams()} & {owner.team.strip()[:120] for owner in selling})
    rep = selling[0]
    team = Team.objects.filter(name=rep.team.strip()[:120]).first()
    head = _find_head(owners, rep)
    domain = rep.email.partition("@")[2] or f"demo{_INVENTED}"
    wanted = [
        (Role.REP, rep.name, rep.email or f"rep@{domain}", team, rep.id),
        (
            Role.MANAGER,
            head.name if head else "Morgan Manager",
            head.email if head else f"manager@{domain}",
            team,
            None,
        ),
        (Role.ANALYST, "Ada Analyst", f"analyst@{domain}", None, None),
        (Role.ADMINISTRATOR, "Alex Administrator", f"administrator@{domain}", None, None),
    ]
    return [_make(*one, is_invented=is_invented) for one in wanted]


def _make(role: Role, name: str, email: str, team: Team | None, seller: int | None, *, is_invented: bool) -> DemoPerson:
    password = f"try-assay-as-{role.value}" if is_invented else secrets.token_urlsafe(12)
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User.objects.create_user(email, password, name=name[:150], role=role, team=team, is_demo=True)
        prove_address(user)
        note(None, "made", "user", user.pk, user.email, role=role.value, demo=True)
    else:
        user.set_password(password)
        user.save()
    if seller is not None:
        SellerLink.objects.get_or_create(seller_id=seller, defaults={"user": user, "name": name[:200]})
    return DemoPerson(user, password)


def _find_head(owners: Sequence[Owner], rep: Owner) -> Owner | None:
    """Somebody without deals whose post says that they lead the rep's team."""
    heads = [owner for owner in owners if not owner.deals and owner.email and "manager" in owner.post.casefold()]
    return next((owner for owner in heads if owner.team.startswith(rep.team)), None)


def _list_owners() -> list[Owner]:
    """All sellers who are still there, those with the most deals first."""
    rows = ask_record(
        "SELECT s.id, coalesce(s.name, s.email, s.source_id), coalesce(s.email, ''), coalesce(s.team, ''), "
        "coalesce(s.role, ''), count(d.id) FROM seller AS s LEFT JOIN deal AS d ON d.owner_id = s.id "
        "WHERE coalesce(s.is_active, true) GROUP BY 1, 2, 3, 4, 5 ORDER BY 6 DESC, 1"
    )
    return [Owner(*row) for row in rows]
