"""The pages of jobs, for everybody who may open them and for those who may not."""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assay.jobs.models import Job, State
from assay.runs.concluding.win_probability.making import WIN_PROBABILITY_PART
from assay.web.people.log import LogEntry
from assay.web.people.models import User
from web.conftest import Staff, sign_in


def make_job(user: User | None, **fields: object) -> Job:
    return Job.objects.create(
        **{"kind": "run", "asked_by": user.pk if user else None, "asked_by_name": str(user or ""), **fields}
    )


def test_a_job_is_seen_by_who_asked_for_it_and_by_administrators_alone(staff: Staff, stranger: Client) -> None:
    job = make_job(staff.anna)
    for name in ("job", "job_progress"):
        address = reverse(name, args=[job.pk])
        for user in (staff.anna, staff.administrator):
            assert sign_in(user).get(address, follow=True).status_code == 200
        for user in (staff.ben, staff.nora, staff.max, staff.sven, staff.analyst):
            assert sign_in(user).get(address).status_code == 404
        assert stranger.get(address).status_code == 302
    for user in (staff.ben, staff.nora, staff.sven, staff.analyst):
        assert sign_in(user).post(reverse("cancel_job", args=[job.pk])).status_code == 404
    assert stranger.post(reverse("cancel_job", args=[job.pk])).status_code == 302
    job.refresh_from_db()
    assert job.state == State.QUEUED


def test_the_list_holds_the_own_jobs_and_for_administrators_all(staff: Staff, stranger: Client) -> None:
    make_job(staff.anna)
    make_job(staff.sara)
    make_job(None, kind="catalogue")
    address = reverse("jobs")
    assert [seen.job.asked_by_name for seen in sign_in(staff.anna).get(address).context["jobs"]] == ["Anna"]
    assert len(sign_in(staff.administrator).get(address).context["jobs"]) == 3
    assert not sign_in(staff.administrator).get(f"{address}?own=1").context["jobs"]
    assert b"Nothing was asked for yet" in sign_in(staff.nora).get(address).content
    assert stranger.get(address).status_code == 302


def test_the_step_of_a_job_is_said_in_the_language_of_the_reader(staff: Staff) -> None:
    User.objects.filter(pk=staff.administrator.pk).update(language="de")
    client = sign_in(staff.administrator)
    for stage, german in (
        ("asking 51 signals of 399 deals", "Signale werden abgefragt"),
        (WIN_PROBABILITY_PART.step, "Wie wahrscheinlich offene Deals gewonnen werden, wird gelernt"),
    ):
        job = make_job(staff.administrator, state=State.RUNNING, stage=stage)
        page = client.get(reverse("job", args=[job.pk]), follow=True).text
        assert german in page
        assert stage not in page


def test_the_list_comes_in_pages(staff: Staff) -> None:
    Job.objects.bulk_create(Job(kind="run", asked_by=staff.anna.pk, state=State.DONE) for _ in range(120))
    client = sign_in(staff.anna)
    assert len(client.get(reverse("jobs")).context["jobs"]) == 50
    assert len(client.get(reverse("jobs") + "?page=3").context["jobs"]) == 20
    assert client.get(reverse("jobs") + "?page=<script>").status_code == 200


def test_only_who_sees_all_deals_may_start_a_run(staff: Staff, stranger: Client) -> None:
    for name in ("start_run", "start_report"):
        for user in (staff.anna, staff.ben, staff.nora, staff.max, staff.sven):
            assert sign_in(user).post(reverse(name)).status_code == 403
        assert stranger.post(reverse(name)).status_code == 302
        assert sign_in(staff.analyst).get(reverse(name)).status_code == 405
    assert not Job.objects.exists()


def test_a_double_click_starts_one_run(staff: Staff) -> None:
    client = sign_in(staff.analyst)
    first, second = client.post(reverse("start_run")), client.post(reverse("start_run"))
    job = Job.objects.get()
    assert first["Location"] == second["Location"] == reverse("job", args=[job.pk])
    assert job.asked_by == staff.analyst.pk
    assert LogEntry.objects.filter(act="started", kind="job").count() == 1
    assert sign_in(staff.administrator).post(reverse("start_run"))["Location"] == reverse("job", args=[job.pk])
    assert Job.objects.count() == 1


def test_what_somebody_else_started_is_not_done_twice(staff: Staff) -> None:
    sign_in(staff.administrator).post(reverse("start_run"))
    answer = sign_in(staff.analyst).post(reverse("start_run"), follow=True)
    assert b"it is not done twice" in answer.content
    assert Job.objects.count() == 1


def test_a_start_without_the_form_is_refused(staff: Staff) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(reverse("start_run")).status_code == 403
    assert not Job.objects.exists()


def test_a_waiting_job_is_cancelled_at_once_and_once(staff: Staff) -> None:
    job, client = make_job(staff.anna), sign_in(staff.anna)
    for _ in range(2):
        assert client.post(reverse("cancel_job", args=[job.pk]), follow=True).status_code == 200
    job.refresh_from_db()
    assert job.state == State.CANCELLED
    assert LogEntry.objects.filter(act="cancelled", kind="job").count() == 1
    assert b"Everything is as it was before" in client.get(reverse("job", args=[job.pk])).content


def test_cancelling_too_late_says_so(staff: Staff) -> None:
    job = make_job(staff.anna, state=State.RUNNING, is_sealed=True, started_at=timezone.now())
    answer = sign_in(staff.anna).post(reverse("cancel_job", args=[job.pk]), follow=True)
    assert b"too late to cancel" in answer.content


def test_progress_is_asked_for_until_the_job_has_ended(staff: Staff) -> None:
    job = make_job(
        staff.anna, state=State.RUNNING, started_at=timezone.now(), done=4, total=8, stage="asking 55 signals, all"
    )
    client, address = sign_in(staff.anna), reverse("job_progress", args=[job.pk])
    answer = client.get(address, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert b'value="50"' in answer.content
    assert b"Asking 55 signals, all" in answer.content
    assert b"every 1s" in answer.content
    Job.objects.update(state=State.FAILED, problem="The <b>file</b> is empty.", advice="Give another.")
    answer = client.get(address, headers={"hx-request": "true"})
    assert answer.status_code == 286
    assert b"The &lt;b&gt;file&lt;/b&gt; is empty." in answer.content
    assert b"every 1s" not in answer.content
    assert client.get(address)["Location"] == reverse("job", args=[job.pk])


def test_a_result_leads_to_its_page_and_never_to_another_host(staff: Staff) -> None:
    job, client = make_job(staff.anna, state=State.DONE, result={"text": "Run x"}), sign_in(staff.anna)
    address = reverse("job", args=[job.pk])
    assert f'href="{reverse("patterns")}"'.encode() in client.get(address).content
    for given in ("//evil.example/x", "https://evil.example"):
        Job.objects.update(result={"address": given})
        assert given.encode() not in client.get(address).content


def test_a_report_is_fetched_by_who_sees_all_deals(
    staff: Staff, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "assay-report-x.zip").write_bytes(b"PK")
    done = {"kind": "report", "state": State.DONE, "result": {"file": "assay-report-x.zip"}}
    mine, annas = make_job(staff.analyst, **done), make_job(staff.anna, **done)
    answer = sign_in(staff.analyst).get(reverse("job_file", args=[mine.pk]))
    assert b"".join(answer) == b"PK"
    assert LogEntry.objects.filter(act="exported", kind="report").count() == 1
    assert sign_in(staff.anna).get(reverse("job_file", args=[annas.pk])).status_code == 404
    Job.objects.filter(pk=mine.pk).update(result={"file": "../../etc/passwd"})
    assert sign_in(staff.analyst).get(reverse("job_file", args=[mine.pk])).status_code == 404


def test_a_job_that_ended_is_started_again_by_who_may_start_it(staff: Staff) -> None:
    job = make_job(staff.analyst, state=State.FAILED, problem="x")
    sign_in(staff.analyst).post(reverse("start_job_again", args=[job.pk]))
    assert Job.objects.filter(state=State.QUEUED, kind="run").count() == 1
    other = make_job(staff.analyst, state=State.FAILED, kind="import")
    assert sign_in(staff.analyst).post(reverse("start_job_again", args=[other.pk])).status_code == 404
    annas = make_job(staff.anna, state=State.FAILED)
    assert sign_in(staff.anna).post(reverse("start_job_again", args=[annas.pk])).status_code == 403
