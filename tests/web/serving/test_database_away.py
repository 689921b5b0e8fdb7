"""The database goes and comes back: pages say so, work goes on, nothing is lost. Twenty at once write to SQLite."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.db import DatabaseError, InterfaceError, OperationalError
from django.test import Client, RequestFactory

from assay.web import faults
from assay.web.health import show_health
from postgres_server import find_binaries, run_as_owner
from web.conftest import Staff, sign_in
from web.serving.test_serving import SOURCES, wait_until

JOBS = Path(__file__).parents[2] / "jobs"


class Server:
    """A PostgreSQL server that a test stops and starts."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.binaries = find_binaries()
        self.url = f"postgresql://assay@/postgres?host={folder}"
        make = ["--no-sync", "--auth=trust", "--username=assay", "--encoding=UTF8", "--locale=C.UTF-8"]
        run_as_owner(self.binaries / "initdb", *make, "-D", folder / "data")

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        log = self.folder / "log"
        run_as_owner(self.binaries / "pg_ctl", "start", "-w", "-D", self.folder / "data", "-l", log, "-o", options)

    def stop(self) -> None:
        run_as_owner(self.binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", self.folder / "data")


@pytest.fixture
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="assay-away-", dir="/tmp"))  # a socket takes a short path alone
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    made = Server(folder)
    made.start()
    yield made
    if (folder / "data" / "postmaster.pid").exists():
        made.stop()
    shutil.rmtree(folder)


def start_python(home: Path, database: str, code: str, *arguments: str) -> "subprocess.Popen[bytes]":
    environment = {
        "PATH": os.environ["PATH"],
        "ASSAY_HOME": str(home),
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "assay.web.settings",
        "PYTHONPATH": f"{SOURCES}:{JOBS}",
    }
    command = [sys.executable, *(["-c", textwrap.dedent(code)] if code else []), *arguments]
    return subprocess.Popen(command, env=environment)  # noqa: S603


def run_python(home: Path, database: str, code: str) -> None:
    assert start_python(home, database, f"import django; django.setup()\n{code}").wait(timeout=120) == 0


def ask(address: str) -> int:
    try:
        with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def test_a_database_gone_for_ten_seconds_costs_nothing(server: Server, tmp_path: Path) -> None:
    prepare = (
        "from assay.web.preparing import prepare_database; prepare_database()\n"
        "from assay.web.serving import collect_files; collect_files()\n"
        "import works_for_tests; from assay.jobs.queue import enqueue\n"
        "enqueue('count', {'steps': 200, 'seconds': 0.1})"
    )
    run_python(tmp_path, server.url, prepare)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    web = start_python(
        tmp_path,
        server.url,
        "",
        "-m",
        "granian",
        "--interface",
        "wsgi",
        "--port",
        str(port),
        "assay.web.wsgi:application",
    )
    code = (
        "import django; django.setup()\nimport works_for_tests\nfrom assay.jobs.worker import Working; Working().run()"
    )
    worker = start_python(tmp_path, server.url, code)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: ask(f"{address}/health") == 200)
        wait_until((tmp_path / "marks").exists)
        server.stop()
        gone_at = time.monotonic()
        assert ask(f"{address}/health") == 503
        assert ask(f"{address}/people/join/nobody") == 503  # a page that asks the database
        time.sleep(max(0.0, 10 - (time.monotonic() - gone_at)))
        assert worker.poll() is None
        server.start()
        wait_until(lambda: ask(f"{address}/health") == 200)
        wait_until(lambda: "end-count" in (tmp_path / "marks").read_text())

        def is_done() -> bool:
            with psycopg.connect(server.url) as session:
                return session.execute("SELECT state, attempts FROM jobs_job WHERE kind = 'count'").fetchall() == [
                    ("done", 1)
                ]

        wait_until(is_done)
    finally:
        for process in (web, worker):
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=40)
    assert (tmp_path / "marks").read_text().split() == ["begin-count", "end-count"]


def test_twenty_threads_write_to_sqlite_at_once(tmp_path: Path) -> None:
    code = """
        import threading
        from django.core.management import call_command
        call_command("migrate", verbosity=0)
        from django.db import connection, transaction
        from assay.jobs.models import Job
        broken = []
        def write():
            try:
                for number in range(25):
                    with transaction.atomic():
                        Job.objects.count()
                        Job.objects.create(kind="run")
            except Exception as error:
                broken.append(repr(error))
            finally:
                connection.close()
        threads = [threading.Thread(target=write) for _ in range(20)]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
        assert broken == [], broken
        assert Job.objects.count() == 500
        assert mode == "wal", mode
    """
    run_python(tmp_path, "", textwrap.dedent(code))


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_page_that_meets_no_database_says_so(
    staff: Staff, monkeypatch: pytest.MonkeyPatch, error: type[DatabaseError]
) -> None:
    def refuse(*args: object) -> None:
        raise error("connection refused")

    client = sign_in(staff.anna)
    client.raise_request_exception = False
    monkeypatch.setattr("assay.web.middleware.find_scope", refuse)
    answer = client.get("/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert b"The database does not answer" in answer.content
    assert b"connection refused" not in answer.content


def test_a_page_that_breaks_while_the_database_is_away_says_the_latter(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **fields: object) -> None:
        raise OperationalError

    monkeypatch.setattr(faults, "_show", refuse)
    assert faults.show_broken(RequestFactory().get("/")).status_code == 503


def test_health_is_503_without_a_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise InterfaceError

    monkeypatch.setattr("assay.web.health.connection.cursor", refuse)
    assert show_health(RequestFactory().get("/health")).status_code == 503


def test_health_names_workers_to_administrators_alone(staff: Staff, stranger: Client) -> None:
    assert stranger.get("/health").json() == {"database": "ok"}
    for user in (staff.anna, staff.nora, staff.sven, staff.analyst):
        assert sign_in(user).get("/health").json() == {"database": "ok"}
    assert sign_in(staff.administrator).get("/health").json() == {"database": "ok", "workers": []}
