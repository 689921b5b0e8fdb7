"""A real import by a real worker, stopped or killed in the middle."""

import hashlib
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import open_home
from assay.tables import TABLES

SOURCES = Path(__file__).parents[3] / "src"
BEFORE = "source_id,name,stage,amount\n" + "".join(f"d{n},Deal {n},Proposal,{n}\n" for n in range(200))
#: large enough that it is still at work when it is stopped
AFTER = "source_id,name,stage,amount\n" + "".join(f"d{n},New {n},Won,{n}\n" for n in range(200_000))

SET_UP = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
from assay.web.people.models import User
from assay.web.imports.models import DraftFile, ImportDraft
from assay.jobs.queue import enqueue
user = User.objects.create_user("a@example.org", "x", name="A", role="analyst")
draft = ImportDraft.objects.create(owner=user, found={"files": [], "left_out": []})
DraftFile.objects.create(draft=draft, number=1, name="deal.csv", size=1, sha256="0")
from assay.web.imports.uploading import find_draft_folder
from assay.store.home import open_home
folder = find_draft_folder(open_home(), draft) / "1"
folder.mkdir(parents=True)
(open_home().path / "new.csv").rename(folder / "deal.csv")
job = enqueue("import", {"draft": str(draft.pk), "who": "A", "user": user.pk}, key=f"import {draft.pk}")
print(job.pk)
"""
WORK = "from assay.jobs.worker import Working\nWorking().run(until_idle=True)"
STOP = (
    "UPDATE jobs_job SET cancel_asked = datetime('now') WHERE kind = 'import' AND state = 'running' AND NOT is_sealed"
)
ONCE = """
from assay.jobs.claiming import claim_job
from assay.jobs.supervising import Supervision
Supervision(claim_job("w"), lambda: False, lambda: None).run()
"""
TELL = "from assay.jobs.models import Job\nj = Job.objects.get(kind='import')\nprint(j.state, j.attempts)"


class Site:
    def __init__(self, home: Path) -> None:
        self.home = home
        self.started: list[subprocess.Popen[str]] = []

    def start(self, code: str) -> "subprocess.Popen[str]":
        environment = {
            "PATH": os.environ["PATH"],
            "ASSAY_HOME": str(self.home),
            "DJANGO_SETTINGS_MODULE": "assay.web.settings",
            "PYTHONPATH": str(SOURCES),
        }
        process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.started.append(process)
        return process

    def run(self, code: str) -> str:
        return self.start(code).communicate(timeout=120)[0].strip()

    def wait_for_work(self) -> None:
        """Until the import has begun to read."""
        until = time.monotonic() + 60
        while not (self.home / "work").exists():
            assert time.monotonic() < until
            time.sleep(0.02)

    def digest(self) -> str:
        """Of every file of the record but the lock's."""
        found = hashlib.sha256()
        for path in sorted((self.home / "record").rglob("*")):
            if path.is_file() and path.name != "writer.lock":
                found.update(str(path.relative_to(self.home)).encode() + path.read_bytes())
        return found.hexdigest()

    def stop(self) -> int:
        """As the page does it, and without starting anything first; returns how many imports were asked to stop."""
        with closing(sqlite3.connect(self.home / "workflow.sqlite3", timeout=20)) as session, session:
            return session.execute(STOP).rowcount

    def version(self) -> int:
        return open_place(open_home(str(self.home)).record, TABLES).version()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "home")
    home = open_home(str(made.home))
    (tmp_path / "deal.csv").write_text(BEFORE)
    import_paths(home, [tmp_path / "deal.csv"])
    (made.home / "new.csv").write_text(AFTER)
    made.run(SET_UP)
    yield made
    for process in made.started:
        if process.poll() is None:
            process.kill()
        process.wait()
        if process.stdout:
            process.stdout.close()


def test_an_import_that_is_stopped_leaves_every_byte_as_it_was(site: Site) -> None:
    before = site.digest()
    worker = site.start(WORK)
    site.wait_for_work()
    assert site.stop() == 1
    worker.communicate(timeout=120)
    assert site.run(TELL).startswith("cancelled")
    assert (site.version(), site.digest()) == (1, before)


def test_an_import_whose_worker_is_killed_leaves_the_record_and_is_done_by_the_next(site: Site) -> None:
    worker = site.start(WORK)
    site.wait_for_work()
    worker.send_signal(signal.SIGKILL)
    worker.communicate()
    assert site.version() == 1
    late = "from assay.jobs.models import Job\nfrom django.utils import timezone\n"
    site.run(late + "Job.objects.filter(kind='import').update(lease_until=timezone.now())")
    site.run("from assay.jobs.models import Job\nJob.objects.exclude(kind='import').delete()")
    site.run(ONCE)
    assert site.run(TELL) == "done 2"
    assert site.version() == 2
