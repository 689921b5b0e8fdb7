"""Writing a schema: every table of a commit is replaced in one transaction of the server."""

import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

import duckdb
import psycopg

from assay.store.postgres_session import (
    PG_TYPES,
    VERSIONS,
    Server,
    Session,
    explain_failures,
    find_columns,
    run,
)
from assay.store.quoting import quote_name, quote_text
from assay.store.table_file import write_table_file
from assay.tables.column import Table

_CHUNK = 20_000


class PostgresCommit:
    """The one open commit of a schema; its session holds the lock and the transaction."""

    def __init__(self, session: Session, server: Server, tables: Mapping[str, Table], base_version: int) -> None:
        self.session = session
        self.server = server
        self.tables = tables
        self.base_version = base_version
        self._replaced: set[str] = set()

    def replace(self, connection: duckdb.DuckDBPyConnection, name: str, query: str) -> None:
        table = self.tables[name]
        with tempfile.TemporaryDirectory(prefix="assay-") as folder, explain_failures(self.server):
            path = Path(folder) / "rows.parquet"
            write_table_file(connection, table, query, path)
            # DELETE and not TRUNCATE: readers go on reading what stood when they began
            run(self.session, f"DELETE FROM {self.server.qualify(name)}")
            self._copy_in(connection, table, path)
        self._replaced.add(name)

    def forget_earlier(self) -> None:
        """A schema keeps none."""

    def publish(self, *, note: str) -> int:
        version = self.base_version + 1
        with explain_failures(self.server):
            run(
                self.session,
                f"INSERT INTO {self.server.qualify(VERSIONS)} VALUES (%s, %s, %s)",
                (version, note, int(time.time())),
            )
            self.session.commit()
        self.base_version = version
        # what is committed counts, whether or not the server can tidy up now
        with suppress(psycopg.Error):
            self.session.autocommit = True
            for name in self._replaced:
                run(self.session, f"VACUUM (ANALYZE) {self.server.qualify(name)}")
            self.session.autocommit = False
        self._replaced.clear()
        return version

    def _copy_in(self, connection: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
        names = ", ".join(quote_name(name) for name in table.names)
        # PostgreSQL refuses the character NUL in a text
        values = ", ".join(
            f"replace({quote_name(c.name)}, chr(0), '')" if c.sql_type == "VARCHAR" else quote_name(c.name)
            for c in table.columns
        )
        rows = connection.execute(f"SELECT {values} FROM read_parquet({quote_text(str(path))})")
        command = f"COPY {self.server.qualify(table.name)} ({names}) FROM STDIN"
        with self.session.cursor() as cursor, cursor.copy(command.encode()) as copy:
            while chunk := rows.fetchmany(_CHUNK):
                for row in chunk:
                    copy.write_row(row)


def prepare_schema(session: Session, server: Server, tables: Mapping[str, Table]) -> None:
    """Make the schema, and whatever tables, columns and indexes it lacks. Waits five seconds at most for a reader."""
    with session.transaction():
        run(session, "SET LOCAL lock_timeout = '5s'")
        if not run(session, "SELECT 1 FROM pg_namespace WHERE nspname = %s", (server.schema,)).fetchall():
            run(session, f"CREATE SCHEMA {quote_name(server.schema)}")
        found = find_columns(session, server)
        if VERSIONS not in found:
            columns = "version bigint PRIMARY KEY, note text NOT NULL, committed_at bigint NOT NULL"
            run(session, f"CREATE TABLE {server.qualify(VERSIONS)} ({columns})")
        for name, table in tables.items():
            if name not in found:
                _create_table(session, server, table)
            for column in table.columns:
                if name in found and column.name not in found[name]:
                    added = f"{quote_name(column.name)} {PG_TYPES[column.sql_type]}"
                    run(session, f"ALTER TABLE {server.qualify(name)} ADD COLUMN {added}")


def _create_table(session: Session, server: Server, table: Table) -> None:
    columns = ", ".join(f"{quote_name(c.name)} {PG_TYPES[c.sql_type]}" for c in table.columns)
    run(session, f"CREATE TABLE {server.qualify(table.name)} ({columns})")
    run(session, f"COMMENT ON TABLE {server.qualify(table.name)} IS {quote_text(table.about)}")
    order = ", ".join(quote_name(name) for name in table.sort)
    run(session, f"CREATE INDEX {quote_name(table.name + '_order')} ON {server.qualify(table.name)} ({order})")
