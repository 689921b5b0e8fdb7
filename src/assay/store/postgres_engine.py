"""PostgreSQL as an engine: signals run where the record lies."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from assay.store.engine import Rows, compile_query
from assay.store.postgres_session import Server, Session, explain_failures, fetch, run
from assay.store.quoting import quote_name

if TYPE_CHECKING:
    import ibis.expr.types as ir

#: Ibis type -> PostgreSQL type, for tables put in from rows
_TYPES = {
    "int64": "bigint",
    "int32": "integer",
    "float64": "double precision",
    "string": 'text COLLATE "C"',
    "boolean": "boolean",
    "date": "date",
    "decimal(18, 4)": "numeric(18,4)",
}


class PostgresEngine:
    """An engine on one snapshot: a transaction that is never committed, with a savepoint around each query."""

    dialect = "postgres"

    def __init__(self, session: Session, server: Server) -> None:
        self.session = session
        self.server = server

    def rows(self, query: "str | ir.Table", parameters: Sequence[Any] = ()) -> Rows:
        sql = compile_query(query, self.dialect)
        with explain_failures(self.server), self.session.transaction():
            return fetch(self.session, sql, tuple(parameters) or None)

    def make(self, name: str, query: "str | ir.Table") -> None:
        sql = compile_query(query, self.dialect)
        with explain_failures(self.server), self.session.transaction():
            # built under another name first, since the query may read the table that it replaces
            run(self.session, f"CREATE TEMP TABLE {quote_name(name + ' new')} AS {sql}")
            self._drop(name)
            run(self.session, f"ALTER TABLE pg_temp.{quote_name(name + ' new')} RENAME TO {quote_name(name)}")
            run(self.session, f"ANALYZE pg_temp.{quote_name(name)}")

    def put(self, name: str, schema: dict[str, str], rows: Sequence[Sequence[Any]]) -> None:
        columns = ", ".join(f"{quote_name(column)} {_TYPES[type_]}" for column, type_ in schema.items())
        with explain_failures(self.server), self.session.transaction():
            self._drop(name)
            run(self.session, f"CREATE TEMP TABLE {quote_name(name)} ({columns})")
            with (
                self.session.cursor() as cursor,
                cursor.copy(f"COPY pg_temp.{quote_name(name)} FROM STDIN".encode()) as copy,
            ):
                for row in rows:
                    copy.write_row(row)
            run(self.session, f"ANALYZE pg_temp.{quote_name(name)}")

    def close(self) -> None:
        self.session.close()

    def _drop(self, name: str) -> None:
        kinds = fetch(
            self.session,
            "SELECT relkind FROM pg_class WHERE relname = %s AND relnamespace = pg_my_temp_schema()",
            (name,),
        )
        for (kind,) in kinds:
            run(self.session, f"DROP {'VIEW' if kind == 'v' else 'TABLE'} pg_temp.{quote_name(name)}")
