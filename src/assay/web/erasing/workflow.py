"""A person taken out of the workflow database: every text of every table, whichever room it is of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import CharField, JSONField, Model, Q, TextField
from django.utils import timezone

from assay.asking.forgetting.files import mask_json, mask_said
from assay.sources.forgotten.hashed import fold
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles
from assay.sources.forgotten.sweeping import ERASED
from assay.web.coding.models import PassageCode
from assay.web.debriefs.models import Answer, Mail
from assay.web.debriefs.models.messages import MailState
from assay.web.erasing.models import Erasure
from assay.web.erasing.paths import find_author_paths, find_deal_path, find_person_paths
from assay.web.people.append_only import guard_log, lift_guard
from assay.web.people.log import LogEntry

#: what the application says itself, and not the person
_OURS = frozenset({"question", "deal_name", "key", "field", "who", "run_id"})
#: a shorter field is a word of the code
_FREE = 200
_AT_ONCE = 500


@dataclass(frozen=True)
class Gone:
    """Who goes. keys: rows of the record.  users: accounts.  deals: those near the person.

    rows: of the record, that hold what the person said.  said: sentences of it.
    """

    mask: Mask
    needles: Needles
    keys: frozenset[int] = frozenset()
    users: frozenset[int] = frozenset()
    deals: frozenset[int] = frozenset()
    rows: frozenset[int] = frozenset()
    said: Sequence[str] = ()


@dataclass
class Cleared:
    """What changed. rows: table -> rows.  answers: whose statements are to leave the record too."""

    rows: dict[str, int] = field(default_factory=dict)
    answers: list[int] = field(default_factory=list)


def forget_in_workflow(gone: Gone, *, writes: bool = True) -> Cleared:
    """Empties what the person typed or said, and masks the person in all other texts; counts alone unless it `writes`.

    The log keeps its rows: what happened stays, the person goes.
    """
    cleared = Cleared()
    with transaction.atomic():
        if writes:
            lift_guard(connection)
        for model in apps.get_models():
            if model in (Erasure, Session) or model._meta.proxy or not model._meta.managed:
                continue
            own = _find_own(model, gone)
            if model is Answer:
                cleared.answers = sorted(own)
            if count := _sweep(model, gone, own, writes=writes):
                cleared.rows[model._meta.db_table] = count
        if writes:
            _clear_log(gone)
            _stop_mail(gone)
            guard_log(connection)
    return cleared


def _find_own(model: type[Model], gone: Gone) -> set[Any]:
    """The rows that hold the person's own words."""
    theirs = Q()
    for path in find_person_paths(model):
        theirs |= Q(**{f"{path}__in": gone.keys})
    for path in find_author_paths(model):
        theirs |= Q(**{f"{path}__in": gone.users})
    if model is PassageCode:
        theirs |= Q(row_id__in=gone.rows)
    if not theirs:
        return set()
    return set(model._default_manager.filter(theirs).values_list("pk", flat=True))


def _sweep(model: type[Model], gone: Gone, own: set[Any], *, writes: bool) -> int:
    names = [one.name for one in model._meta.concrete_fields if _may_tell(one)]
    if not names:
        return 0
    path = find_deal_path(model)
    near = mask_said(gone.mask, gone.said)
    count = 0
    for pk, deal, *values in list(_read_rows(model, path, names)):
        mask = near if deal in gone.deals else gone.mask.mask
        old = dict(zip(names, values, strict=True))
        new = _empty(model, old) if pk in own else old
        new = {name: _change(value, mask, gone) for name, value in new.items()}
        changes = {name: value for name, value in new.items() if value != old[name]}
        if pk in own:
            changes |= _close(model)
        if any(name in names for name in changes) or (pk in own and changes):
            count += 1
            if writes:
                model._default_manager.filter(pk=pk).update(**_keep_apart(model, changes, pk))
    return count


def _read_rows(model: type[Model], path: str, names: list[str]) -> Iterator[tuple[Any, ...]]:
    wanted = ["pk", *([path] if path else []), *names]
    for row in model._default_manager.order_by().values_list(*wanted).iterator(chunk_size=_AT_ONCE):
        yield row if path else (row[0], None, *row[1:])


def _may_tell(one: Any) -> bool:
    return isinstance(one, CharField | TextField | JSONField) and not one.choices and not one.primary_key


def _change(value: Any, mask: Callable[[str], str], gone: Gone) -> Any:
    return mask_json(value, lambda text: mask(text) if _has(text, gone) else text)


def _has(text: str, gone: Gone) -> bool:
    """Whether a text is worth a closer look."""
    low = fold(text)
    if any(one in low for one in (*gone.needles.texts, *gone.needles.near)):
        return True
    return (bool(gone.needles.numbers) and any(c.isdigit() for c in text)) or any(one in text for one in gone.said)


def _empty(model: type[Model], values: Mapping[str, Any]) -> dict[str, Any]:
    """A row of the person's own words without any."""
    emptied = dict(values)
    for name in values:
        one = model._meta.get_field(name)
        if name in _OURS:
            continue
        if isinstance(one, TextField):
            emptied[name] = ""
        elif isinstance(one, JSONField):
            emptied[name] = None if one.null else one.get_default()
        elif isinstance(one, CharField) and not one.unique and (one.max_length or 0) >= _FREE:
            emptied[name] = "" if one.blank else ERASED
    return emptied


def _close(model: type[Model]) -> dict[str, Any]:
    """What says that a row is over: an answer is erased, an address is asked no more, a link opens no longer."""
    names = {one.name for one in model._meta.concrete_fields}
    return {name: timezone.now() for name in ("removed_at", "erased_at", "revoked_at") if name in names}


def _keep_apart(model: type[Model], changes: dict[str, Any], pk: Any) -> dict[str, Any]:
    """Masked texts of the same length are the same, which a field that tells rows apart does not bear."""
    for name, value in changes.items():
        one = model._meta.get_field(name)
        if getattr(one, "unique", False) and isinstance(value, str):
            changes[name] = f"erased {pk}"
    return changes


def _clear_log(gone: Gone) -> None:
    """Rows of the person's own doing stay, without name, number and address."""
    if gone.users:
        theirs = LogEntry.objects.filter(user_id_then__in=gone.users)
        theirs.update(who=ERASED, user_id_then=None, address=None)


def _stop_mail(gone: Gone) -> None:
    """What was on its way to the person goes nowhere."""
    waiting = (MailState.WAITING, MailState.FAILED)
    Mail.objects.filter(person__person_id__in=gone.keys, state__in=waiting).update(state=MailState.DROPPED)


def wipe_free_pages() -> bool:
    """Has the database file written anew, so that nothing stays in the parts of it that are no longer in use.

    False where it cannot: in a transaction, and on another database than SQLite, which tidies up by itself.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchone()
    return not (busy and busy[0])
