"""Users made and listed from the command line: how the first administrator comes in."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.urls import reverse

from assay.domain.errors import InputError
from assay.web.people.inviting import prove_address
from assay.web.people.letters import make_address
from assay.web.people.log import note
from assay.web.people.models import User
from assay.web.people.sellers import link_by_address


def add_user(email: str, name: str, role: str) -> str:
    """Makes a user without a password; returns what to do next, with a link to set one that serves once.

    For an address that is a user's already it changes nothing and returns a new link: the way back in for somebody who
    has lost theirs.  Raises InputError for an address that is none, and for a user who may not sign in.
    """
    try:
        validate_email(email)
    except ValidationError as error:
        raise InputError(f"{email!r} is not an e-mail address.", fix="Write it as anna.berg@example.com.") from error
    user = User.objects.filter(email__iexact=email).first()
    said = f"{email} is a user already; nothing of it was changed."
    if user is None:
        user = User.objects.create_user(email, None, name=name or email.partition("@")[0], role=role)
        prove_address(user)
        link_by_address(user)
        note(None, "made", "user", user.pk, user.email, role=role)
        said = f"{user.email} is made, as {user.get_role_display()}."
    if not user.is_active:
        raise InputError(f"{user.email} has been closed.", fix="Have an administrator open it again.")
    note(None, "made", "password_link", user.pk, user.email)
    return f"{said}\nThe link to set a password serves once, for {_count_days()} days:\n{_make_link(user)}"


def _make_link(user: User) -> str:
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    pattern = reverse("account_reset_password_from_key", kwargs={"uidb36": "UID", "key": "KEY"})
    return make_address(pattern.replace("UID-KEY", key))


def _count_days() -> int:
    return int(settings.PASSWORD_RESET_TIMEOUT) // 86400


def list_users() -> str:
    """A line for each user: address, role, team, and whether the user may sign in."""
    users = User.objects.select_related("team")
    rows = [
        (user.email, str(user.get_role_display()), str(user.team or "-"), "" if user.is_active else "closed")
        for user in users
    ]
    if not rows:
        return "Nobody can sign in yet. Make the first one: assay user add EMAIL --name NAME --role administrator"
    widths = [max(len(row[column]) for row in rows) for column in range(3)]
    return "\n".join(
        "  ".join([*(cell.ljust(w) for cell, w in zip(row, widths, strict=False)), row[3]]).rstrip() for row in rows
    )
