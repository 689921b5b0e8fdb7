"""A worker: takes jobs one after the other, until it is told to end."""

import logging
import os
import secrets
import signal
import socket
import time
from datetime import timedelta
from types import FrameType

from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from assay.jobs.claiming import claim_job
from assay.jobs.models import Worker
from assay.jobs.supervising import Supervision
from assay.jobs.turns import take_turns

_log = logging.getLogger(__name__)
#: seconds between two looks for work
PAUSE = 0.5
#: a worker that said nothing for so long is not shown as living
SILENT = timedelta(seconds=15)
_BEATS_APART, _TURNS_APART = 3.0, 5.0


class Working:
    """One worker. quick_only: it takes quick kinds alone, so that they need not wait for long ones."""

    def __init__(self, *, quick_only: bool = False) -> None:
        self.name = f"{socket.gethostname()[:80]}:{os.getpid()}:{secrets.token_hex(3)}"
        self.quick_only = quick_only
        self.is_stopping = False
        self._parent = os.getppid()
        self._next_beat = self._next_turns = 0.0

    def run(self, *, until_idle: bool = False) -> None:
        """Takes jobs until SIGTERM or SIGINT, or until its parent is gone; with until_idle until none is due."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        is_gone = False
        while not self._shall_stop():
            try:
                busy = self._step()
                is_gone = False
            except (OperationalError, InterfaceError) as error:
                if not is_gone:
                    _log.warning("the database does not answer, waiting: %s", str(error).strip())
                is_gone, busy = True, True
                connections.close_all()
                time.sleep(PAUSE)
            if not busy:
                if until_idle:
                    break
                time.sleep(PAUSE)
        self._leave()

    def _step(self) -> bool:
        """Does one job, if one is due."""
        self.beat()
        if not self.quick_only and time.monotonic() >= self._next_turns:
            self._next_turns = time.monotonic() + _TURNS_APART
            take_turns()
        job = claim_job(self.name, quick_only=self.quick_only)
        if job is None:
            return False
        _log.info("%s starts %s, attempt %s", self.name, job, job.attempts)
        Supervision(job, self._shall_stop, self.beat).run()
        return True

    def beat(self) -> None:
        """Says that this worker lives."""
        now = time.monotonic()
        if now >= self._next_beat:
            self._next_beat = now + _BEATS_APART
            seen = {"seen_at": timezone.now(), "is_quick": self.quick_only}
            Worker.objects.update_or_create(name=self.name, defaults=seen)

    def _shall_stop(self) -> bool:
        return self.is_stopping or os.getppid() != self._parent

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _leave(self) -> None:
        try:
            Worker.objects.filter(name=self.name).delete()
        except (OperationalError, InterfaceError):
            _log.warning("the database does not answer; the worker leaves without a word")
        connections.close_all()


def list_living() -> list[Worker]:
    """The workers that were heard of lately."""
    return list(Worker.objects.filter(seen_at__gt=timezone.now() - SILENT))
