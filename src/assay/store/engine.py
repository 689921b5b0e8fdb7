"""What every engine can do for a run: hold tables by name, run compiled expressions, give rows back."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

if TYPE_CHECKING:  # plain SQL is run without loading Ibis
    import ibis.expr.types as ir
    import pyarrow

Rows = list[tuple[Any, ...]]


class Engine(Protocol):
    """A session on one version of the record. Table names of the record are readable as they are.

    dialect: the name under which Ibis compiles for it.
    """

    dialect: str

    def rows(self, query: "str | ir.Table", parameters: Sequence[Any] = ()) -> Rows:
        """All rows of a query: SQL in the engine's dialect, or an unbound Ibis expression.

        Parameters are written as the engine's client writes them: ? in DuckDB and Spark, %s in PostgreSQL.
        """

    def make(self, name: str, query: "str | ir.Table") -> None:
        """Make (or replace) a table `name`, private to this session, from a query."""

    def put(self, name: str, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        """Make (or replace) a private table from rows; schema maps a column to its Ibis type."""

    def close(self) -> None:
        """End the session; its private tables go with it."""


@runtime_checkable
class BulkEngine(Engine, Protocol):
    """An engine that gives many rows as whole columns."""

    def arrow(self, query: "str | ir.Table") -> "pyarrow.Table":
        """All rows of a query, as `rows` takes it."""


def compile_query(query: "str | ir.Table", dialect: str) -> str:
    """SQL text of a query; Ibis is loaded only for an expression."""
    if isinstance(query, str):
        return query
    import ibis

    if dialect != "pyspark":
        return str(ibis.to_sql(query, dialect=dialect))
    _let_compile_for_spark()
    # a place behind the end of a list is null on the other engines, and an error to this function of Spark's
    return re.sub(r"\bELEMENT_AT\(", "TRY_ELEMENT_AT(", str(ibis.to_sql(query, dialect=dialect)))


def _let_compile_for_spark() -> None:
    """Ibis keeps the options of this compiler in its back end, which we never load."""
    import ibis
    from ibis.config import Config

    class Options(Config):  # type: ignore[misc]  # Ibis tells no types
        treat_nan_as_null: bool = False

    if ibis.options.pyspark is None:
        ibis.options.pyspark = Options()
