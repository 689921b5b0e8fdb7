"""What is finished in the workflow, on its way into the record."""

import pytest
from django.utils import timezone

from assay.jobs.kinds import do_work
from assay.jobs.models import Job
from assay.jobs.progress import Progress
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.debriefs.models import Announcement, Answer, BuyingProcess, Debrief, DriverTag, Requirement
from assay.web.debriefs.recording import record_rest
from web.debriefs.conftest import DEAL, Make


def _answer(debrief: Debrief, text: str, *, circle: str = "company", **told: object) -> Answer:
    return Answer.objects.create(
        debrief=debrief, key="why", who="person 5", question="Why so?", text=text, side="buyer", origin="debrief",
        speaker_id=5, circle=circle, finished_at=timezone.now(), **told,
    )  # fmt: skip


def _record() -> None:
    do_work("debriefs_record", Progress(), {})


def _read(home: Home, query: str) -> list[tuple[object, ...]]:
    place = open_place(home.record, TABLES)
    engine = place.engine()
    try:
        return [tuple(row) for row in engine.rows(query)]
    finally:
        engine.close()


def test_a_finished_answer_stands_in_the_record_and_a_run_is_asked_for(own_home: Home, make_debrief: Make) -> None:
    answer = _answer(make_debrief(), "Your price was fine, your plan was not")
    DriverTag.objects.create(answer=answer, driver="delivery_plan")
    _record()
    assert _read(own_home, "SELECT deal_id, side, speaker_id, text, circle FROM statement") == [
        (DEAL, "buyer", 5, "Your price was fine, your plan was not", None)
    ]
    assert _read(own_home, "SELECT driver, coder FROM statement_code") == [("delivery_plan", "person")]
    assert Job.objects.filter(kind="run").count() == 1


def test_done_twice_it_is_recorded_once(own_home: Home, make_debrief: Make) -> None:
    answer = _answer(make_debrief(), "Too late")
    _record()
    Answer.objects.filter(pk=answer.pk).update(recorded_version=0)  # as after a stop before the mark
    _record()
    assert _read(own_home, "SELECT count(*) FROM statement") == [(1,)]
    assert open_place(own_home.record, TABLES).version() == 1
    answer.refresh_from_db()
    assert answer.recorded_version == answer.version


def test_what_is_not_finished_or_private_stays_here(own_home: Home, make_debrief: Make) -> None:
    debrief = make_debrief()
    _answer(debrief, "Between us", circle="private")
    Answer.objects.create(debrief=debrief, key="how", who="person 5", question="How?", text="half a sen", side="buyer",
                          origin="debrief", circle="company")  # fmt: skip
    _record()
    assert open_place(own_home.record, TABLES).version() == 0


def test_an_answer_made_private_again_leaves_the_record(own_home: Home, make_debrief: Make) -> None:
    answer = _answer(make_debrief(), "Too late", circle="team")
    _record()
    assert _read(own_home, "SELECT circle FROM statement") == [("team",)]
    Answer.objects.filter(pk=answer.pk).update(circle="private", version=2, changed_at=timezone.now())
    _record()
    assert _read(own_home, "SELECT count(*) FROM statement WHERE NOT is_deleted") == [(0,)]


def test_only_what_everybody_may_read_becomes_a_requirement_of_the_record(own_home: Home, make_debrief: Make) -> None:
    debrief = make_debrief(account_id=77)
    for number, circle in enumerate(("company", "team")):
        Requirement.objects.create(debrief=debrief, what=f"Lift {number}", theirs=True, met=False, circle=circle,
                                   finished_at=timezone.now())  # fmt: skip
        BuyingProcess.objects.create(debrief=debrief, account_id=77, how=f"By tender {number}", circle=circle,
                                     finished_at=timezone.now())  # fmt: skip
    _record()
    assert _read(own_home, "SELECT what, theirs, met FROM requirement") == [("Lift 0", True, False)]
    assert _read(own_home, "SELECT how FROM buying_process") == [("By tender 0",)]


def test_a_debrief_is_known_from_its_last_step_on_and_its_announcement_from_its_own_day(
    own_home: Home, make_debrief: Make
) -> None:
    now = timezone.now()
    make_debrief(state="held", asked_at=now, answer="agreed", channel="video", held_at=now)
    make_debrief(kind="self")  # of which nothing was done
    Announcement.objects.create(deal_id=DEAL, deal_name="Crane", announced_at=now, channel="phone")
    _record()
    rows = _read(own_home, "SELECT kind, announced_at, held_at, answer FROM debrief ORDER BY announced_at NULLS LAST")
    assert rows == [("buyer", int(now.timestamp()), None, None), ("buyer", None, int(now.timestamp()), "agreed")]


@pytest.mark.django_db(transaction=True)
def test_what_changed_meanwhile_is_asked_for_again(own_home: Home, make_debrief: Make) -> None:
    _answer(make_debrief(), "Too late")
    record_rest()
    record_rest()
    assert Job.objects.filter(kind="debriefs_record").count() == 1
    _record()
    Job.objects.all().delete()
    record_rest()
    assert Job.objects.count() == 0
