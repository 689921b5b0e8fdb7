"""Workers in processes of their own: killed, cancelled, two at once."""

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from jobs.conftest import Site

_CANCELLING = "from assay.jobs.models import Job\nfrom assay.jobs.queue import cancel\n"


def read_jobs(site: Site, *fields: str) -> list[dict[str, Any]]:
    return [dict(zip(fields, row, strict=True)) for row in site.read(fields)]


def wait_until(holds: Callable[[], bool], seconds: float = 40) -> None:
    before = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < before, "it did not come to that"
        time.sleep(0.05)


def work_until_idle(site: Site) -> None:
    site.run("from assay.jobs.worker import Working\nWorking().run(until_idle=True)")


def test_two_workers_do_each_of_200_jobs_once(either_site: Site) -> None:
    either_site.run(
        "from assay.jobs.queue import enqueue\nfor n in range(200): enqueue('mark', {'word': f'm{n}'})\nprint(200)"
    )
    code = "from assay.jobs.worker import Working\nWorking().run(until_idle=True)"
    workers = [either_site.start(code), either_site.start(code)]
    for worker in workers:
        worker.communicate(timeout=240)
    assert Counter(either_site.marks()) == Counter(f"m{n}" for n in range(200))
    jobs = read_jobs(either_site, "state", "attempts", "worker")
    assert {(job["state"], job["attempts"]) for job in jobs} == {("done", 1)}
    assert len({job["worker"] for job in jobs}) == 2


def test_a_job_whose_worker_was_killed_is_done_by_another(either_site: Site) -> None:
    either_site.enqueue("count", steps=40, seconds=0.1)
    worker = either_site.start_worker()
    wait_until(lambda: "begin-count" in either_site.marks())
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    time.sleep(5)  # longer than the work would have taken, had its process gone on
    assert either_site.marks() == ["begin-count"]
    either_site.run(
        "from assay.jobs.models import Job\nfrom django.utils import timezone\n"
        "Job.objects.update(lease_until=timezone.now())"  # as if the time of the lease had passed
    )
    work_until_idle(either_site)
    assert either_site.marks() == ["begin-count", "begin-count", "end-count"]
    assert read_jobs(either_site, "state", "attempts", "result") == [
        {"state": "done", "attempts": 2, "result": '{"steps": 40}'}
    ]


def test_a_cancelled_job_ends_within_seconds_even_when_it_hears_nothing(site: Site) -> None:
    site.enqueue("deaf")
    site.start_worker()
    wait_until(lambda: "begin-deaf" in site.marks())
    site.run(
        "from assay.jobs.models import Job\nfrom assay.jobs.queue import cancel\ncancel(Job.objects.get(kind='deaf'))"
    )
    asked_at = time.monotonic()
    wait_until(lambda: read_jobs(site, "state") == [{"state": "cancelled"}])
    assert time.monotonic() - asked_at < 30
    assert site.marks() == ["begin-deaf"]


def test_what_is_being_kept_is_not_cancelled(site: Site) -> None:
    site.enqueue("keep")
    site.start_worker()
    wait_until(lambda: "sealed" in site.marks())
    code = f"{_CANCELLING}print(int(cancel(Job.objects.get(kind='keep'))))"
    assert site.run(code) == 0
    wait_until(lambda: "kept" in site.marks())
    wait_until(lambda: read_jobs(site, "state", "result") == [{"state": "done", "result": '{"kept": true}'}])


def test_a_worker_that_is_told_to_end_gives_its_job_back(site: Site) -> None:
    site.enqueue("count", steps=600, seconds=0.1)
    worker = site.start_worker()
    wait_until(lambda: "begin-count" in site.marks())
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=20) == 0
    assert read_jobs(site, "state", "attempts", "lease_until") == [
        {"state": "queued", "attempts": 0, "lease_until": None}
    ]
    assert site.run("from assay.jobs.worker import list_living\nprint(len(list_living()))") == 0


def test_a_worker_ended_in_a_query_leaves_without_a_traceback(site: Site) -> None:
    site.enqueue("query")
    code = "from assay.jobs.worker import Working\nWorking().run()"
    worker = site.start(code, with_errors=True)
    wait_until(lambda: "begin-query" in site.marks())
    time.sleep(1)  # until the engine is in its query
    worker.send_signal(signal.SIGTERM)
    said, _ = worker.communicate(timeout=20)
    assert worker.returncode == 0
    assert "Traceback" not in said
    assert said.strip().splitlines()[-1].endswith("was stopped, and is left to be taken up again")
    assert read_jobs(site, "state", "attempts") == [{"state": "queued", "attempts": 0}]


def test_a_worker_that_was_held_up_does_not_count_twice(site: Site) -> None:
    site.enqueue("count", steps=20, seconds=0.1)
    slow = site.start_worker()
    wait_until(lambda: "begin-count" in site.marks())
    slow.send_signal(signal.SIGSTOP)
    site.run(
        "from assay.jobs.models import Job\nfrom django.utils import timezone\n"
        "Job.objects.update(lease_until=timezone.now())"
    )
    work_until_idle(site)
    os.kill(slow.pid, signal.SIGCONT)
    time.sleep(2)
    slow.send_signal(signal.SIGTERM)
    slow.wait(timeout=20)
    assert Counter(site.marks())["end-count"] == 1
    assert read_jobs(site, "state", "attempts") == [{"state": "done", "attempts": 2}]


def test_work_that_dies_three_times_fails_with_advice(site: Site) -> None:
    site.enqueue("die")
    site.start_worker()
    wait_until(lambda: read_jobs(site, "state") == [{"state": "failed"}], seconds=60)
    assert site.marks() == ["dying"] * 3
    (job,) = read_jobs(site, "problem", "advice")
    assert "3 times" in job["problem"]
    assert "memory" in job["advice"]


def test_problems_say_what_is_wrong_and_what_to_do(site: Site) -> None:
    for kind in ("refuse", "break", "later"):
        site.enqueue(kind)
    work_until_idle(site)
    refused, broken, later = read_jobs(site, "state", "problem", "advice", "stage", "attempts")
    assert (refused["state"], refused["problem"], refused["advice"]) == (
        "failed",
        "The file is empty.",
        "Give another one.",
    )
    assert (broken["state"], broken["problem"]) == ("failed", "ZeroDivisionError: by nothing")
    assert (later["state"], later["stage"], later["attempts"]) == ("queued", "Another import is running.", 0)
