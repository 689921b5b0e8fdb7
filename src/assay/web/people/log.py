"""The log of who saw and changed what. Rows are added and never changed: the database itself refuses."""

from datetime import timedelta
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from assay.domain.errors import InputError

#: how long a visit is, which is one row however often something is looked at in it
VISIT = timedelta(hours=1)


class LogEntry(models.Model):
    """One thing that one user saw or changed."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    user_id_then = models.BigIntegerField(null=True)  # no foreign key: a row outlives its user
    who = models.CharField(max_length=254)
    act = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64, blank=True)
    what = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict)
    address = models.GenericIPAddressField(null=True)

    class Meta:
        app_label = "people"
        ordering: ClassVar = ["-at", "-id"]
        indexes: ClassVar = [models.Index(fields=["kind", "object_id"]), models.Index(fields=["user_id_then", "at"])]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Adds the row. Raises InputError for one that is there already."""
        if self.pk:
            _refuse()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raises InputError: nothing is taken out of the log."""
        _refuse()


def _refuse() -> NoReturn:
    raise InputError("A row of the log cannot be changed.", fix="Add a row that says what is right.")


def note(
    request: HttpRequest | None, act: str, kind: str, object_id: object = "", what: str = "", **detail: Any
) -> None:
    """Adds to the log that the user of `request` did `act` to the `kind` named.

    act: saw, made, changed, removed, signed_in, exported ...  kind: deal, team, user, grant, import, setting ...  what:
    its name then.  detail: what changed, JSON.  request is None for what the server does by itself.

    Where a grant opens the deal for the user, the row says so ("by_grant"), whatever else would open it too.
    """
    user = getattr(request, "user", None)
    known = user if user is not None and user.is_authenticated else None
    if kind == "deal" and str(object_id) in map(str, getattr(getattr(request, "scope", None), "deals", ())):
        detail["by_grant"] = True
    LogEntry.objects.create(
        user_id_then=known.pk if known else None,
        who=known.email if known else ("server" if request is None else "stranger"),
        act=act,
        kind=kind,
        object_id=str(object_id)[:64],
        what=what[:300],
        detail=detail,
        address=_find_address(request) if request else None,
    )


def note_visit(request: HttpRequest, act: str, kind: str, object_id: object, what: str = "", **detail: Any) -> None:
    """Adds to the log as `note` does, unless the same user did the same within VISIT."""
    known = LogEntry.objects.filter(
        user_id_then=request.user.pk,
        act=act,
        kind=kind,
        object_id=str(object_id)[:64],
        at__gt=timezone.now() - VISIT,
    )
    if not known.exists():
        note(request, act, kind, object_id, what, **detail)


def _find_address(request: HttpRequest) -> str | None:
    """The address of the browser; behind a proxy the one that the proxy tells, as limits on signing in take it too."""
    from allauth.account.adapter import get_adapter

    return get_adapter(request).get_client_ip(request) if request.META.get("REMOTE_ADDR") else None
