"""A connection to PostgreSQL by URL, and its failures in plain words."""

import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import psycopg

from assay.domain.errors import InputError, RetryLater
from assay.store.quoting import quote_name
from assay.tables.column import Table

Session = psycopg.Connection[tuple[Any, ...]]

#: canonical DuckDB type -> PostgreSQL type; texts compare byte by byte, as they do in DuckDB
PG_TYPES = {
    "BIGINT": "bigint",
    "VARCHAR": 'text COLLATE "C"',
    "DOUBLE": "double precision",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "DECIMAL(18,4)": "numeric(18,4)",
}
VERSIONS = "place_version"
_DEFAULT_SCHEMA = "assay"


@dataclass(frozen=True)
class Server:
    """`url` is what libpq takes; `shown` names host and database without a password."""

    url: str
    schema: str
    shown: str

    def qualify(self, name: str) -> str:
        return f"{quote_name(self.schema)}.{quote_name(name)}"


def parse_url(where: str) -> Server:
    """Take ?schema= out of a PostgreSQL URL, which libpq does not know."""
    parts = urlsplit(where)
    options = parse_qsl(parts.query)
    schema = next((value for name, value in options if name == "schema"), _DEFAULT_SCHEMA)
    query = urlencode([option for option in options if option[0] != "schema"])
    shown = f"postgresql://{parts.netloc.rpartition('@')[2]}{parts.path}"
    return Server(urlunsplit(parts._replace(query=query)), schema, shown)


def open_session(server: Server) -> Session:
    """A connection in autocommit, in which the place's tables are found by their bare names.

    Raises RetryLater when the server does not answer, InputError when it refuses.
    """
    name = f"assay process {os.getpid()} on {socket.gethostname()}"
    try:
        session = psycopg.connect(server.url, autocommit=True, application_name=name, connect_timeout=10)
    except psycopg.ProgrammingError as error:
        raise InputError(
            f"{server.shown} is no URL that PostgreSQL takes: {_first_line(error)}.",
            fix="Write postgresql://user@host:port/database?schema=assay.",
        ) from error
    except psycopg.OperationalError as error:
        if "FATAL" in str(error):
            raise InputError(
                f"{server.shown} refuses the connection: {_first_line(error)}.",
                fix="Mend user, password or database in the URL; a password can stand in PGPASSWORD or ~/.pgpass.",
            ) from error
        raise RetryLater(
            f"{server.shown} does not answer: {_first_line(error)}.", fix="Start that server, or mend the URL."
        ) from error
    run(session, f"SET search_path TO {quote_name(server.schema)}")
    run(session, "SET TIME ZONE 'UTC'")
    run(session, "SET jit = off")  # compiling takes longer than running for the large expressions of signals
    return session


def run(session: Session, sql: str, parameters: tuple[Any, ...] | None = None) -> psycopg.Cursor[tuple[Any, ...]]:
    """Execute SQL that was put together from our own table definitions, names quoted."""
    return session.execute(sql.encode(), parameters)


def fetch(session: Session, sql: str, parameters: tuple[Any, ...] | None = None) -> list[tuple[Any, ...]]:
    """All rows of a query."""
    return run(session, sql, parameters).fetchall()


@contextmanager
def explain_failures(server: Server) -> Iterator[None]:
    """Turn what a person can mend on a server into an InputError or RetryLater; programming faults pass."""
    try:
        yield
    except psycopg.errors.InsufficientPrivilege as error:
        raise InputError(
            f"{server.shown} forbids it: {_first_line(error)}.",
            fix=f"Have the user own the schema {server.schema}, or be allowed to create it.",
        ) from error
    except psycopg.OperationalError as error:
        raise RetryLater(f"{server.shown} broke off: {_first_line(error)}.", fix="Try again.") from error


def read_version(session: Session, server: Server) -> tuple[int, str]:
    """The newest version and its note; 0 for a place never written.

    Raises InputError when the schema holds tables of something else.
    """
    tables = {
        row[0] for row in fetch(session, "SELECT tablename FROM pg_tables WHERE schemaname = %s", (server.schema,))
    }
    if not tables:
        return 0, ""
    if VERSIONS not in tables:
        raise InputError(
            f"The schema {server.schema} of {server.shown} holds tables ({', '.join(sorted(tables)[:5])}), "
            f"but no {VERSIONS}: nothing that Assay wrote.",
            fix="Name another schema: add ?schema=NAME to the URL.",
        )
    rows = fetch(session, f"SELECT version, note FROM {server.qualify(VERSIONS)} ORDER BY version DESC LIMIT 1")
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def find_columns(session: Session, server: Server) -> dict[str, set[str]]:
    """The columns of each table of the schema, as they stand on the server."""
    found: dict[str, set[str]] = {}
    for table, column in fetch(
        session,
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = %s",
        (server.schema,),
    ):
        found.setdefault(table, set()).add(column)
    return found


def fill_gaps(session: Session, server: Server, tables: Mapping[str, Table]) -> None:
    """Make every table readable by its bare name, also those that were never written or lack a newer column."""
    found = find_columns(session, server)
    for name, table in tables.items():
        columns = found.get(name, set())
        if set(table.names) <= columns:
            continue
        parts = [
            quote_name(c.name) if c.name in columns else f"NULL::{PG_TYPES[c.sql_type]} AS {quote_name(c.name)}"
            for c in table.columns
        ]
        source = f"FROM {server.qualify(name)}" if columns else "WHERE false"
        run(session, f"CREATE TEMP VIEW {quote_name(name)} AS SELECT {', '.join(parts)} {source}")


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
