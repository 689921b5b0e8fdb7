"""The long work of this room, done once after each run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.asking.ask import ask_through
from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import do_every
from assay.runs.results import open_results
from assay.store.home import open_home
from assay.store.manifest import read_manifest
from assay.web.plays.ending import follow_deals
from assay.web.plays.models import Play

_heard: dict[str, str] = {}


def ask_to_end() -> None:
    """Has the plays looked at once after each run. Cheap: it is asked every few seconds."""
    root = Path(open_home().results)
    if not root.exists() or not Play.objects.filter(dropped_at=None).exists():
        return
    history = read_manifest(root).history
    run = history[-1].note if history else ""
    if run and _heard.get(str(root)) != run:
        _heard[str(root)] = run
        enqueue("end_plays", key="end_plays")


@work("end_plays", _("Looking at what became of plays"), quick=True)
def end_plays(progress: Progress) -> Mapping[str, Any]:
    """Ends the plays of deals that ended, and opens again those whose deal was opened again."""
    progress.report(0, 1)
    with open_results(open_home()) as results:
        return {"ended": follow_deals(ask_through(results.connection))}


do_every(15, "plays whose deals ended", ask_to_end)
