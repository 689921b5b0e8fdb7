"""Signatures by Standard Webhooks 1.0.0, so that any library of that specification checks them.

Source: https://github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md, "Signature scheme" and
"Webhook headers". Checked against its reference vector and against the package standardwebhooks 1.1.0.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence

_PREFIX = "whsec_"
#: octets of a key by the specification
_SHORTEST, _LONGEST = 24, 64


def write_secret(key: bytes) -> str:
    """A key of 24 to 64 octets as receivers are given it. Raises ValueError for one of another length."""
    if not _SHORTEST <= len(key) <= _LONGEST:
        raise ValueError(f"a key has {_SHORTEST} to {_LONGEST} octets, not {len(key)}")
    return _PREFIX + base64.b64encode(key).decode()


def sign_message(secrets: Sequence[str], message: str, at: int, body: bytes) -> str:
    """The header webhook-signature: one signature for each secret, with spaces between.

    message: the header webhook-id, without a full stop.  at: the header webhook-timestamp, epoch seconds.
    """
    signed = f"{message}.{at}.".encode() + body
    return " ".join(f"v1,{_sign(secret, signed)}" for secret in secrets)


def _sign(secret: str, signed: bytes) -> str:
    key = base64.b64decode(secret.removeprefix(_PREFIX))
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
