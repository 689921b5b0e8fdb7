"""Has one job done in a process of its own, and writes down how far it is and how it ends."""

import logging
import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connections

from assay.jobs.child import AsksToSeal, Ended, do_in_child
from assay.jobs.claiming import (
    MOST_ATTEMPTS,
    delay_job,
    describe_death,
    end_job,
    give_back,
    is_cancel_asked,
    keep_result,
    renew_lease,
    seal_job,
)
from assay.jobs.models import Job, State
from assay.jobs.progress import Said

_log = logging.getLogger(__name__)
_R = TypeVar("_R")

#: seconds between two looks at the database while a job runs
BEAT = 1.0
#: seconds that work has to end by itself when asked to
GRACE = 3.0
#: seconds that work which is being kept has to come to its end when the worker is stopped
SEALED_GRACE = 20.0


class Supervision:
    """One job while it is done.

    is_stopping: whether the worker shall end.  beat: called every second, so that the worker is known to live.
    """

    def __init__(self, job: Job, is_stopping: Callable[[], bool], beat: Callable[[], None]) -> None:
        self.job = job
        self._is_stopping = is_stopping
        self._beat = beat
        self._said: Said | None = None
        self._ended: Ended | None = None
        self._is_sealed = self._is_cancelled = self._is_lost = False
        self._stop_before: float | None = None

    def run(self) -> None:
        """Until the job has ended, was given back, or was lost to another worker."""
        child, pipe = self._start()
        try:
            while self._ended is None and self._listen(pipe):
                self._look(child)
            # ended, or the pipe broke: the process is gone or about to go
            child.join(GRACE)
        finally:
            _kill(child)
            pipe.close()
        code = child.exitcode
        child.close()
        self._write_end(code)

    def _start(self) -> tuple[ForkProcess, Connection]:
        connections.close_all()  # a connection must not be shared by two processes
        context = multiprocessing.get_context("fork")
        ours, theirs = context.Pipe()
        child = context.Process(target=do_in_child, args=(theirs, os.getpid(), self.job.kind, self.job.arguments))
        child.start()
        theirs.close()
        self._next_look = time.monotonic() + BEAT
        return child, ours

    def _listen(self, pipe: Connection) -> bool:
        """Hears what the work says until it is time to look again. False when the process says nothing any more."""
        while (left := self._next_look - time.monotonic()) > 0:
            try:
                if not pipe.poll(left):
                    break
                heard = pipe.recv()
            except (EOFError, OSError):
                return False
            if isinstance(heard, Ended):
                self._ended = heard
                break
            if isinstance(heard, AsksToSeal):
                self._answer_seal(pipe)
            else:
                self._said = heard
        return True

    def _answer_seal(self, pipe: Connection) -> None:
        may = not (self._is_cancelled or self._is_lost or self._is_stopping())
        if may:
            may = self._is_sealed = wait_for_database(lambda: seal_job(self.job))
        with suppress(OSError):
            pipe.send(may)

    def _look(self, child: ForkProcess) -> None:
        """Renews the lease, and ends the process when it shall end."""
        self._next_look = time.monotonic() + BEAT
        try:
            self._beat()
            self._is_lost = not renew_lease(self.job, self._said)
            self._is_cancelled = not self._is_sealed and is_cancel_asked(self.job)
        except (OperationalError, InterfaceError) as error:
            _log.warning("the database does not answer: %s", str(error).strip())
            connections.close_all()
        if self._is_lost:
            _kill(child)
        elif self._is_cancelled or self._is_stopping():
            self._end_soon(child)

    def _end_soon(self, child: ForkProcess) -> None:
        now = time.monotonic()
        if self._stop_before is None:
            self._stop_before = now + (SEALED_GRACE if self._is_sealed else GRACE)
            if not self._is_sealed and child.pid:
                os.kill(child.pid, signal.SIGTERM)
        elif now > self._stop_before:
            _kill(child)

    def _write_end(self, code: int | None) -> None:
        """What comes of the job; waits for the database for as long as it takes."""
        if not wait_for_database(lambda: self._conclude(code)):
            _log.warning("%s was taken up by another worker; what was done here does not count", self.job)

    def _conclude(self, code: int | None) -> bool:
        ended = self._ended
        if ended and ended.result is not None:
            return keep_result(self.job, ended.result)
        if self._is_cancelled or is_cancel_asked(self.job):
            return end_job(self.job, State.CANCELLED, stage="")
        if self._stop_before is not None or (ended and ended.is_cancelled):
            is_back = give_back(self.job)  # the worker ends, and has told the work to
            if is_back:
                _log.info("%s was stopped, and is left to be taken up again", self.job)
            return is_back
        if ended and ended.is_early:
            return delay_job(self.job, ended.problem, ended.advice)
        if ended:
            return end_job(self.job, State.FAILED, problem=ended.problem, advice=ended.advice)
        _log.error("the process of %s ended without a word (exit code %s)", self.job, code)
        if self.job.attempts >= MOST_ATTEMPTS:
            problem, advice = describe_death()
            return end_job(self.job, State.FAILED, problem=problem, advice=advice)
        return give_back(self.job, counts=True, after=timedelta(seconds=2 * self.job.attempts))


def _kill(child: ForkProcess) -> None:
    """Ends the process and all that it started."""
    if child.pid and child.is_alive():
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
        child.kill()
        child.join()


def wait_for_database(ask: Callable[[], _R]) -> _R:
    """What `ask` gives, asked again until the database answers."""
    while True:
        try:
            return ask()
        except (OperationalError, InterfaceError) as error:
            _log.warning("the database does not answer, waiting: %s", str(error).strip())
            connections.close_all()
            time.sleep(1)
