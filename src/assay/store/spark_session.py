"""A session on Spark by URL, in this process or over Spark Connect, and its failures in plain words."""

import atexit
import os
import shutil
import socket
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

from assay.domain.errors import AssayError, InputError, RetryLater

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

LOCAL, REMOTE = "spark+local://", "sc://"

_WRITE = "Write sc://host:15002 for a server of Spark Connect, or spark+local:// for a Spark in this process."

#: what the text of queries rests on, whatever the server's own settings are
_SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",  # a value that cannot be converted is an error, as on the other engines
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
}

#: tries after a broken connection, 17 seconds in all; by itself the client goes on for ten minutes
_RETRIES = 5


@dataclass(frozen=True)
class Session:
    """`shown` names the server without a token."""

    spark: "SparkSession"
    shown: str
    is_remote: bool


def open_session(url: str) -> Session:
    """A session of its own, with its own private views, on the Spark at `url`; times are UTC.

    Raises InputError for a wrong URL and where pyspark or Java is missing, RetryLater when the server does not answer.
    """
    try:
        import pyarrow  # noqa: F401
        import pyspark

        with warnings.catch_warnings():
            # that pandas 3 is not fully supported does not matter: rows travel by Arrow alone
            warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
            import pyspark.sql.connect.session  # noqa: F401
    except ImportError as error:
        raise InputError(
            f"The engine {url.split(';')[0]} needs pyspark, which is not there ({error}).",
            fix="Run: pip install 'assay[spark]'",
        ) from error
    session = _connect(url) if url.startswith(REMOTE) else _start_local(url)
    with explain_failures(session.shown):
        for name, value in _SESSION.items():
            session.spark.conf.set(name, value)
    return session


def _connect(url: str) -> Session:
    shown = REMOTE + url.removeprefix(REMOTE).split(";")[0].rstrip("/")
    from pyspark.errors import PySparkException
    from pyspark.sql.connect.client import DefaultChannelBuilder
    from pyspark.sql.connect.client.retries import DefaultPolicy
    from pyspark.sql.connect.session import SparkSession as Remote

    try:
        channel = DefaultChannelBuilder(url)
        host, _, port = channel.endpoint.rpartition(":")
        address = (host.strip("[]"), int(port))
    except (PySparkException, ValueError) as error:
        raise InputError(f"{shown} is no URL of Spark Connect: {_first_line(error)}.", fix=_WRITE) from error
    try:
        socket.create_connection(address, timeout=10).close()
    except OSError as error:
        raise RetryLater(f"{shown} does not answer: {error}.", fix="Start that server, or mend the URL.") from error
    spark: Any = Remote(channel)
    spark.client.set_retry_policies([DefaultPolicy(max_retries=_RETRIES)])
    return Session(spark, shown, is_remote=True)


def _start_local(url: str) -> Session:
    """A session on the Spark of this process, which is started where there is none; it ends with the process."""
    from pyspark.errors import PySparkRuntimeError
    from pyspark.sql import SparkSession

    settings = _read_local(url)
    running = SparkSession.getActiveSession()
    if running is None:
        scratch = tempfile.mkdtemp(prefix="assay-spark-")
        atexit.register(shutil.rmtree, scratch, ignore_errors=True)
        settings = {"spark.sql.warehouse.dir": f"{scratch}/tables", "spark.local.dir": f"{scratch}/spill", **settings}
        builder = SparkSession.builder
        for name, value in settings.items():
            builder = builder.config(name, value)
        try:
            running = builder.getOrCreate()
        except PySparkRuntimeError as error:
            raise InputError(
                f"Spark cannot be started in this process: {_first_line(error)}. It needs Java 17 or newer.",
                fix="Install one (Debian: apt-get install openjdk-17-jre-headless), or let JAVA_HOME point at it.",
            ) from error
    return Session(running.newSession(), url.split("?")[0], is_remote=False)


def _read_local(url: str) -> dict[str, str]:
    """Spark's settings for spark+local://CORES?spark.NAME=VALUE."""
    parts = urlsplit(url)
    cores = parts.netloc or "*"
    options = parse_qsl(parts.query, keep_blank_values=True)
    strange = [name for name, _ in options if not name.startswith("spark.")]
    if parts.path.strip("/") or strange or not (cores == "*" or (cores.isdecimal() and int(cores))):
        raise InputError(
            f"{url} is no URL of a Spark in this process; expected a number of cores and Spark's own settings.",
            fix="Write such as spark+local://4?spark.driver.memory=4g, or spark+local:// for all cores.",
        )
    threads = (os.cpu_count() or 1) if cores == "*" else int(cores)
    return {
        "spark.master": f"local[{threads}]",
        "spark.app.name": "assay",
        "spark.driver.memory": "2g",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.log.level": "ERROR",
        "spark.sql.shuffle.partitions": str(4 * threads),
        **dict(options),
    }


@contextmanager
def explain_failures(shown: str) -> Iterator[None]:
    """Turn what a person can mend on a server into an InputError or RetryLater; programming faults pass."""
    from py4j.protocol import Py4JNetworkError
    from pyspark.errors import PySparkException

    try:
        yield
    except Py4JNetworkError as error:
        raise RetryLater(
            f"The Spark of this process has ended: {_first_line(error)}.",
            fix="Give it more memory, such as spark+local://?spark.driver.memory=8g.",
        ) from error
    except PySparkException as error:
        told = _explain(shown, error)
        if told is None:
            raise
        raise told from error


def _explain(shown: str, error: Exception) -> AssayError | None:
    code = getattr(error, "getGrpcStatusCode", None)
    status = code().name if code else ""
    if status in {"UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED"} or type(error).__name__ == "RetriesExceeded":
        return RetryLater(f"{shown} broke off: {_first_line(error)}.", fix="Try again; if it stays so, ask its keeper.")
    if status in {"UNAUTHENTICATED", "PERMISSION_DENIED"}:
        return InputError(
            f"{shown} refuses the connection: {_first_line(error)}.", fix="Mend the token: sc://host:port/;token=TOKEN."
        )
    return None


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n")[0].rstrip(".")
