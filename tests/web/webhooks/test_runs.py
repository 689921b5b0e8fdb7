"""That a run has ended is told once, and not before what follows from it."""

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from assay.jobs.models import Job, State
from assay.jobs.queue import enqueue
from assay.store.home import Home
from assay.store.manifest import CommitNote, Manifest, write_manifest
from assay.web.webhooks import runs
from assay.web.webhooks.models import Endpoint, Event
from assay.web.webhooks.runs import find_untold, tell_run
from web.webhooks.conftest import MakeEndpoint


@pytest.fixture
def waiting(home: Home, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A run that has ended now, in a home whose words are coded and whose verdicts are reached unless said here."""
    told = SimpleNamespace(uncoded="", unconcluded="")
    monkeypatch.setattr(runs, "find_uncoded", lambda home: told.uncoded)
    monkeypatch.setattr(runs, "find_unconcluded", lambda home: told.unconcluded)
    now = int(timezone.now().timestamp())
    root = home.path / "results"
    root.mkdir()
    history = (CommitNote(1, "r1", now - 9_000), CommitNote(2, "r2", now), CommitNote(3, "r2", now + 5))
    write_manifest(root, Manifest(3, {}, history))
    return told


def test_a_run_is_told_once(waiting: Any, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch) -> None:
    Endpoint.objects.update(made_at=timezone.now() - timedelta(hours=1))
    assert find_untold() == "r2"

    class Reading:
        run = SimpleNamespace(as_of=1_700_000_000, deals=12)

        def __enter__(self) -> "Reading":
            return self

        def __exit__(self, *_: object) -> None:
            """Nothing is held."""

    monkeypatch.setattr(runs, "open_reading", Reading)
    assert tell_run("r2")
    assert find_untold() == ""
    assert '"run":{"id":"r2","as_of":"2023-11-14T22:13:20Z"},"deals":12' in Event.objects.get().body


def test_a_run_from_before_anybody_listened_is_not_told(waiting: Any, make_endpoint: MakeEndpoint) -> None:
    make_endpoint(made_at=timezone.now() + timedelta(seconds=2))
    assert find_untold() == ""


def test_a_run_is_not_told_before_its_words_are_coded_and_its_verdicts_reached(
    waiting: Any, endpoint: Endpoint
) -> None:
    Endpoint.objects.update(made_at=timezone.now() - timedelta(hours=1))
    waiting.uncoded = "r2"
    assert find_untold() == ""
    waiting.uncoded, waiting.unconcluded = "", "r2 verdicts"
    assert find_untold() == ""
    waiting.unconcluded = ""
    enqueue("concluding")
    assert find_untold() == ""
    Job.objects.update(state=State.DONE)
    assert find_untold() == "r2"


def test_a_run_whose_verdicts_failed_is_told_all_the_same(waiting: Any, endpoint: Endpoint) -> None:
    Endpoint.objects.update(made_at=timezone.now() - timedelta(hours=1))
    waiting.unconcluded = "r2 verdicts"
    enqueue("concluding")
    Job.objects.update(state=State.FAILED)
    assert find_untold() == "r2"
