"""The server and its workers: started, killed, ended; with and without their database."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from django.conf import settings

from assay.domain.errors import InputError, NotAllowed
from assay.web.people.models import User
from assay.web.serving import collect_files, command_worker, name_address, refuse_known_passwords, refuse_taken_port

SOURCES = Path(__file__).parents[3] / "src"


def find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_until(holds: Callable[[], bool], seconds: float = 180) -> None:
    before = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < before, "it did not come to that"
        time.sleep(0.1)


def ask_health(port: int) -> tuple[int, object]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, json.load(error)
    except OSError:
        return 0, None


def start_serving(home: Path, port: int, *options: str) -> "subprocess.Popen[str]":
    code = f"import sys; sys.argv = {['assay', 'serve', '--port', str(port), '--workers', '1', *options]!r}"
    environment = {"PATH": os.environ["PATH"], "ASSAY_HOME": str(home), "PYTHONPATH": str(SOURCES)}
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", f"{code}; from assay.cli import main; main()"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def list_children(parent: int) -> dict[int, str]:
    """The processes that `parent` has started, with their command."""
    found = {}
    for task in Path("/proc").glob("[0-9]*"):
        try:
            if int((task / "stat").read_text().rsplit(")", 1)[1].split()[1]) == parent:
                found[int(task.name)] = (task / "cmdline").read_text().replace("\0", " ")
        except (OSError, IndexError):
            continue
    return found


def count_living(home: Path) -> int:
    try:
        with closing(sqlite3.connect(home / "workflow.sqlite3", timeout=20)) as session:
            return int(session.execute("SELECT count(*) FROM jobs_worker").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


@pytest.fixture
def port() -> Iterator[int]:
    return find_port()


def test_a_server_serves_replaces_a_killed_worker_and_ends_all_it_started(tmp_path: Path, port: int) -> None:
    server = start_serving(tmp_path, port)
    try:
        wait_until(lambda: ask_health(port) == (200, {"database": "ok"}))
        wait_until(lambda: count_living(tmp_path) == 2)
        (worker,) = [pid for pid, command in list_children(server.pid).items() if '"assay", "worker"]' in command]
        os.kill(worker, signal.SIGKILL)
        wait_until(
            lambda: any(
                pid != worker and '"assay", "worker"]' in command for pid, command in list_children(server.pid).items()
            )
        )
        children = list_children(server.pid)
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=60)
    finally:
        server.kill()
        server.communicate()
    assert server.returncode == 0
    assert f"http://localhost:{port}" in said
    assert len(children) == 3
    assert not any(Path(f"/proc/{pid}").exists() for pid in children)
    assert ask_health(port) == (0, None)


def test_a_port_in_use_is_named_with_another_to_take(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen(1)
        port = int(taken.getsockname()[1])
        with pytest.raises(InputError, match=f"Port {port} of 127.0.0.1 cannot be used") as caught:
            refuse_taken_port("127.0.0.1", port)
    assert f"--port {port + 1}" in caught.value.fix
    refuse_taken_port("127.0.0.1", find_port())


def test_a_host_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(InputError, match=r"192\.0\.2\.1"):
        refuse_taken_port("192.0.2.1", find_port())


@pytest.mark.parametrize(
    ("host", "address"),
    [("127.0.0.1", "http://localhost:80"), ("0.0.0.0", "http://localhost:80"), ("::1", "http://[::1]:80")],  # noqa: S104
)
def test_the_address_that_is_printed_can_be_typed(host: str, address: str) -> None:
    assert name_address(host, 80) == address


def test_files_are_collected_when_they_have_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path)
    asked: list[str] = []
    monkeypatch.setattr("django.core.management.call_command", lambda name, **options: asked.append(name))
    collect_files()
    collect_files()
    assert asked == ["collectstatic"]
    (tmp_path / ".collected").write_text("of another version")
    collect_files()
    assert asked == ["collectstatic"] * 2


def test_people_with_known_passwords_are_not_served_to_other_machines(db: None) -> None:
    refuse_known_passwords("0.0.0.0")  # noqa: S104
    User.objects.create_user("a@b.example", "x", name="A", is_demo=True)
    refuse_known_passwords("127.0.0.1")
    with pytest.raises(NotAllowed, match="whose passwords are known"):
        refuse_known_passwords("0.0.0.0")  # noqa: S104


def test_the_worker_is_started_by_the_same_interpreter() -> None:
    command = command_worker(quick=True)
    assert command[0] == sys.executable
    assert '"--quick"' in command[-1]
