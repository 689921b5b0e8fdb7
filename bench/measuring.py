"""What a piece of work costs as a process of its own: wall time, CPU time, peak memory."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO


@dataclass(frozen=True)
class Cost:
    """Of one child process and its threads. Seconds, seconds, MiB."""

    wall: float
    cpu: float
    peak: float

    def __str__(self) -> str:
        return f"{self.wall:7.2f} s wall  {self.cpu:7.2f} s CPU  {self.peak:6.0f} MiB"


def measure(
    command: Sequence[str], environment: Mapping[str, str] | None = None, output: IO[str] | int = subprocess.DEVNULL
) -> Cost:
    """Runs `command`, its output thrown away unless it is wanted; raises when it fails."""
    started = time.perf_counter()
    with subprocess.Popen(  # noqa: S603 (the commands are written in this folder)
        list(command), stdout=output, env={**os.environ, **(environment or {})}
    ) as child:
        _, status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}")
    return Cost(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def spent() -> float:
    """CPU seconds of this process so far, all its threads together."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def read_part(part: str, *arguments: str) -> dict[str, float]:
    """The figures that `python -m bench.PART ARGUMENTS` prints as JSON, with the peak of its process as `peak`, MiB."""
    command = [sys.executable, "-m", f"bench.{part}", *arguments]
    with tempfile.TemporaryFile("w+") as told:
        cost = measure(command, output=told)
        told.seek(0)
        return {**json.load(told), "peak": cost.peak}


def measure_part(part: str, *arguments: str, environment: Mapping[str, str] | None = None) -> Cost:
    """Runs `python -m bench.PART ARGUMENTS` as a process of its own."""
    return measure([sys.executable, "-m", f"bench.{part}", *arguments], environment)
