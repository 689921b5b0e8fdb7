"""The long work of this room, done once after each run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils import timezone
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
#: home -> what was known when lost deals that can be won back were last sought
_known: dict[str, int] = {}


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


def ask_to_tell_ready() -> None:
    """Has lost deals that can be won back looked for, where somebody is told of them and something has changed."""
    from assay.web.plays.won_back import read_changes, read_told
    from assay.web.webhooks.announcing import list_listening

    listening = [(one.pk, one.version) for one in list_listening("won_back.ready")]
    root = Path(open_home().results)
    if not listening or not root.exists():
        return
    told = sorted(read_told().items(), key=lambda one: one[0])
    known = hash(repr((listening, read_manifest(root).version, timezone.localdate(), told, read_changes())))
    if _known.get(str(root)) != known:
        _known[str(root)] = known
        enqueue("tell_ready", key="tell_ready")


@work("tell_ready", _("Looking for lost deals to win back"), quick=True)
def tell_ready_deals(progress: Progress) -> Mapping[str, Any]:
    """Tells other programs of each once, and again when something new speaks for it."""
    from assay.web.plays.announcing import tell_ready
    from assay.web.plays.won_back import find_ready

    progress.report(0, 1)
    with open_results(open_home()) as results:
        return {"told": tell_ready(find_ready(ask_through(results.connection)))}


do_every(15, "plays whose deals ended", ask_to_end)
do_every(60, "lost deals that webhooks tell of", ask_to_tell_ready)
