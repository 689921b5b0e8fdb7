"""The run, the catalogue and the report as jobs, and what workers see to by themselves."""

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from assay.jobs.kinds import do_work
from assay.jobs.models import Job, State, Worker
from assay.jobs.progress import Cancelled, Progress, Said
from assay.jobs.upkeep import KEPT_JOBS, clean_up, renew_catalogue, renew_laid
from assay.reports.catalogue.laying import is_laid_stale
from assay.reports.catalogue.opening import is_stale
from assay.runs.running import run_signals
from assay.signals import find_signals
from assay.sources.importing import import_paths
from assay.sources.interchange import export_record
from assay.sources.progress import Progress as ImportProgress
from assay.store import open_place
from assay.store.home import Home, open_home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES
from runs.invented_deals import invent_deals

pytestmark = pytest.mark.django_db


_QUICK = ("process.close_date_pushed", "process.stage_stalled")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Of a small company, whose runs ask two signals that are quick to compile."""
    few = tuple(signal for signal in find_signals() if signal.name in _QUICK)
    monkeypatch.setattr("assay.runs.running.find_set_signals", lambda home: few)
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    home = open_home()
    invent_deals(1, 40).write(home)
    return home


class _StopsAtPublishing(ImportProgress):
    def publish(self) -> None:
        raise Cancelled


def test_a_run_then_the_catalogue_then_the_report(home: Home) -> None:
    heard: list[Said] = []
    done = do_work("run", Progress(heard.append), {})
    assert done["run_id"]
    assert [said.done for said in heard] == sorted(said.done for said in heard)
    assert heard[-1].stage == "keeping the results"
    assert {(job.kind, job.key) for job in Job.objects.all()} == {("catalogue", "catalogue"), ("coding", "coding")}
    assert is_stale(home)
    assert is_laid_stale(home)
    do_work("catalogue", Progress(), {})
    do_work("laying", Progress(), {})
    assert not is_stale(home)
    assert not is_laid_stale(home)
    Job.objects.update(state=State.DONE)
    renew_catalogue()
    renew_laid()
    assert Job.objects.count() == 2
    packed = do_work("report", Progress(), {"pdf": False})
    with zipfile.ZipFile(home.path / "reports" / packed["file"]) as file:
        assert "assay-report/index.html" in file.namelist()
    assert [path.name for path in (home.path / "reports").iterdir()] == [packed["file"]]


def test_a_run_stopped_before_it_is_kept_leaves_no_results(home: Home) -> None:
    with pytest.raises(Cancelled):
        do_work("run", Progress(ask_to_seal=lambda: False), {})
    assert open_place(home.results, RESULT_TABLES).version() == 0
    assert not Job.objects.exists()


def test_an_import_stopped_at_its_last_moment_leaves_the_record_untouched(home: Home, tmp_path: Path) -> None:
    export_record(home, tmp_path / "export")
    other = open_home(str(tmp_path / "other"))
    with pytest.raises(Cancelled):
        import_paths(other, [tmp_path / "export"], progress=_StopsAtPublishing())
    assert open_place(other.record, TABLES).version() == 0
    assert not other.work.exists()
    assert import_paths(other, [tmp_path / "export"]).version == 1


def test_results_newer_than_the_catalogue_have_it_written_once(home: Home) -> None:
    renew_catalogue()
    assert not Job.objects.exists()
    run_signals(home, as_of=None, renew_baseline=False, tell=lambda step: None)
    renew_catalogue()
    renew_catalogue()
    assert [job.kind for job in Job.objects.all()] == ["catalogue"]


def test_the_catalogue_is_written_again_once_reasons_are_worked_out(home: Home) -> None:
    run_signals(home, as_of=None, renew_baseline=False, tell=lambda step: None)
    do_work("coding", Progress(), {})
    do_work("catalogue", Progress(), {})
    Job.objects.all().delete()
    assert not is_stale(home)
    do_work("concluding", Progress(), {})
    assert is_stale(home)
    assert Job.objects.filter(kind="catalogue").count() == 1
    do_work("catalogue", Progress(), {})
    assert not is_stale(home)


def test_a_catalogue_that_failed_is_not_tried_for_ever(home: Home) -> None:
    run_signals(home, as_of=None, renew_baseline=False, tell=lambda step: None)
    renew_catalogue()
    Job.objects.update(state=State.FAILED)
    renew_catalogue()
    assert Job.objects.count() == 1


def test_rows_are_laid_out_of_the_last_run_alone(home: Home) -> None:
    renew_laid()
    assert not Job.objects.exists()
    run_signals(home, as_of=None, renew_baseline=False, tell=lambda step: None)
    renew_laid()
    renew_laid()
    assert [job.kind for job in Job.objects.all()] == ["laying"]
    Job.objects.update(state=State.FAILED)
    renew_laid()
    assert Job.objects.count() == 1


def test_what_is_of_no_more_use_is_removed(home: Home) -> None:
    now = timezone.now()
    old = Job.objects.create(kind="run", state=State.DONE, finished_at=now - KEPT_JOBS - timedelta(days=1))
    Job.objects.create(kind="run", state=State.DONE, finished_at=now)
    Job.objects.create(kind="run", made_at=now - KEPT_JOBS * 2)
    Session.objects.create(session_key="a", expire_date=now - timedelta(days=1))
    Session.objects.create(session_key="b", expire_date=now + timedelta(days=1))
    Worker.objects.create(name="gone", seen_at=now - timedelta(days=2))
    clean_up()
    assert not Job.objects.filter(pk=old.pk).exists()
    assert Job.objects.count() == 2
    assert [session.session_key for session in Session.objects.all()] == ["b"]
    assert not Worker.objects.exists()
