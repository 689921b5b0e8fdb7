"""Work on the record and the results as a whole: the run, the catalogue that pages read, the report as files."""

import shutil
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.runs.showing import KEEPING
from assay.store.home import Home, open_home

#: the steps of a run as their words begin, in order
STEPS = (
    gettext_noop("reading the record"),
    gettext_noop("finding the moment of each deal"),
    gettext_noop("measuring what is typical"),
    gettext_noop("fitting models to ended deals"),
    gettext_noop("asking"),
    gettext_noop("setting lost beside won"),
    gettext_noop("asking what came before losses"),
    gettext_noop("keeping the results"),
)

#: reports that stay to be fetched
_KEPT_REPORTS = 3


@work("run", _("Asking the signals"), show="patterns")
def run_all_signals(progress: Progress, as_of: str = "", renew_baseline: bool = False) -> Mapping[str, Any]:
    """`assay run`, then the catalogue. as_of: a day as 2026-03-31; by default the record's last."""
    progress.report(0, len(STEPS), STEPS[0])
    from assay.runs.coding.working import find_uncoded
    from assay.runs.running import run_signals

    def tell(step: str) -> None:
        progress.report(find_step(step), len(STEPS), step)
        if step == KEEPING:
            progress.seal()

    day = datetime.fromisoformat(as_of).replace(tzinfo=UTC) if as_of else None
    report = run_signals(open_home(), as_of=day, renew_baseline=renew_baseline, tell=tell)
    enqueue("catalogue", key="catalogue")
    enqueue("coding", {"run": find_uncoded(open_home())}, key="coding")
    return {"text": report.text(), "run_id": report.run_id, "is_same": report.is_same}


@work("coding", _("Coding what was said"), show="coding")
def code_all_words(progress: Progress, run: str = "") -> Mapping[str, Any]:
    """The words of the last run's deals, then second opinions; the run is shown meanwhile. run: as asked for."""
    from assay.runs.coding.working import code_words
    from assay.runs.concluding.working import find_unconcluded
    from assay.runs.second_opinions import add_second_opinions

    texts = code_words(open_home(), _tell_shares(progress))
    add_second_opinions(open_home())
    enqueue("concluding", {"run": find_unconcluded(open_home())}, key="concluding")
    enqueue("laying", key="laying")
    return {"texts": texts}


@work("concluding", _("Reaching verdicts"), show="patterns")
def conclude_last_run(progress: Progress, run: str = "") -> Mapping[str, Any]:
    """What follows from the last run; what followed from the one before is shown meanwhile. run: as asked for."""
    from assay.runs.concluding.working import conclude_run

    made = conclude_run(open_home(), _tell_shares(progress))
    enqueue("catalogue", key="catalogue")  # lists are narrowed by the reasons
    enqueue("laying", key="laying")
    return {"parts": made or []}


def _tell_shares(progress: Progress) -> Callable[[str, float], None]:
    """Reports a step with the share that is done; from keeping the results on the work is not taken back."""

    def tell(step: str, share: float) -> None:
        progress.report(round(100 * share), 100, step)
        if step == KEEPING:
            progress.seal()

    return tell


#: kind of work -> its steps, as their words begin
STEPS_OF = {"run": STEPS, "coding": (gettext_noop("coding words"), STEPS[-1])}


def find_step(words: str) -> int:
    """The place of a step of a run among all; that of the longest beginning, since two begin with the same word."""
    fitting = [step for step in STEPS if words.startswith(step)]
    return STEPS.index(max(fitting, key=len)) if fitting else 0


@work("catalogue", _("Preparing the pages"), show="home")
def write_pages_catalogue(progress: Progress, results: int = 0) -> Mapping[str, Any]:
    """What lists and searches read, written anew from the last results. results: their version, as it was asked for."""
    from assay.reports.catalogue.writing import write_catalogue

    def tell(doing: str, share: float) -> None:
        progress.report(round(100 * share), 100, doing)

    return {"file": write_catalogue(open_home(), tell).name}


@work("laying", _("Laying out the deals"), show="home")
def lay_deals(progress: Progress, versions: str = "") -> Mapping[str, Any]:
    """The rows of each deal side by side, for pages that show one. versions: what it was asked for of."""
    from assay.reports.catalogue.laying import write_laid

    def tell(doing: str, share: float) -> None:
        progress.report(round(100 * share), 100, doing)

    written = write_laid(open_home(), tell)
    return {"file": written.name if written else ""}


@work("report", _("Writing the report"))
def write_report(progress: Progress, field: str = "", pdf: bool = True) -> Mapping[str, Any]:
    """The team page and all loss files as one zip, to be fetched from the job's page. field: also group by it."""
    from assay.reports.site import write_site

    home = open_home()
    folder = find_reports(home)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"assay-report-{datetime.now(UTC):%Y-%m-%dT%H%M%S}"
    draft = folder / f"{stem}.draft"
    try:
        progress.report(0, 2, gettext_noop("writing pages"))
        write_site(home, draft / "assay-report", field=field or None, pdf=pdf)
        progress.report(1, 2, gettext_noop("packing"))
        packed = Path(shutil.make_archive(str(draft / "packed"), "zip", draft, "assay-report"))
        progress.seal()
        packed.replace(folder / f"{stem}.zip")
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    drop_old_reports(folder)
    return {"file": f"{stem}.zip"}


def find_reports(home: Home) -> Path:
    """Where packed reports lie."""
    return home.path / "reports"


def drop_old_reports(folder: Path) -> None:
    """Leaves the newest packed reports."""
    for path in sorted(folder.glob("assay-report-*.zip"))[:-_KEPT_REPORTS]:
        path.unlink(missing_ok=True)
