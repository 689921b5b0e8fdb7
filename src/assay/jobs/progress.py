"""What work tells of itself while it is done, and how it learns that it shall stop."""

import time
from collections.abc import Callable
from dataclasses import dataclass

#: seconds between two reports that are passed on
_APART = 0.2


class Cancelled(Exception):
    """The work shall stop, and leave everything as it was."""


@dataclass(frozen=True)
class Said:
    """How far the work is. total is 0 where that cannot be told."""

    done: int
    total: int
    stage: str


class Progress:
    """What a function of work is handed.

    send: takes what the work says of itself.  ask_to_seal: whether what was done may be kept now.
    """

    def __init__(
        self, send: Callable[[Said], None] | None = None, ask_to_seal: Callable[[], bool] | None = None
    ) -> None:
        self._send = send
        self._ask_to_seal = ask_to_seal
        self._last_at = 0.0
        self._last_stage = ""
        self.is_sealed = False
        self.is_stopped = False

    def report(self, done: int, total: int, stage: str = "") -> None:
        """`done` of `total` of the `stage` at hand; a total of 0 for one of unknown length.

        Raises Cancelled when somebody has asked to stop.
        """
        self._refuse_stopped()
        now = time.monotonic()
        if self._send and (stage != self._last_stage or now - self._last_at >= _APART or done == total):
            self._last_at, self._last_stage = now, stage
            self._send(Said(done, total, stage))

    def seal(self) -> None:
        """The last moment to stop: what follows keeps what was done, and is not cancelled any more.

        Raises Cancelled when somebody has asked to stop, or another worker has taken the job.
        """
        self._refuse_stopped()
        if self._ask_to_seal and not self.is_sealed and not self._ask_to_seal():
            raise Cancelled
        self.is_sealed = True

    def stop(self) -> None:
        """Has the work end. Raises Cancelled unless it is being kept."""
        self.is_stopped = True
        self._refuse_stopped()

    def _refuse_stopped(self) -> None:
        if self.is_stopped and not self.is_sealed:
            raise Cancelled
