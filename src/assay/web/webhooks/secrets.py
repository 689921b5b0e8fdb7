"""The secrets that sign: each worked out from the key of this server and a salt of its own, and kept nowhere.

Whoever copies the database has none of them.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from assay.outside.webhooks.signing import write_secret
from assay.web.webhooks.models import Endpoint

#: the one before signs beside the new one for so long
BOTH = timedelta(hours=24)
_SHOWN = 10


class KeyChanged(Exception):
    """The key of this server is another one than when the secret was made."""


def make_salt() -> tuple[str, str]:
    """The salt of a new secret, and how that secret begins."""
    salt = secrets.token_hex(32)
    return salt, _work_out(salt)[:_SHOWN]


def read_secret(endpoint: Endpoint) -> str:
    """The secret that the address was given last. Raises KeyChanged."""
    secret = _work_out(endpoint.salt)
    if not secret.startswith(endpoint.begins):
        raise KeyChanged
    return secret


def list_secrets(endpoint: Endpoint, now: datetime | None = None) -> list[str]:
    """All that sign now, the newest first. Raises KeyChanged."""
    found = [read_secret(endpoint)]
    until = endpoint.previous_until
    if endpoint.previous_salt and until is not None and (now or timezone.now()) < until:
        found.append(_work_out(endpoint.previous_salt))
    return found


def _work_out(salt: str) -> str:
    signed = f"assay webhook {salt}".encode()
    return write_secret(hmac.new(settings.SECRET_KEY.encode(), signed, hashlib.sha256).digest())
