"""Invitations: made, sent, taken back, and accepted once."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from assay.web.people.letters import make_address, send_letter
from assay.web.people.log import note
from assay.web.people.models import INVITATION_DAYS, Invitation, Role, Team, User
from assay.web.people.sellers import link_by_address

if TYPE_CHECKING:
    from assay.web.request import Request

#: how an address may stand in a pasted list: alone, or as in "Anna Berg <anna@example.org>"
_NAMED = re.compile(r"^\s*\"?(?P<name>[^<>\"]*?)\"?\s*<(?P<email>[^<>]+)>\s*$")


class NotStanding(Exception):
    """An invitation that was used, taken back, or is too old; the database holds why."""


@dataclass
class Invited:
    """What became of a list of addresses."""

    sent: list[str] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)


def read_addresses(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The (address, name) of each line, or part between commas or semicolons, once each; and what is no address."""
    found: dict[str, str] = {}
    broken = []
    for part in re.split(r"[\n,;]+", text):
        if not part.strip():
            continue
        named = _NAMED.match(part)
        address = (named["email"] if named else part).strip().casefold()
        try:
            validate_email(address)
        except ValidationError:
            broken.append(part.strip())
        else:
            found.setdefault(address, named["name"].strip() if named else "")
    return list(found.items()), broken


def invite_people(request: "Request", people: Iterable[tuple[str, str]], role: str, team: Team | None) -> Invited:
    """Invites each (address, name) that is no user's yet, in place of any earlier invitation to that address."""
    done = Invited()
    for email, name in people:
        if User.objects.filter(email__iexact=email).exists():
            done.known.append(email)
            continue
        invitation = Invitation(email=email, name=name[:150], role=role, team=team, invited_by=request.user)
        (done.sent if _send(request, invitation) else done.unsent).append(email)
    return done


def send_again(request: "Request", invitation: Invitation) -> bool:
    """Takes the invitation back and sends a new one with a new link. Whether the letter was taken."""
    again = Invitation(
        email=invitation.email,
        name=invitation.name,
        role=invitation.role,
        team=invitation.team,
        invited_by=request.user,
    )
    return _send(request, again)


def _send(request: "Request", invitation: Invitation) -> bool:
    if _is_sent_just_now(invitation):
        return True
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_token(token)
    with transaction.atomic():
        now = timezone.now()
        standing = Invitation.objects.filter(email__iexact=invitation.email, accepted_at=None, revoked_at=None)
        standing.update(revoked_at=now)
        invitation.expires_at = now + timedelta(days=INVITATION_DAYS)
        invitation.save()
        note(request, "made", "invitation", invitation.pk, invitation.email, role=invitation.role)
    link = make_address(reverse("accept_invitation", args=[token]))
    try:
        send_letter(invitation.email, "invitation", invitation=invitation, link=link, inviter=request.user)
    except OSError:
        # so that it can be sent again at once
        Invitation.objects.filter(pk=invitation.pk).update(made_at=timezone.now() - timedelta(minutes=2))
        return False
    return True


def _is_sent_just_now(invitation: Invitation) -> bool:
    """Whether the same person has asked for the same within a minute: a button pressed twice."""
    return Invitation.objects.filter(
        email__iexact=invitation.email,
        role=invitation.role,
        team=invitation.team,
        invited_by=invitation.invited_by,
        accepted_at=None,
        revoked_at=None,
        made_at__gt=timezone.now() - timedelta(minutes=1),
    ).exists()


def take_back(request: "Request", invitation: Invitation) -> None:
    """Its link serves no longer. One that was accepted before stays accepted."""
    changed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(
        revoked_at=timezone.now()
    )
    if changed:
        note(request, "revoked", "invitation", invitation.pk, invitation.email)


def hash_token(token: str) -> str:
    """What the database keeps of the token in a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str) -> Invitation | None:
    """The invitation whose link holds `token`, standing or not."""
    return Invitation.objects.select_related("team", "invited_by").filter(token_hash=hash_token(token)).first()


def find_invitation_for(addresses: Iterable[str]) -> Invitation | None:
    """The newest standing invitation to one of these addresses (lower case)."""
    standing = Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
    return standing.filter(email__in=list(addresses)).first()


@transaction.atomic
def accept_invitation(request: HttpRequest, invitation: Invitation, name: str, password: str | None) -> User:
    """The user who joins by it. Of two who press at once, one joins.

    Raises NotStanding where the invitation serves no longer, or the address has become a user's.
    """
    now = timezone.now()
    standing = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=now)
    if not standing.update(accepted_at=now) or User.objects.filter(email__iexact=invitation.email).exists():
        raise NotStanding
    user = User.objects.create_user(
        invitation.email, password, name=name, role=Role(invitation.role), team=invitation.team
    )
    prove_address(user)
    link_by_address(user)
    note(request, "accepted", "invitation", invitation.pk, user.email, user=user.pk)
    return user


def prove_address(user: User) -> None:
    """Keeps, for allauth, that the user's address is known to be the user's."""
    EmailAddress.objects.update_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
