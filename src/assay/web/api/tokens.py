"""Access tokens made, found and revoked."""

import hashlib
import secrets
from datetime import date, timedelta

from django.utils import timezone

from assay.web.api.models import AccessToken
from assay.web.people.log import note
from assay.web.request import Request

#: so that a token that leaked is known for what it is
PREFIX = "assay_"

#: last use is kept to the minute: a write for every request would be one too many
_USED = timedelta(minutes=1)


def make_token(request: Request, name: str, expires_on: date, *, can_write: bool) -> tuple[AccessToken, str]:
    """A new token of the user, and the text that is shown once."""
    text = PREFIX + secrets.token_urlsafe(32)
    token = AccessToken.objects.create(
        user=request.user,
        name=name,
        digest=hash_text(text),
        begins=text[:12],
        can_write=can_write,
        expires_on=expires_on,
    )
    note(request, "made", "token", token.pk, name, can_write=can_write, until=expires_on.isoformat())
    return token, text


def find_token(text: str) -> AccessToken | None:
    """The standing token of an active user with that text; None for any other. Keeps when it was last used."""
    token = AccessToken.objects.select_related("user").filter(digest=hash_text(text)).first()
    if token is None or not token.is_standing or not token.user.is_active:
        return None
    now = timezone.now()
    if token.used_at is None or now - token.used_at > _USED:
        AccessToken.objects.filter(pk=token.pk).update(used_at=now)
    return token


def revoke(request: Request, token: AccessToken) -> None:
    """It opens nothing any more."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        note(request, "revoked", "token", token.pk, token.name)


def hash_text(text: str) -> str:
    """What is kept of a token: it has 256 bits by lot, so that no salt is needed."""
    return hashlib.sha256(text.encode()).hexdigest()
