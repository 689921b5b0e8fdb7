"""A place in a schema of PostgreSQL: plain tables, replaced in one transaction, with only the newest version kept."""

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg

from assay.domain.errors import InputError, RetryLater
from assay.store.postgres_commit import PostgresCommit, prepare_schema
from assay.store.postgres_engine import PostgresEngine
from assay.store.postgres_session import (
    Server,
    Session,
    explain_failures,
    fetch,
    fill_gaps,
    open_session,
    parse_url,
    read_version,
)
from assay.store.quoting import quote_name, quote_text
from assay.tables.column import Table

if TYPE_CHECKING:
    import duckdb

_LOCK = "hashtext('assay'), hashtext(%s)"
_SMALLEST_LINE_LIMIT = 2_000_000


class PostgresPlace:
    """Tables in a schema. A reader works in one snapshot, so that a writer neither waits for it nor disturbs it."""

    def __init__(self, where: str, tables: Mapping[str, Table]) -> None:
        """Raises InputError when the server refuses or the schema holds something else, RetryLater when it is away."""
        self.server: Server = parse_url(where)
        self.tables = tables
        self.version()

    def version(self) -> int:
        with open_session(self.server) as session:
            return read_version(session, self.server)[0]

    def find(self, note: str) -> int | None:
        with open_session(self.server) as session:
            version, newest = read_version(session, self.server)
        return version if version and note == newest else None

    def engine(self, *, version: int | None = None) -> PostgresEngine:
        return PostgresEngine(self._open_snapshot(version), self.server)

    def attach(self, connection: "duckdb.DuckDBPyConnection", *, version: int | None = None) -> None:
        with self._open_snapshot(version) as session, tempfile.TemporaryDirectory(prefix="assay-") as folder:
            for table in self.tables.values():
                with explain_failures(self.server):
                    _copy_out(session, connection, table, Path(folder) / "rows.csv")

    @contextmanager
    def writing(self) -> Iterator[PostgresCommit]:
        with open_session(self.server) as session, explain_failures(self.server):
            _take_lock(session, self.server)
            base, _ = read_version(session, self.server)
            prepare_schema(session, self.server, self.tables)
            session.autocommit = False
            try:
                yield PostgresCommit(session, self.server, self.tables, base)
            finally:
                _let_go(session, self.server)

    def _open_snapshot(self, version: int | None) -> Session:
        session = open_session(self.server)
        try:
            session.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            session.autocommit = False
            newest, _ = read_version(session, self.server)
            if version not in (None, newest):
                raise InputError(
                    f"{self.server.shown} keeps version {newest} alone, not version {version}.",
                    fix="Ask for the newest version, or keep the record in a folder, where earlier ones are kept.",
                )
            fill_gaps(session, self.server, self.tables)
        except BaseException:
            session.close()
            raise
        return session


def _take_lock(session: Session, server: Server) -> None:
    ((taken,),) = fetch(session, f"SELECT pg_try_advisory_lock({_LOCK})", (server.schema,))
    if not taken:
        holders = fetch(
            session,
            "SELECT a.application_name, date_trunc('second', a.backend_start)::text "
            "FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            "WHERE l.locktype = 'advisory' AND l.granted AND l.database = (SELECT oid FROM pg_database "
            "WHERE datname = current_database()) AND (l.classid::bigint, l.objid::bigint) = "
            "(hashtext('assay') & 4294967295::bigint, hashtext(%s) & 4294967295::bigint)",
            (server.schema,),
        )
        holder = f"{holders[0][0]} since {holders[0][1]}" if holders else "another process"
        raise RetryLater(
            f"{server.shown} (schema {server.schema}) is being written by {holder}.",
            fix="Try again when it has ended, or stop it.",
        )


def _let_go(session: Session, server: Server) -> None:
    """Undo what was not published, and free the lock now: a server may notice a closed connection late."""
    if not session.closed:
        session.rollback()
        session.autocommit = True
        fetch(session, f"SELECT pg_advisory_unlock({_LOCK})", (server.schema,))


def _copy_out(session: Session, connection: "duckdb.DuckDBPyConnection", table: Table, path: Path) -> None:
    names = ", ".join(quote_name(name) for name in table.names)
    longest = _SMALLEST_LINE_LIMIT
    with (
        path.open("wb") as file,
        session.cursor() as cursor,
        cursor.copy(f"COPY (SELECT {names} FROM {quote_name(table.name)}) TO STDOUT (FORMAT csv)".encode()) as copy,
    ):
        for line in copy:
            longest = max(longest, len(line))
            file.write(line)
    columns = ", ".join(f"{quote_text(column.name)}: '{column.sql_type}'" for column in table.columns)
    for kind in ("VIEW", "TABLE"):
        exists = f"SELECT 1 FROM information_schema.tables WHERE table_name = ? AND table_type LIKE '%{kind}'"
        if connection.execute(exists, [table.name]).fetchall():
            connection.execute(f"DROP {kind} {quote_name(table.name)}")
    connection.execute(
        f"CREATE TABLE {quote_name(table.name)} AS FROM read_csv({quote_text(str(path))}, auto_detect = false, "
        f"header = false, columns = {{{columns}}}, delim = ',', quote = '\"', escape = '\"', nullstr = '', "
        f"allow_quoted_nulls = false, parallel = false, max_line_size = {longest + 1})"
    )
