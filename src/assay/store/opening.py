"""Where a place is, by a folder's path or a URL."""

from collections.abc import Mapping
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.engine import Engine
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.store.place import Place
from assay.tables.column import Table

_POSTGRES = ("postgresql://", "postgres://")
_SPARK = ("spark+local://", "sc://")


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


def open_engine(home: Home, record: Place, *, version: int | None = None) -> Engine:
    """The engine that the home names, on one version of its record; without a name, the one where the record lies.

    Raises InputError when there is no such engine or it cannot read the record, RetryLater when it does not answer.
    """
    if not home.engine:
        return record.engine(version=version)
    if not home.engine.startswith(_SPARK):
        raise InputError(
            f"{home.engine} is no engine that Assay knows.",
            fix="Write sc://host:15002 for Spark Connect, spark+local:// for a Spark in this process, or leave it out.",
        )
    if not isinstance(record, FolderPlace):
        raise InputError(
            f"{home.engine.split(';')[0]} cannot read the record, which lies in PostgreSQL, where its signals run.",
            fix="Leave the engine out, or keep the record in a folder.",
        )
    from assay.store.spark_record import open_spark_engine

    return open_spark_engine(home.engine, record, version=version, seen_at=home.settings.get("engine_record", ""))
