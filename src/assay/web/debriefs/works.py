"""The long work of this room: what is finished goes into the record, what has ended is opened."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from assay.jobs.kinds import work
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.jobs.turns import do_every
from assay.store.home import open_home
from assay.web.debriefs.mailing import sending as sending  # its work is registered with it
from assay.web.debriefs.opening import ask_to_open, open_ended
from assay.web.debriefs.recording import gather_waiting, record_rest


@work("debriefs_record", _("Writing answers into the record"))
def record_finished(progress: Progress) -> Mapping[str, Any]:
    """All that is finished goes into the record in one commit, then a run is asked for. Waits for a running import.

    Killed between the commit and the marks, it is done again and finds everything there.
    """
    from assay.asking.recording import record_rows

    progress.report(0, 1)
    waiting = gather_waiting()
    progress.seal()
    done = record_rows(open_home(), waiting.rows)
    for mark in waiting.marks:
        mark()
    if done.version is not None:
        enqueue("run", key="run")
    return {"written": done.written, "unchanged": done.unchanged, "version": done.version}


@work("debriefs_open", _("Opening debriefs"), quick=True)
def open_after_run(progress: Progress) -> Mapping[str, Any]:
    """A debrief for every deal that ended by the last run, and a task for every open one past its first meeting."""
    progress.report(0, 1)
    home = open_home()
    progress.seal()
    return open_ended(home)


@work("debriefs_erase", _("Erasing answers from the record"))
def erase_recorded(progress: Progress, answers: list[int]) -> Mapping[str, Any]:
    """No word of these answers stays in the record, nor in an earlier version of it that is kept; then a run."""
    from assay.asking.erasing import erase_answers

    progress.report(0, 1)
    progress.seal()
    version = erase_answers(open_home(), answers)
    if version is not None:
        enqueue("run", key="run")
    return {"version": version}


do_every(60, "answers to record", record_rest)
do_every(10, "debriefs to open", ask_to_open)
