"""Works for tests, and workers in processes of their own on a database that they share."""

import json
import os
import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
import pytest

#: the works of works_for_tests
KINDS = ("mark", "count", "deaf", "keep", "refuse", "later", "break", "die", "query")

HERE = Path(__file__).parent
SOURCES = HERE.parent.parent / "src"


@dataclass
class Site:
    """A home of its own, on SQLite or PostgreSQL, in which Python runs as the application does."""

    home: Path
    database: str
    running: list["subprocess.Popen[str]"] = field(default_factory=list)

    def start(self, code: str, *, with_errors: bool = False) -> "subprocess.Popen[str]":
        """Code in a process of its own, with Django set up and the works of `works_for_tests` registered.

        with_errors: what it says on its second channel is read with the first, else it stands in this one's.
        """
        text = f"import django; django.setup()\nimport works_for_tests\n{textwrap.dedent(code)}"
        environment = {
            "PATH": os.environ["PATH"],
            "ASSAY_HOME": str(self.home),
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "assay.web.settings",
            "PYTHONPATH": f"{SOURCES}:{HERE}",
        }
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", text],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if with_errors else None,
            text=True,
        )
        self.running.append(process)
        return process

    def run(self, code: str) -> Any:
        """What the code prints, as JSON."""
        out, _ = self.start(code).communicate(timeout=120)
        return json.loads(out) if out.strip() else None

    def start_worker(self) -> "subprocess.Popen[str]":
        return self.start("from assay.jobs.worker import Working\nWorking().run()")

    def enqueue(self, kind: str, **arguments: object) -> int:
        code = f"from assay.jobs.queue import enqueue\nprint(enqueue({kind!r}, {arguments!r}).pk)"
        return int(self.run(code))

    def read(self, fields: Sequence[str]) -> list[tuple[Any, ...]]:
        """Columns of the jobs of these tests in order, read beside the application, which has some of its own."""
        query = f"SELECT {', '.join(fields)} FROM jobs_job WHERE kind IN {KINDS} ORDER BY id"
        if self.database:
            query = query.replace("result", "result::text")
            with psycopg.connect(self.database) as session:
                return session.execute(query.encode()).fetchall()
        with closing(sqlite3.connect(self.home / "workflow.sqlite3", timeout=20)) as session:
            return session.execute(query).fetchall()

    def marks(self) -> list[str]:
        """The lines that works of tests have written."""
        path = self.home / "marks"
        return path.read_text().split() if path.exists() else []

    def end(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """On SQLite."""
    made = Site(tmp_path, "")
    made.run("from django.core.management import call_command\ncall_command('migrate', verbosity=0)")
    yield made
    made.end()


@pytest.fixture(params=["sqlite", "postgresql"])
def either_site(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """On SQLite, and on PostgreSQL."""
    database = ""
    if request.param == "postgresql":
        server = request.getfixturevalue("postgres_server")
        name = f"jobs_{os.getpid()}"
        with psycopg.connect(server, autocommit=True) as session:
            session.execute(f"CREATE DATABASE {name}".encode())
        database = server.replace("/postgres?", f"/{name}?")
    made = Site(tmp_path, database)
    made.run("from django.core.management import call_command\ncall_command('migrate', verbosity=0)")
    yield made
    made.end()
    if database:
        with psycopg.connect(server, autocommit=True) as session:
            session.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
