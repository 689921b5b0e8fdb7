"""The link that ends a kind of mail without signing in: signed, so that nobody can end another's."""

from django.core import signing
from django.urls import reverse

from assay.web.people.letters import make_address
from assay.web.people.models import User

_SALT = "assay.web.digests.stop"

#: what can be ended
KINDS = ("digest", "notices")


def make_stop(user: User, kind: str) -> str:
    """The whole address that ends mail of this kind for this user."""
    return make_address(reverse("stop_mail", args=[signing.dumps([user.pk, kind], salt=_SALT)]))


def read_stop(signed: str) -> tuple[User, str] | None:
    """Whose mail of which kind; None for what was not signed here, and where the user is gone."""
    try:
        pk, kind = signing.loads(signed, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    user = User.objects.filter(pk=pk).first()
    return (user, kind) if user is not None and kind in KINDS else None
