"""Where a place is, by a folder's path or a URL."""

from collections.abc import Mapping
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.folder import FolderPlace
from assay.store.place import Place
from assay.tables.column import Table

_POSTGRES = ("postgresql://", "postgres://")


def open_place(where: str, tables: Mapping[str, Table]) -> Place:
    """The place at `where`: a folder, made by the first commit, or postgresql://user@host/database.

    Raises InputError when there is something else, or nothing that can be reached.
    """
    if where.startswith(_POSTGRES):
        try:
            from assay.store.postgres import PostgresPlace
        except ImportError as error:
            raise InputError(
                f"A place in PostgreSQL needs psycopg, which is not there ({error}).",
                fix="Run: pip install 'assay[postgres]'",
            ) from error
        return PostgresPlace(where, tables)
    if "://" in where:
        raise InputError(
            f"{where.split('://')[0]}:// is no kind of place that Assay knows.",
            fix="Give a folder, or a URL that begins with postgresql://.",
        )
    return FolderPlace(Path(where).expanduser(), tables)
