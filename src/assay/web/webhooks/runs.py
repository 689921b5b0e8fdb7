"""Tells that a run has ended, once what follows from it is worked out."""

from datetime import UTC, datetime
from pathlib import Path

from assay.domain.errors import AssayError
from assay.jobs.models import Job, State
from assay.jobs.upkeep import is_run_whole
from assay.runs.coding.working import find_uncoded
from assay.runs.concluding.working import find_unconcluded
from assay.store.home import Home
from assay.store.manifest import read_manifest
from assay.web.people.letters import make_address
from assay.web.results import open_reading
from assay.web.webhooks.announcing import announce_once, list_listening, write_moment
from assay.web.webhooks.models import Announced
from assay.web.webhooks.switching import open_own_home

_KIND = "run.finished"


def find_untold() -> str:
    """The id of the last run, where somebody listens, nothing is at work on it, and it was not told; else empty.

    A run from before anybody listened is not told of.
    """
    listening = list_listening(_KIND)
    if not listening:
        return ""
    home = open_own_home()
    root = Path(home.results)
    history = read_manifest(root).history if root.exists() else ()
    if not history or not history[-1].note:
        return ""
    last = history[-1]
    # what is worked out later of the same run is kept under its name
    first = next(one for one in history if one.note == last.note)
    ended = datetime.fromtimestamp(first.committed_at, UTC)
    if ended < min(one.made_at for one in listening).replace(microsecond=0):
        return ""
    is_told = Announced.objects.filter(type=_KIND, key=last.note).exists()
    return "" if is_told or not _is_settled(home) else last.note


def _is_settled(home: Home) -> bool:
    """Whether what follows from the run is worked out, or was tried in vain."""
    if not is_run_whole():
        return False
    try:
        if not find_uncoded(home) and not find_unconcluded(home):
            return True
    except AssayError:
        return False
    last = Job.objects.filter(kind__in=("run", "coding", "concluding")).first()
    return last is not None and last.state == State.FAILED


def tell_run(run: str) -> bool:
    """Tells of the run. False where it was told, or nobody listens by now."""
    with open_reading() as reading:
        told = {
            "run": {"id": run, "as_of": write_moment(datetime.fromtimestamp(reading.run.as_of, UTC))},
            "deals": reading.run.deals,
            "url": make_address("/"),
        }
    return announce_once(_KIND, run, told) is not None
