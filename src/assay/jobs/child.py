"""The process in which one job is done, so that it can be ended at any moment and its memory is given back."""

import ctypes
import logging
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from types import FrameType
from typing import Any

from django.db import InterfaceError, OperationalError

from assay.domain.errors import AssayError, RetryLater
from assay.jobs.kinds import do_work
from assay.jobs.progress import Cancelled, Progress

_log = logging.getLogger(__name__)
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class AsksToSeal:
    """The work is about to keep what it did; it waits for True or False."""


@dataclass(frozen=True)
class Ended:
    """How the work ended: with a result, cancelled, or with a problem; is_early: it would work at another moment."""

    result: Mapping[str, Any] | None = None
    is_cancelled: bool = False
    problem: str = ""
    advice: str = ""
    is_early: bool = False


def do_in_child(pipe: Connection, parent: int, kind: str, arguments: Mapping[str, Any]) -> None:
    """Does the work of `kind`, and tells the process `parent` about it through `pipe`: Said, AsksToSeal, Ended."""
    _die_with_parent(parent)
    os.setsid()  # what the work starts is ended together with it
    progress = Progress(pipe.send, lambda: _ask_to_seal(pipe))

    def stop(number: int, frame: FrameType | None) -> None:
        progress.stop()

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, stop)
    ended = _do(kind, progress, arguments)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    pipe.send(ended)
    pipe.close()


def _ask_to_seal(pipe: Connection) -> bool:
    pipe.send(AsksToSeal())
    return bool(pipe.recv())


def _do(kind: str, progress: Progress, arguments: Mapping[str, Any]) -> Ended:
    try:
        return Ended(result=dict(do_work(kind, progress, arguments)))
    except Cancelled:
        return Ended(is_cancelled=True)
    except RetryLater as error:
        return Ended(problem=error.message, advice=error.fix, is_early=True)
    except AssayError as error:
        return Ended(problem=error.message, advice=error.fix)
    except (OperationalError, InterfaceError) as error:
        return Ended(problem=f"The database does not answer: {error}", advice="Start it again.", is_early=True)
    except Exception as error:  # noqa: BLE001 - whatever broke, its job has to say so
        if progress.is_stopped and not progress.is_sealed:  # an engine in a query says "interrupted" in its own way
            return Ended(is_cancelled=True)
        _log.exception("the work %s broke", kind)
        return Ended(problem=f"{type(error).__name__}: {error}")


def _die_with_parent(parent: int) -> None:
    """Has the system end this process when its worker is killed, so that a job taken up again is done by one alone."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before that
        os._exit(1)
