"""Where a place is, by a folder's path or a URL."""

from collections.abc import Mapping
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.folder import FolderPlace
from assay.store.place import Place
from assay.tables.column import Table


def open_place(where: str, tables: Mapping[str, Table]) -> Place:
    """The place at `where`: a folder, made by the first commit.

    Raises InputError when there is something else, or nothing that can be reached.
    """
    if "://" in where:
        raise InputError(
            f"{where.split('://')[0]}:// is no kind of place that Assay knows.",
            fix="Give a folder.",
        )
    return FolderPlace(Path(where).expanduser(), tables)
