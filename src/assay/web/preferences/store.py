"""Settings kept in the workflow database: what there is, what each may be, and reading one by its name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User
from assay.web.preferences.models import Preference

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: ten years of days; 0 stands for ever
_MOST_DAYS = 3650


@dataclass(frozen=True)
class Defined:
    """One setting: how many days something is kept, 0 for ever."""

    name: str
    label: "StrOrPromise"
    help: "StrOrPromise"
    default: int
    low: int = 0
    high: int = _MOST_DAYS


RETENTION = (
    Defined(
        "keep_log_days",
        _("The log of who saw and changed what, days"),
        _("Rows older than that are removed; that they were is itself a row of the log. 0: for ever."),
        0,
    ),
    Defined(
        "keep_answers_days",
        _("Answers of debriefs that only some may read, days"),
        _("They are erased, in the record too; figures that rest on them are made anew without. 0: for ever."),
        0,
    ),
    Defined(
        "keep_mails_days",
        _("Mail to buyers, days"),
        _("Words and addresses go; that a mail was sent, when and about which deal stays. 0: for ever."),
        0,
    ),
    Defined(
        "keep_webhooks_days",
        _("What was told to other programs by webhooks, days"),
        _("Each message with its deliveries and answers; what is still on its way stays. 0: for ever."),
        30,
    ),
    Defined(
        "keep_rows_days",
        _("Source rows as they were imported, days"),
        _("Loss files then show what the record holds, without the row of the export. 0: for ever."),
        0,
    ),
    Defined(
        "keep_uploads_days",
        _("Uploaded files, days"),
        _("What was imported stays in the record. 0: until the import itself clears them away."),
        30,
    ),
    Defined(
        "keep_recordings_days",
        _("Recorded calls, days"),
        _("The sound and what was heard in it are removed; the words stay in the record. 0: for ever."),
        0,
    ),
    Defined(
        "keep_reports_days",
        _("Written reports and printed files, days"),
        _("They can be made again from the results at any time. 0: for ever."),
        90,
    ),
)

_DEFINED = {one.name: one for one in RETENTION}


def read(name: str) -> int:
    """The value of a setting: as somebody set it, else the default. Raises KeyError for an unknown name."""
    defined = _DEFINED[name]
    row = Preference.objects.filter(name=name).first()
    return int(row.value) if row else defined.default


def read_retention() -> dict[str, int]:
    """How many days each is kept, by the names of RETENTION, read at once."""
    kept = dict(Preference.objects.filter(name__in=_DEFINED).values_list("name", "value"))
    return {one.name: int(kept.get(one.name, one.default)) for one in RETENTION}


def save(user: User, values: Mapping[str, int]) -> None:
    """Sets several at once, all or none. Raises KeyError for an unknown name, ValueError for a value out of bounds."""
    for name, value in values.items():
        defined = _DEFINED[name]
        if not defined.low <= value <= defined.high:
            raise ValueError(name)
    with transaction.atomic():
        for name, value in values.items():
            told = {"value": value, "changed_at": timezone.now(), "changed_by": user.email}
            Preference.objects.update_or_create(name=name, defaults=told)
