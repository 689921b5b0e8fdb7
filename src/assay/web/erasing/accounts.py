"""Accounts of users who are erased: closed, and without anything that tells whose they were."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from assay.domain.errors import InputError
from assay.sources.forgotten.sweeping import ERASED
from assay.web.people.models import Grant, Invitation, PrivateNote, Role, SellerLink, TeamSeller, User

#: ends the address of an account that was erased
_ERASED_AT = "@erased.invalid"


def list_users() -> QuerySet[User]:
    """Everybody who has or had an account, but those who were erased."""
    return User.objects.exclude(email__endswith=_ERASED_AT).select_related("team")


def find_accounts(sellers: Iterable[int], addresses: Iterable[str]) -> list[User]:
    """The users who are these sellers, or have one of these addresses."""
    theirs = Q(seller_links__seller_id__in=list(sellers))
    for address in addresses:
        theirs |= Q(email__iexact=address)
    return list(User.objects.filter(theirs).distinct())


def check_accounts(users: Iterable[User], by: User | None) -> None:
    """Raises InputError for one's own account, and where no administrator would be left."""
    gone = {user.pk for user in users}
    if by is not None and by.pk in gone:
        raise InputError("Nobody erases the own account.", fix="Ask another administrator to do it.")
    left = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk__in=gone)
    if gone and not left.exists():
        raise InputError("No administrator would be left.", fix="Make another user an administrator first.")


def close_accounts(numbers: Iterable[int]) -> int:
    """Closes the accounts; their rows stay as marks, since what they did stays. How many."""
    users = User.objects.filter(pk__in=list(numbers))
    with transaction.atomic():
        for model in (EmailAddress, Authenticator, SocialAccount, SellerLink, PrivateNote):
            theirs = {"owner__in" if model is PrivateNote else "user__in": users}
            model._default_manager.filter(**theirs).delete()
        sessions = UserSession.objects.filter(user__in=users)
        Session.objects.filter(session_key__in=sessions.values("session_key")).delete()
        sessions.delete()
        Grant.objects.filter(user__in=users, revoked_at=None).update(revoked_at=timezone.now())
        for user in users:
            user.email, user.name, user.is_active = f"erased-{user.pk}{_ERASED_AT}", ERASED, False
            user.set_unusable_password()
            user.save()
    return len(users)


def drop_invitations(addresses: Iterable[str], sellers: Iterable[int]) -> None:
    """Removes what asks the person to join, and the place in a team of somebody without an account."""
    for address in addresses:
        Invitation.objects.filter(email__iexact=address).delete()
    TeamSeller.objects.filter(seller_id__in=list(sellers)).update(name=ERASED)
