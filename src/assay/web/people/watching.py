"""Writes into the log what allauth tells of: who signed in and out, and what changed about how."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from assay.web.people.log import note


@receiver(account.user_logged_in)
def note_sign_in(request: HttpRequest, user: Any, **told: Any) -> None:
    """Somebody is in."""
    note(request, "signed_in", "user", user.pk, user.email)


@receiver(user_login_failed)
def note_failure(credentials: dict[str, Any], request: HttpRequest | None = None, **told: Any) -> None:
    """Somebody gave a wrong password. What was typed as the address is kept only where it looks like one: it might be
    a password in the wrong field.
    """
    typed = str(credentials.get("email") or credentials.get("username") or "")
    note(request, "failed", "sign_in", what=typed if "@" in typed and " " not in typed else "")


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, user: Any, **told: Any) -> None:
    """Somebody left."""
    if user is not None:
        note(request, "signed_out", "user", user.pk, user.email)


@receiver(account.password_changed)
@receiver(account.password_set)
@receiver(account.password_reset)
def note_password(request: HttpRequest, user: Any, **told: Any) -> None:
    """A new password."""
    note(request, "changed", "password", user.pk, user.email)


@receiver(mfa.authenticator_added)
def note_factor(request: HttpRequest, user: Any, authenticator: Any, **told: Any) -> None:
    """A second factor more."""
    note(request, "added", "second_factor", user.pk, user.email, type=authenticator.type)


@receiver(mfa.authenticator_removed)
def note_factor_gone(request: HttpRequest, user: Any, authenticator: Any, **told: Any) -> None:
    """A second factor less."""
    note(request, "removed", "second_factor", user.pk, user.email, type=authenticator.type)
