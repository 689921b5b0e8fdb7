"""The tables of a folder in a session on Spark, which reads their Parquet files itself."""

import re

from assay.domain.errors import InputError
from assay.store.folder import FolderPlace
from assay.store.manifest import read_manifest
from assay.store.spark_engine import SparkEngine, quote, select_nothing
from assay.store.spark_session import Session, explain_failures, open_session
from assay.tables.column import Table


def open_spark_engine(url: str, place: FolderPlace, *, version: int | None = None, seen_at: str = "") -> SparkEngine:
    """An engine on one version of a folder. seen_at: the folder as the cluster names it, where that differs.

    Raises what `open_session` raises, and InputError when the cluster cannot read the folder.
    """
    manifest = read_manifest(place.root, version)
    session = open_session(url)
    engine = SparkEngine(session)
    try:
        for name, table in place.tables.items():
            pinned = manifest.tables.get(name)
            show_table(session, table, place.locate(manifest, name, seen_at) if pinned and pinned.rows else [])
    except BaseException:
        engine.close()
        raise
    return engine


def show_table(session: Session, table: Table, files: list[str]) -> None:
    """A private view of one table: NULL in columns that its files are too old to hold, empty without files."""
    from pyspark.errors import AnalysisException

    types = ", ".join(f"{quote(column.name)} {_type(column.sql_type)}" for column in table.columns)
    with explain_failures(session.shown):
        if not files:
            nothing = select_nothing({column.name: _type(column.sql_type) for column in table.columns})
            session.spark.sql(nothing).createOrReplaceTempView(quote(table.name))
            return
        try:
            session.spark.read.schema(types).parquet(*map(_escape, files)).createOrReplaceTempView(quote(table.name))
        except AnalysisException as error:
            raise InputError(
                f"{session.shown} cannot read {files[0]}: {str(error).strip().splitlines()[0]}",
                fix="Let each machine of the cluster read the record's folder at the same path, or say with "
                "engine_record in assay.toml where the cluster finds it.",
            ) from error


def _type(sql_type: str) -> str:
    return "STRING" if sql_type == "VARCHAR" else sql_type


def _escape(path: str) -> str:
    """Spark takes a path for a pattern."""
    return re.sub(r"([*?{}\[\]\\])", r"\\\1", path)
