"""`assay serve`: the web server and the workers beside it, each restarted when it dies, all ended together."""

import ctypes
import hashlib
import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from urllib.parse import urlsplit

import click

from assay import __version__
from assay.domain.errors import InputError, NotAllowed, RetryLater
from assay.web.booting import boot
from assay.web.preparing import prepare_database

_log = logging.getLogger(__name__)

#: threads of each server process: a page waits for the database now and then, hardly ever for long
_THREADS = 4
#: seconds in which a worker keeps what it is keeping, before it is killed
_PATIENCE = 30.0
#: one that ends so soon after its start has not worked; after so many of these in a row we give up
_SOON, _MOST_SOON = 5.0, 5
_LONGEST_PAUSE = 30.0
_PR_SET_PDEATHSIG = 1


@dataclass
class Kept:
    """A process that shall run for as long as we do."""

    name: str
    command: Sequence[str]
    process: "subprocess.Popen[bytes]"
    started: float
    restart_at: float | None = None
    quick_deaths: int = 0


def serve(host: str, port: int, workers: int, *, jobs: bool) -> None:
    """Serves pages until SIGTERM or SIGINT. workers: server processes.  jobs: whether long work is done here too.

    Raises InputError when the port is taken, RetryLater when the database does not answer.
    """
    address = name_address(host, port)
    os.environ.setdefault("ASSAY_URL", address)
    boot()
    refuse_taken_port(host, port)
    prepare_database()
    refuse_known_passwords(host)
    collect_files()
    commands = {"web": _command_web(host, port, workers)}
    if jobs:
        commands |= {"worker": command_worker(), "quick worker": command_worker(quick=True)}

    def announce() -> bool:
        """Prints the address as soon as a browser is answered there."""
        if not is_answering(address):
            return False
        click.echo(f"Assay {__version__} serves {os.environ['ASSAY_URL']} (on {host}, port {port}). Ctrl-C ends it.")
        return True

    Keeping(commands).run(announce)


def work_jobs(*, quick: bool) -> None:
    """`assay worker`: takes jobs until SIGTERM or SIGINT. quick: quick kinds alone."""
    boot()
    prepare_database()
    from assay.jobs.worker import Working

    Working(quick_only=quick).run()


def name_address(host: str, port: int) -> str:
    """The address to type into a browser of this machine. By a name, since no passkey is made for a number."""
    near = {"0.0.0.0", "::", "127.0.0.1"}  # noqa: S104
    shown = "localhost" if host in near else f"[{host}]" if ":" in host else host
    return f"http://{shown}:{port}"


def is_answering(address: str) -> bool:
    """Whether something listens there."""
    parts = urlsplit(address)
    try:
        with socket.create_connection((str(parts.hostname), parts.port or 80), timeout=1):
            return True
    except OSError:
        return False


def refuse_taken_port(host: str, port: int) -> None:
    """Raises InputError when nothing can listen there."""
    try:
        family, kind, number, _name, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, number) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tried.bind(where)
            tried.listen(1)
    except OSError as error:
        raise InputError(
            f"Port {port} of {host} cannot be used: {error.strerror or error}.",
            fix=f"End what uses it, or take another one: assay serve --port {port + 1}",
        ) from error


def refuse_known_passwords(host: str) -> None:
    """Raises NotAllowed where people for trying, whose passwords are known, could be reached from another machine."""
    from django.conf import settings

    from assay.web.people.models import User

    is_near = host in {"127.0.0.1", "::1", "localhost"} and not settings.IS_SECURE
    if not is_near and User.objects.filter(is_demo=True, is_active=True).exists():
        raise NotAllowed(
            "This home has people for trying, whose passwords are known, and would be open to other machines.",
            fix="Serve it to this machine alone (--host 127.0.0.1), or take another home: ASSAY_HOME=FOLDER",
        )


def collect_files() -> None:
    """Puts scripts, styles and pictures where the server reads them, if they have changed since the last time."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    digest = hashlib.sha256(__version__.encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            digest.update(f"{path}\0".encode() + Path(storage.path(path)).read_bytes())
    root = Path(settings.STATIC_ROOT)
    mark, now = root / ".collected", digest.hexdigest()
    if mark.exists() and mark.read_text(encoding="ascii") == now:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    mark.write_text(now, encoding="ascii")


def _command_web(host: str, port: int, workers: int) -> list[str]:
    options = {
        "host": host,
        "port": port,
        "interface": "wsgi",
        "workers": workers,
        "blocking-threads": _THREADS,
        "backlog": 1024,
        "workers-kill-timeout": 15,
        "respawn-interval": 1,
        "log-level": "warning",
    }
    given = [part for name, value in options.items() for part in (f"--{name}", str(value))]
    return [
        sys.executable,
        "-m",
        "granian",
        *given,
        "--no-ws",
        "--respawn-failed-workers",
        "assay.web.wsgi:application",
    ]


def command_worker(*, quick: bool = False) -> list[str]:
    """The command that starts a worker as this interpreter does."""
    arguments = ["assay", "worker", *(["--quick"] if quick else [])]
    return [sys.executable, "-c", f"import sys; sys.argv = {json.dumps(arguments)}; from assay.cli import main; main()"]


class Keeping:
    """Runs processes, starts again those that die, and ends all when it is told to end."""

    def __init__(self, commands: Mapping[str, Sequence[str]]) -> None:
        self.commands = commands
        self.kept: list[Kept] = []
        self.is_stopping = False

    def run(self, announce: Callable[[], bool]) -> None:
        """Until SIGTERM or SIGINT. announce: called until it returns True.

        Raises RetryLater when one of them dies again and again at its start.
        """
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        try:
            for name, command in self.commands.items():
                self.kept.append(Kept(name, command, _start(command), time.monotonic()))
            is_announced = False
            while not self.is_stopping:
                is_announced = is_announced or announce()
                for one in self.kept:
                    self._look(one)
                time.sleep(0.2)
        finally:
            self._end_all()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _look(self, one: Kept) -> None:
        code, now = one.process.poll(), time.monotonic()
        if code is None:
            return
        if one.restart_at is None:
            is_soon = now - one.started < _SOON
            one.quick_deaths = one.quick_deaths + 1 if is_soon else 0
            if one.quick_deaths >= _MOST_SOON:
                raise RetryLater(
                    f"The {one.name} ended {one.quick_deaths} times right after its start (exit code {code}).",
                    fix="Its last words stand above. Mend what they say, then start again.",
                )
            pause = min(2**one.quick_deaths - 1, _LONGEST_PAUSE)
            one.restart_at = now + pause
            _log.error("the %s ended (exit code %s); it is started again", one.name, code)
        if now >= one.restart_at:
            one.process, one.started, one.restart_at = _start(one.command), now, None

    def _end_all(self) -> None:
        for one in self.kept:
            if one.process.poll() is None:
                one.process.terminate()
        before = time.monotonic() + _PATIENCE
        for one in self.kept:
            try:
                one.process.wait(max(0.0, before - time.monotonic()))
            except subprocess.TimeoutExpired:
                _log.error("the %s does not end, and is killed", one.name)
                one.process.kill()
                one.process.wait()


def _start(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    """The process ends with us, also when we are killed."""
    return subprocess.Popen(command, preexec_fn=_end_with_parent)  # noqa: S603 - one thread runs here


def _end_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
