"""What was imported, by whom, and whether it still stands; what is read again, with its last result."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from assay.domain.errors import AssayError
from assay.sources.history import list_imports
from assay.sources.undoing import LastImport, find_last_import
from assay.store.home import Home
from assay.web.imports.models import Feed, ImportEntry

_SHOWN = 30


@dataclass(frozen=True)
class Line:
    """One import in the history. who: empty for the command line.  counts: None where it is undone."""

    at: datetime
    who: str
    files: Sequence[str]
    counts: Any
    job_id: int | None
    feed: Feed | None
    is_undone: bool
    undone_by: str
    undone_at: datetime | None


@dataclass(frozen=True)
class History:
    """The imports, the newest first. last: what can be undone or put back; refusal: why nothing can."""

    lines: Sequence[Line]
    last: LastImport | None
    refusal: str


def list_history(home: Home) -> History:
    """The last imports."""
    last, refusal = None, ""
    try:
        last = find_last_import(home)
    except AssayError as error:
        refusal = f"{error.message} {error.fix}"
    standing = {(one.import_run, one.made_at): one for one in list_imports(home, _SHOWN)}
    lines = []
    entries = ImportEntry.objects.exclude(import_run=None).select_related("feed")[:_SHOWN]
    for entry in entries:
        stands = standing.pop((entry.import_run or 0, entry.made_at or 0), None)
        counts = stands.counts if stands else None
        lines.append(
            Line(
                _moment(entry.made_at or 0),
                entry.who,
                stands.files if stands else entry.files,
                counts,
                entry.job_id,
                entry.feed,
                stands is None,
                entry.undone_by,
                entry.undone_at,
            )
        )
    for one in standing.values():
        lines.append(Line(_moment(one.made_at), "", one.files, one.counts, None, None, False, "", None))
    lines.sort(key=lambda line: line.at, reverse=True)
    return History(lines[:_SHOWN], last, refusal)


def read_last(home: Home) -> Line | None:
    """The last import that stands, without names of files: for everybody."""
    found = list_imports(home, 1)
    if not found:
        return None
    return Line(_moment(found[0].made_at), "", (), found[0].counts, None, None, False, "", None)


def list_feeds() -> Sequence[Feed]:
    """What is read again and again."""
    return list(Feed.objects.select_related("owner"))


def _moment(epoch: int) -> datetime:
    return datetime.fromtimestamp(epoch, UTC)
