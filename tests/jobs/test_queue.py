"""Asking for jobs, cancelling them, and whose they are."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assay.jobs.claiming import claim_job, end_job, give_back, keep_result, renew_lease, seal_job
from assay.jobs.kinds import do_work, find_kind, work
from assay.jobs.models import Job, State, Turn
from assay.jobs.progress import Cancelled, Progress, Said
from assay.jobs.queue import cancel, enqueue
from assay.jobs.turns import do_every, every, take_turns
from assay.jobs.works import STEPS, find_step

pytestmark = pytest.mark.django_db


def test_the_same_key_makes_one_job_until_that_has_ended() -> None:
    first = enqueue("run", key="run")
    assert enqueue("run", key="run").pk == first.pk
    assert enqueue("run", key="other").pk != first.pk
    cancel(first)
    assert enqueue("run", key="run").pk != first.pk


def test_jobs_without_a_key_are_all_made() -> None:
    assert enqueue("run").pk != enqueue("run").pk


def test_a_kind_that_nobody_registers_is_refused() -> None:
    with pytest.raises(LookupError, match="no work is called dance"):
        enqueue("dance")
    with pytest.raises(LookupError):
        do_work("dance", Progress(), {})


def test_two_works_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="called run"):
        work("run", "Another")(lambda progress: {})
    assert find_kind("run") is not None


def test_a_job_is_claimed_once_and_in_order() -> None:
    first, second = enqueue("run"), enqueue("report")
    one, two = claim_job("a"), claim_job("b")
    assert one is not None
    assert two is not None
    assert (one.pk, two.pk) == (first.pk, second.pk)
    assert claim_job("c") is None


def test_a_job_for_later_waits() -> None:
    job = enqueue("run", not_before=timezone.now() + timedelta(hours=1))
    assert claim_job("a") is None
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    assert claim_job("a") is not None


def test_a_worker_that_takes_quick_kinds_leaves_long_ones() -> None:
    enqueue("run")
    assert claim_job("a", quick_only=True) is None


def test_who_lost_a_job_changes_nothing_any_more() -> None:
    enqueue("run")
    lost = claim_job("a")
    assert lost is not None
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    taken = claim_job("b")
    assert taken is not None
    assert taken.attempts == 2
    for act in (
        lambda: renew_lease(lost, Said(1, 2, "x")),
        lambda: seal_job(lost),
        lambda: keep_result(lost, {}),
        lambda: end_job(lost, State.FAILED),
        lambda: give_back(lost),
    ):
        assert not act()
    assert keep_result(taken, {"n": 1})
    assert Job.objects.get().result == {"n": 1}


def test_a_cancelled_job_that_was_abandoned_is_not_begun_again() -> None:
    enqueue("run")
    job = claim_job("a")
    assert job is not None
    assert cancel(job)
    assert not cancel(job)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim_job("b") is None
    assert Job.objects.get().state == State.CANCELLED


def test_a_job_abandoned_three_times_fails() -> None:
    enqueue("run")
    for _ in range(3):
        assert claim_job("a")
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    assert claim_job("a") is None
    job = Job.objects.get()
    assert job.state == State.FAILED
    assert job.problem
    assert job.advice


def test_a_sealed_job_is_not_cancelled_and_a_cancelled_one_not_sealed() -> None:
    enqueue("run")
    enqueue("report")
    sealed, cancelled = claim_job("a"), claim_job("a")
    assert sealed is not None
    assert cancelled is not None
    assert seal_job(sealed)
    assert not cancel(sealed)
    assert cancel(cancelled)
    assert not seal_job(cancelled)


def test_progress_stops_where_it_was_asked_to() -> None:
    progress = Progress()
    progress.report(1, 2, "a")
    with pytest.raises(Cancelled):
        progress.stop()
    with pytest.raises(Cancelled):
        progress.report(2, 2, "a")
    with pytest.raises(Cancelled):
        progress.seal()


def test_progress_that_is_sealed_goes_on() -> None:
    progress = Progress(ask_to_seal=lambda: True)
    progress.seal()
    progress.stop()
    progress.report(2, 2, "kept")
    assert progress.is_sealed


def test_work_that_may_not_keep_what_it_did_stops() -> None:
    with pytest.raises(Cancelled):
        Progress(ask_to_seal=lambda: False).seal()


def test_reports_in_quick_succession_are_passed_on_once() -> None:
    heard: list[Said] = []
    progress = Progress(heard.append)
    for step in range(1000):
        progress.report(step, 1000, "a")
    progress.report(1, 2, "b")
    assert len(heard) < 100
    assert heard[-1] == Said(1, 2, "b")


def test_what_is_due_is_done_by_the_first_who_comes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assay.jobs.turns._DUE", {})
    acts: list[str] = []
    do_every(60, "cleaning", lambda: acts.append("cleaned"))
    every(60, "run")
    take_turns()
    take_turns()
    assert acts == ["cleaned"]
    assert Job.objects.count() == 1
    Turn.objects.update(due_at=timezone.now())
    take_turns()
    assert acts == ["cleaned"] * 2
    assert Job.objects.count() == 1  # the last one has not ended


def test_a_step_of_a_run_is_found_by_how_it_begins() -> None:
    assert STEPS[find_step("asking 55 signals of 1,200 deals")] == "asking"
    assert STEPS[find_step("asking what came before losses")] == "asking what came before losses"
    assert find_step("something new") == 0
