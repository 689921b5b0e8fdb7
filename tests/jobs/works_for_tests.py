"""Works that a test can watch: they write lines into a file of the home."""

import os
import signal
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from assay.domain.errors import InputError, RetryLater
from assay.jobs.kinds import work
from assay.jobs.progress import Progress


def mark(word: str) -> None:
    """Adds a line in one write, which the system does not tear."""
    with (Path(os.environ["ASSAY_HOME"]) / "marks").open("a") as file:
        file.write(f"{word}\n")


@work("mark", "Marking", quick=True)
def write_mark(progress: Progress, word: str) -> Mapping[str, Any]:
    mark(word)
    return {"word": word}


@work("count", "Counting")
def count_slowly(progress: Progress, steps: int, seconds: float, word: str = "count") -> Mapping[str, Any]:
    mark(f"begin-{word}")
    for step in range(steps):
        progress.report(step, steps, "counting")
        time.sleep(seconds)
    progress.seal()
    mark(f"end-{word}")
    return {"steps": steps}


@work("deaf", "Not listening")
def sleep_on(progress: Progress) -> Mapping[str, Any]:
    """As work deep in a library does that looks at no signal."""
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    mark("begin-deaf")
    time.sleep(60)
    mark("end-deaf")
    return {}


@work("query", "Asking the engine")
def query_long(progress: Progress) -> Mapping[str, Any]:
    """One query that takes minutes, which the engine works at in this thread alone: it hears signals between parts."""
    mark("begin-query")
    with duckdb.connect(config={"threads": 1}) as engine:
        engine.execute("SELECT sum(hash(range)) FROM range(1000000000000)").fetchall()
    mark("end-query")
    return {}


@work("keep", "Keeping")
def keep_slowly(progress: Progress) -> Mapping[str, Any]:
    progress.seal()
    mark("sealed")
    time.sleep(3)
    mark("kept")
    return {"kept": True}


@work("refuse", "Refusing")
def refuse(progress: Progress) -> Mapping[str, Any]:
    raise InputError("The file is empty.", fix="Give another one.")


@work("later", "Waiting for others")
def wait_for_others(progress: Progress) -> Mapping[str, Any]:
    raise RetryLater("Another import is running.", fix="Try again later.")


@work("break", "Breaking")
def break_off(progress: Progress) -> Mapping[str, Any]:
    raise ZeroDivisionError("by nothing")


@work("die", "Dying")
def die(progress: Progress) -> Mapping[str, Any]:
    mark("dying")
    os.kill(os.getpid(), signal.SIGKILL)
    return {}
