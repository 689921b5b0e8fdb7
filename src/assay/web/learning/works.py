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
from assay.web.learning.actions.figures import look_again
from assay.web.learning.auditing.drawing import draw_due
from assay.web.learning.models import HeardWeights
from assay.web.learning.returning.planning import plan_all
from assay.web.learning.weighing import keep_weights


def ask_to_learn() -> None:
    """Has the results of each run looked through once. Cheap: it is asked every few seconds."""
    root = Path(open_home().results)
    if not root.exists():
        return
    history = read_manifest(root).history
    if history and not HeardWeights.objects.filter(run_id=history[-1].note).exists():
        enqueue("learning_run", key="learning_run")


@work("learning_run", _("Looking at what changed"), quick=True)
def learn_from_run(progress: Progress) -> Mapping[str, Any]:
    """Looks at figures of done actions again, and keeps the weights of those heard. Twice for one run: no change."""
    progress.report(0, 1)
    home = open_home()
    with open_results(home) as results:
        ask = ask_through(results.connection)
        looked = look_again(ask)
        drawn = draw_due(ask, home.fiscal_start)
        planned = plan_all(ask)
        heard = keep_weights(ask)
    return {"looked": looked, "drawn": drawn, "planned": planned, "heard": heard}


do_every(15, "results to learn from", ask_to_learn)
