"""Links for buyers: made with a secret that is kept nowhere, and looked up by its hash. Every refusal is logged."""

import hashlib
import secrets
from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from assay.web.debriefs.models import AskedPerson, Token
from assay.web.people.log import note
from assay.web.people.models import User

#: how long a link opens
TOKEN_DAYS = 30


def make_token(
    person: AskedPerson,
    made_by: User | None,
    *,
    purpose: str = "answers",
    days: int = TOKEN_DAYS,
    language: str = "",
    ends_earlier: bool = True,
) -> tuple[Token, str]:
    """A new link's row, and the secret that stands in the link. Earlier links of the same purpose open no longer.

    ends_earlier: False where they shall go on, as when a mail is tried again. language: the debrief's by default.
    """
    if ends_earlier:
        Token.objects.filter(person=person, purpose=purpose, revoked_at=None).update(revoked_at=timezone.now())
    secret = secrets.token_urlsafe(32)
    token = Token.objects.create(
        token_hash=hash_secret(secret),
        debrief=person.debrief,
        person=person,
        purpose=purpose,
        language=language or person.debrief.language,
        made_by=made_by,
        expires_at=timezone.now() + timedelta(days=days),
    )
    return token, secret


def revoke_links(person: AskedPerson) -> None:
    """No link of this person opens any more, whatever it serves."""
    Token.objects.filter(person=person, revoked_at=None).update(revoked_at=timezone.now())


def hash_secret(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def open_token(request: HttpRequest, secret: str, purpose: str = "answers") -> Token | None:
    """The link's row, if it still opens and serves this purpose; None otherwise, and the log says why.

    The first use is noted. A link whose person was removed, or whose debrief was taken out, opens no longer.
    """
    found = (
        Token.objects.select_related("debrief", "person")
        .filter(token_hash=hash_secret(secret), purpose=purpose)
        .first()
    )
    if found is None:
        note(request, "refused", "token", "", "unknown")
        return None
    if why := _find_fault(found):
        note(request, "refused", "token", found.pk, why, debrief=found.debrief_id)
        return None
    if found.used_at is None and Token.objects.filter(pk=found.pk, used_at=None).update(used_at=timezone.now()):
        note(request, "opened", "token", found.pk, "", debrief=found.debrief_id)
    return found


def _find_fault(token: Token) -> str:
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= timezone.now():
        return "expired"
    if token.person.removed_at is not None:
        return "person removed"
    return "" if token.debrief.is_standing else "debrief taken out"
