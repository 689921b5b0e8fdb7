"""What a worker sees to by itself, while the application runs: that pages show the last run, that nothing piles up."""

import shutil
from datetime import timedelta
from pathlib import Path

from django.contrib.sessions.models import Session
from django.utils import timezone

from assay.jobs.models import UNFINISHED, Job, Worker
from assay.jobs.renewing import renew
from assay.jobs.turns import do_every
from assay.jobs.works import find_reports
from assay.store.home import open_home

#: finished jobs are listed for so long
KEPT_JOBS = timedelta(days=90)
_ABANDONED = timedelta(days=1)


def renew_catalogue() -> None:
    """Asks for the catalogue where it is not that of the last results, unless writing it from these has failed."""
    from assay.reports.catalogue.opening import is_stale
    from assay.store.manifest import read_manifest

    renew(
        "catalogue",
        lambda home: {"results": read_manifest(Path(home.results)).version} if is_stale(home) else None,
    )


def renew_coding() -> None:
    """Asks for the words of the last run to be coded, where they are not yet, or not by the taxonomy as it is now."""
    from assay.runs.coding.working import find_uncoded

    renew("coding", lambda home: {"run": run} if (run := find_uncoded(home)) else None)


def renew_conclusions() -> None:
    """Asks for what follows from the last run to be worked out, where some of it is not yet."""
    from assay.runs.concluding.working import find_unconcluded

    renew("concluding", lambda home: {"run": run} if (run := find_unconcluded(home)) else None)


def is_run_whole() -> bool:
    """Whether nothing is at work on the results that would be made of them once more."""
    return not Job.objects.filter(kind__in=("run", "coding", "concluding"), state__in=UNFINISHED).exists()


def renew_laid() -> None:
    """Asks for the rows of the last run to be laid out by deal, unless that has failed, or the record is newer."""
    from assay.reports.catalogue.laying import find_versions, is_laid_stale

    if is_run_whole():
        renew("laying", lambda home: {"versions": find_versions(home)} if is_laid_stale(home) else None)


def clean_up() -> None:
    """Removes what is no longer of use: old jobs, ended sessions, workers long silent, drafts of killed work."""
    now = timezone.now()
    Job.objects.exclude(state__in=UNFINISHED).filter(finished_at__lt=now - KEPT_JOBS).delete()
    Session.objects.filter(expire_date__lt=now).delete()
    Worker.objects.filter(seen_at__lt=now - _ABANDONED).delete()
    for draft in find_reports(open_home()).glob("*.draft"):
        if draft.stat().st_mtime < (now - _ABANDONED).timestamp():
            shutil.rmtree(draft, ignore_errors=True)


def begin_upkeep() -> None:
    """Has all of this done from now on by the workers."""
    do_every(5, "catalogue of the last run", renew_catalogue)
    do_every(20, "words of the last run", renew_coding)
    do_every(20, "what follows from the last run", renew_conclusions)
    do_every(10, "rows laid out by deal", renew_laid)
    do_every(3600, "clean up", clean_up)
