"""Removes what is kept no longer, and counts beforehand what would go."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from assay.jobs.works import find_reports
from assay.store.home import Home
from assay.web.debriefs.expiring import empty_old_mails, erase_old_answers, list_old_answers, list_old_mails
from assay.web.people.append_only import guard_log, lift_guard
from assay.web.people.log import LogEntry, note
from assay.web.webhooks.expiring import list_old_events, remove_old_events

#: setting -> where its files lie
_FOLDERS: dict[str, Callable[[Home], tuple[Path, ...]]] = {
    "keep_rows_days": lambda home: (home.kept,),
    "keep_uploads_days": lambda home: (home.path / "uploads",),
    "keep_recordings_days": lambda home: (home.recordings,),
    "keep_reports_days": lambda home: (find_reports(home), home.path / "papers"),
}


def count_expired(home: Home, kept: Mapping[str, int], *, ahead: timedelta = timedelta()) -> dict[str, int]:
    """Of each setting how many rows or files are older than its days. kept: setting -> days, 0 for ever.

    ahead: from now; those that will be so by then.
    """
    found = {}
    for name, days in kept.items():
        if name in _FOLDERS:
            found[name] = sum(1 for _ in _list_files(home, name, days, ahead))
        elif name in _ROWS:
            found[name] = _ROWS[name].list_old(_find_edge(days) + ahead).count() if days else 0
    return found


def remove_expired(home: Home, kept: Mapping[str, int]) -> dict[str, int]:
    """Removes it all; returns how many of each. The log says that it was done."""
    gone = {}
    for name, days in kept.items():
        if name in _FOLDERS:
            files = list(_list_files(home, name, days))
            for path in files:
                path.unlink(missing_ok=True)
            gone[name] = len(files)
    for name, rows in _ROWS.items():
        if kept.get(name):
            gone[name] = rows.remove(_find_edge(kept[name]))
    done = {name: count for name, count in gone.items() if count}
    if done:
        note(None, "removed", "setting", "settings_retention", "", counts=done)
    return gone


def _list_files(home: Home, name: str, days: int, ahead: timedelta = timedelta()) -> Iterator[Path]:
    if not days:
        return
    edge = (_find_edge(days) + ahead).timestamp()
    for folder in _FOLDERS[name](home):
        yield from (path for path in folder.rglob("*") if path.is_file() and path.stat().st_mtime < edge)


def _find_edge(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def _list_old_entries(edge: datetime) -> QuerySet[LogEntry]:
    return LogEntry.objects.filter(at__lt=edge)


def _shorten_log(edge: datetime) -> int:
    """The one way in which rows leave the log: the guard is lifted and made again in one transaction."""
    old = _list_old_entries(edge)
    if not old.exists():
        return 0
    with transaction.atomic():
        lift_guard(connection)
        count, _ = old.delete()
        guard_log(connection)
    return count


class _Rows(NamedTuple):
    """Rows older than a moment, and what removes them and says how many they were."""

    list_old: Callable[[datetime], QuerySet[Any]]
    remove: Callable[[datetime], int]


#: setting -> its rows; the log last, which tells of the others
_ROWS = {
    "keep_answers_days": _Rows(list_old_answers, erase_old_answers),
    "keep_mails_days": _Rows(list_old_mails, empty_old_mails),
    "keep_webhooks_days": _Rows(list_old_events, remove_old_events),
    "keep_log_days": _Rows(_list_old_entries, _shorten_log),
}
