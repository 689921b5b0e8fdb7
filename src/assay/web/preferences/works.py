"""Work that settings ask for: previews, setting stages, removing what is kept no longer."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import every
from assay.store.home import open_home

_STEPS = 4


@work("threshold_preview", _("Previewing thresholds"), show="settings_signals")
def preview_signal(progress: Progress, signal: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a signal would answer with these thresholds. Nothing is kept but the counts."""
    from assay.runs.previewing import preview_thresholds

    done = 0

    def tell(step: str) -> None:
        nonlocal done
        progress.report(min(done, _STEPS - 1), _STEPS, step)
        done += 1

    found = preview_thresholds(open_home(), signal, values, tell)
    return {
        "before": found.before,
        "after": found.after,
        "changes": [[was, will, count] for (was, will), count in sorted(found.changes.items())],
        "changed": [[str(deal), was, will] for deal, was, will in found.changed],
    }


@work("stages_preview", _("Previewing stages"), show="settings_stages")
def preview_stage_classes(progress: Progress, changes: list[str]) -> Mapping[str, Any]:
    """Which outcomes would change. changes: "PIPELINE/STAGE=CLASS" each."""
    from assay.sources.stages import preview_stages

    progress.report(0, 1, "deriving outcomes")
    found = preview_stages(open_home(), changes)
    return {
        "changes": [[was, will, count] for (was, will), count in sorted(found.changes.items())],
        "changed": [[str(deal), name, was, will] for deal, name, was, will in found.changed],
    }


@work("stages", _("Setting stages"), show="settings_stages")
def set_stage_classes(progress: Progress, changes: list[str]) -> Mapping[str, Any]:
    """The record with these classes, and a run on it."""
    from assay.sources.stages import set_stages

    progress.report(0, 1, "deriving outcomes")
    progress.seal()
    set_stages(open_home(), changes)
    enqueue("run", key="run")
    return {}


@work("retention", _("Removing what is kept no longer"), quick=True)
def remove_old(progress: Progress) -> Mapping[str, Any]:
    """As the settings say."""
    from assay.web.preferences import store
    from assay.web.preferences.retaining import remove_expired

    progress.report(0, 1)
    progress.seal()
    return remove_expired(open_home(), store.read_retention())


every(86_400, "retention")
