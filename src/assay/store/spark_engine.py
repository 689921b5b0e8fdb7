"""Spark as an engine: signals run on a cluster that reads the files of the record."""

import contextlib
import itertools
import uuid
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from assay.domain.errors import InputError, RetryLater
from assay.store.engine import Rows, compile_query
from assay.store.spark_session import Session, explain_failures

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow
    from pyspark.sql import DataFrame

#: Ibis type -> Spark's type, for tables put in without rows
_TYPES = {
    "int64": "BIGINT",
    "int32": "INT",
    "float64": "DOUBLE",
    "string": "STRING",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "decimal(18, 4)": "DECIMAL(18,4)",
}

#: more rows than this are written to the cluster once, instead of travelling with each query that reads them
_TRAVELLING = 1_000


class SparkEngine:
    """An engine whose private tables are Parquet tables in a database of its own, each seen through a private view.

    Views over cached queries would keep every query that led to them, and be worked out again when a worker is lost.
    """

    dialect = "pyspark"

    def __init__(self, session: Session) -> None:
        self.session = session
        self.database = f"assay_{uuid.uuid4().hex[:12]}"
        self._numbers = itertools.count(1)
        self._stored: dict[str, str] = {}
        self._has_database = False

    def rows(self, query: "str | ir.Table", parameters: Sequence[Any] = ()) -> Rows:
        with explain_failures(self.session.shown):
            return [tuple(row) for row in self._run(query, parameters).collect()]

    def arrow(self, query: "str | ir.Table") -> "pyarrow.Table":
        """All rows of a query as they travel, as whole columns."""
        with explain_failures(self.session.shown):
            return self._run(query).toArrow()

    def make(self, name: str, query: "str | ir.Table") -> None:
        sql = compile_query(query, self.dialect)
        with explain_failures(self.session.shown):
            self._store(name, sql)

    def put(self, name: str, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        frame = self._read_rows(schema, rows)
        with explain_failures(self.session.shown):
            if len(rows) <= _TRAVELLING:
                frame.createOrReplaceTempView(quote(name))
                self._drop(self._stored.pop(name, None))
                return
            frame.createOrReplaceTempView("assay_put")
            self._store(name, "SELECT * FROM assay_put")
            self.session.spark.catalog.dropTempView("assay_put")

    def close(self) -> None:
        # a server that is away by now drops the session by itself; what failed before tells more
        with contextlib.suppress(RetryLater), explain_failures(self.session.shown):
            if self._has_database:
                self._run(f"DROP DATABASE IF EXISTS {self.database} CASCADE")
        if self.session.is_remote:
            self.session.spark.stop()

    def _run(self, query: "str | ir.Table", parameters: Sequence[Any] = ()) -> "DataFrame":
        sql = compile_query(query, self.dialect)
        return self.session.spark.sql(sql, args=list(parameters)) if parameters else self.session.spark.sql(sql)

    def _store(self, name: str, sql: str) -> None:
        """The new table stands beside the one that it replaces, since its query may read that one."""
        if not self._has_database:
            self._make_database()
        table = f"{self.database}.t{next(self._numbers)}"
        self._run(f"CREATE TABLE {table} USING parquet AS {sql}")
        self._run(f"CREATE OR REPLACE TEMPORARY VIEW {quote(name)} AS SELECT * FROM {table}")
        self._drop(self._stored.get(name))
        self._stored[name] = table

    def _drop(self, table: str | None) -> None:
        if table:
            self._run(f"DROP TABLE {table}")

    def _make_database(self) -> None:
        from pyspark.errors import AnalysisException, PySparkException

        try:
            self._run(f"CREATE DATABASE {self.database}")
            self._has_database = True
        except AnalysisException:
            raise
        except PySparkException as error:
            raise InputError(
                f"{self.session.shown} lets nobody make a database there: {str(error).strip().splitlines()[0]}.",
                fix="Have the user be allowed to create databases and tables; each run drops its own.",
            ) from error

    def _read_rows(self, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> "DataFrame":
        import pyarrow

        if not rows:
            return self._run(select_nothing({name: _TYPES[type_] for name, type_ in schema.items()}))
        known = {
            "float64": pyarrow.float64(),
            "boolean": pyarrow.bool_(),
            "date": pyarrow.date32(),
            "decimal(18, 4)": pyarrow.decimal128(18, 4),
        }
        types = [known.get(type_) or pyarrow.type_for_alias(type_) for type_ in schema.values()]
        arrays = [pyarrow.array(column, type_) for column, type_ in zip(zip(*rows, strict=True), types, strict=True)]
        with explain_failures(self.session.shown):
            return self.session.spark.createDataFrame(pyarrow.Table.from_arrays(arrays, names=list(schema)))


def select_nothing(columns: Mapping[str, str]) -> str:
    """A query without rows. columns: name -> Spark's type."""
    return (
        f"SELECT {', '.join(f'CAST(NULL AS {type_}) AS {quote(name)}' for name, type_ in columns.items())} WHERE false"
    )


def quote(name: str) -> str:
    """An identifier as Spark writes it whatever its settings are."""
    return "`" + name.replace("`", "``") + "`"
