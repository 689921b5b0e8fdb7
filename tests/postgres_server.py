"""A PostgreSQL server of our own for the length of the test run, and an empty schema in it for each test."""

import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

_numbers = itertools.count(1)


def find_binaries() -> Path:
    """The newest installed server. Debian keeps it off the PATH."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[4]))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail("The tests need the PostgreSQL server: apt-get install postgresql", pytrace=False)
    return found[-1].parent if found else Path(str(on_path)).parent


def run_as_owner(*command: str | Path) -> None:
    """PostgreSQL refuses to be run by root, so root runs it as the user that Debian's package made."""
    user = "postgres" if os.geteuid() == 0 else None
    done = subprocess.run(  # noqa: S603
        [str(part) for part in command], user=user, cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(f"{command[0]} failed: {done.stdout}{done.stderr}", pytrace=False)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of a server that listens on a socket alone."""
    binaries = find_binaries()
    folder = Path(tempfile.mkdtemp(prefix="assay-pg-", dir="/tmp"))  # a socket takes a short path alone
    if os.geteuid() == 0:
        os.chown(folder, pwd.getpwnam("postgres").pw_uid, -1)
    place = folder / "data"
    make = ["--no-sync", "--auth=trust", "--username=assay", "--encoding=UTF8", "--locale=C.UTF-8"]
    run_as_owner(binaries / "initdb", *make, "-D", place)
    options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
    log = folder / "log"
    run_as_owner(binaries / "pg_ctl", "start", "-w", "-D", place, "-l", log, "-o", options)
    yield f"postgresql://assay@/postgres?host={folder}"
    run_as_owner(binaries / "pg_ctl", "stop", "-w", "-m", "immediate", "-D", place)
    shutil.rmtree(folder)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """A place for one test, as `open_place` takes it; the schema is dropped afterwards."""
    schema = f"test_{next(_numbers)}"
    yield f"{postgres_server}&schema={schema}"
    with psycopg.connect(postgres_server) as session:
        session.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE".encode())
