"""Settings: who may open them, bad input, stale pages, double clicks, and what is kept."""

import os
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from assay.jobs.models import Job
from assay.runs.thresholds import read_thresholds
from assay.store.home import Home, open_home
from assay.web.people.log import LogEntry
from assay.web.preferences import store
from assay.web.preferences.retaining import count_expired, remove_expired
from web.conftest import Staff, sign_in

PAGES = (
    "",
    "mail/",
    "company/",
    "retention/",
    "limits/",
    "opinion/",
    "stages/",
    "signals/",
    "signals/rhythm.gone_silent/",
)
SILENT = "/settings/signals/rhythm.gone_silent/"
SHIPPED = {"likely": "0.8", "quiet_days": "21", "usual_gaps": "5", "spoken_days": "3"}


@pytest.fixture
def admin(staff: Staff, settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """An administrator of a home without anything in it."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    settings.STATIC_ROOT = tmp_path
    settings.HOME = Home(tmp_path, {})
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path))
    return sign_in(staff.administrator)


def read_version(client: Client, address: str) -> str:
    """What the form at `address` was made from."""
    return str(client.get(address).context["form"].initial["version"])


def post(client: Client, address: str, act: str, **values: str) -> int:
    values = {"version": read_version(client, address)} | values
    return client.post(address, values | {"act": act}).status_code


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["anna", "nora", "max", "analyst"])
def test_settings_are_closed_to_all_but_administrators(admin: Client, staff: Staff, who: str, page: str) -> None:
    assert sign_in(getattr(staff, who)).get(f"/settings/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_administrator_opens_each_page_before_anything_was_imported(admin: Client, page: str) -> None:
    assert admin.get(f"/settings/{page}").status_code == 200


def test_a_threshold_is_set_logged_and_taken_back(admin: Client) -> None:
    assert post(admin, SILENT, "save", **SHIPPED | {"quiet_days": "40"}) == 302
    assert read_thresholds(open_home()) == {"rhythm.gone_silent": {"quiet_days": 40}}
    assert LogEntry.objects.get(kind="setting").detail["values"] == {"quiet_days": [21, 40]}
    assert post(admin, SILENT, "reset", **SHIPPED) == 302
    assert read_thresholds(open_home()) == {}


@pytest.mark.parametrize("value", ["", "x", "-1", "3651", "1.5", "9" * 400, "<script>", "\u202e7", "nan"])
def test_a_bad_threshold_is_refused_and_nothing_is_kept(admin: Client, value: str) -> None:
    assert post(admin, SILENT, "save", **SHIPPED | {"quiet_days": value}) == 422
    assert read_thresholds(open_home()) == {}


def test_a_preview_is_asked_for_once_however_often_it_is_pressed(admin: Client) -> None:
    for _ in range(2):
        assert post(admin, SILENT, "preview", **SHIPPED | {"quiet_days": "40"}) == 302
    job = Job.objects.get(kind="threshold_preview")
    assert job.arguments == {"signal": "rhythm.gone_silent", "values": {"quiet_days": 40}}
    assert admin.get(f"{SILENT}?job={job.pk}").context["form"].initial["quiet_days"] == 40
    assert read_thresholds(open_home()) == {}


@pytest.mark.parametrize("job", ["x", "0", "9" * 30, "-1"])
def test_a_preview_that_is_not_there_is_left_out(admin: Client, job: str) -> None:
    assert admin.get(SILENT, {"job": job}).status_code == 200


def test_the_second_of_two_who_set_a_threshold_is_told_of_the_first(admin: Client) -> None:
    version = read_version(admin, SILENT)
    assert post(admin, SILENT, "save", **SHIPPED | {"quiet_days": "40"}) == 302
    answer = admin.post(SILENT, SHIPPED | {"quiet_days": "50", "version": version, "act": "save"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Quiet days: 40" in page
    assert 'value="50"' in page
    assert read_thresholds(open_home())["rhythm.gone_silent"]["quiet_days"] == 40


def test_an_unknown_signal_is_no_page(admin: Client) -> None:
    assert admin.get("/settings/signals/no.such/").status_code == 404


def test_a_broken_file_of_thresholds_is_told(admin: Client) -> None:
    (open_home().path / "thresholds.toml").write_text("x =", encoding="utf-8")
    assert "is not valid TOML" in admin.get("/settings/signals/").content.decode()
    assert post(admin, SILENT, "save", **SHIPPED | {"quiet_days": "40"}) == 422


COMPANY = {"company": "Nordwerk „A“ \\ Söhne 😀", "home_currency": "eur", "fiscal_year_start": "4"}


def test_the_company_is_kept_in_the_home(admin: Client) -> None:
    told = {"company": COMPANY["company"], "home_currency": "EUR", "fiscal_year_start": "4"}
    assert post(admin, "/settings/company/", "save", **COMPANY) == 302
    assert open_home().settings == told
    assert open_home().fiscal_start == 4


def test_the_effect_is_told_before_anything_is_saved(admin: Client) -> None:
    version = read_version(admin, "/settings/company/")
    page = admin.post("/settings/company/", COMPANY | {"version": version, "act": "preview"}).content.decode()
    assert "Today lies in the quarter FY" in page
    assert open_home().settings == {}


@pytest.mark.parametrize(
    "bad",
    [
        {"home_currency": "EURO"},
        {"home_currency": "€€€"},
        {"fiscal_year_start": "13"},
        {"fiscal_year_start": ""},
        {"company": "a" * 101},
        {"company": "a\nb"},
        {"version": "x"},
    ],
)
def test_a_bad_company_is_refused(admin: Client, bad: dict[str, str]) -> None:
    assert post(admin, "/settings/company/", "save", **COMPANY | bad) == 422
    assert open_home().settings == {}


def test_the_second_of_two_who_name_the_company_is_told_of_the_first(admin: Client) -> None:
    version = read_version(admin, "/settings/company/")
    assert post(admin, "/settings/company/", "save", **COMPANY | {"company": "First"}) == 302
    answer = admin.post("/settings/company/", COMPANY | {"company": "Second", "version": version, "act": "save"})
    assert answer.status_code == 422
    assert "First" in answer.content.decode()
    assert open_home().settings["company"] == "First"


def test_limits_are_kept_as_the_import_reads_them(admin: Client) -> None:
    told = {"import_file_gb": "0.5", "import_gb": "3", "import_folders": "/srv/a: /srv/b"}
    assert post(admin, "/settings/limits/", "save", **told) == 302
    assert open_home().settings == {"import_file_gb": "0.5", "import_gb": "3", "import_folders": "/srv/a:/srv/b"}
    assert post(admin, "/settings/limits/", "save", **told | {"import_folders": "srv"}) == 422


def test_old_things_are_counted_and_then_removed(admin: Client) -> None:
    home = open_home()
    home.kept.mkdir()
    for name, days in {"old": 50, "new": 1}.items():
        path = home.kept / f"{name}.parquet"
        path.write_bytes(b"x")
        at = time.time() - days * 86_400
        os.utime(path, (at, at))
    LogEntry.objects.create(who="x", act="saw", kind="deal", at=timezone.now() - timedelta(days=50))
    LogEntry.objects.create(who="x", act="saw", kind="deal")
    kept = {"keep_rows_days": 30, "keep_log_days": 30}
    assert count_expired(home, kept) == {"keep_rows_days": 1, "keep_log_days": 1}
    remove_expired(home, kept)
    assert [path.name for path in home.kept.iterdir()] == ["new.parquet"]
    assert LogEntry.objects.filter(who="x").count() == 1
    assert LogEntry.objects.get(act="removed").detail["counts"] == {"keep_rows_days": 1, "keep_log_days": 1}
    assert count_expired(home, dict.fromkeys(kept, 0)) == {"keep_rows_days": 0, "keep_log_days": 0}


def test_the_log_refuses_still_after_its_old_rows_went(db: None) -> None:
    LogEntry.objects.create(who="x", act="saw", kind="deal", at=timezone.now() - timedelta(days=50))
    remove_expired(Home(Path("/nonexistent"), {}), {"keep_log_days": 30})
    with pytest.raises(DatabaseError), transaction.atomic():
        LogEntry.objects.all().delete()


def test_how_long_things_are_kept_is_set(admin: Client) -> None:
    values = {one.name: "7" for one in store.RETENTION}
    assert post(admin, "/settings/retention/", "save", **values) == 302
    assert store.read("keep_log_days") == 7
    assert post(admin, "/settings/retention/", "save", **values | {"keep_log_days": "-1"}) == 422
    with pytest.raises(KeyError):
        store.read("keep_everything")


def test_a_test_letter_is_sent_once_for_a_double_click(admin: Client) -> None:
    for _ in range(2):
        admin.post("/settings/mail/", {"act": "test"})
    assert [letter.to for letter in mail.outbox] == [["administrator@example.org"]]


def test_the_password_of_the_server_of_letters_is_not_shown(admin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_EMAIL_URL", "smtp://assay:very-secret@mx.example.org:587")
    page = admin.get("/settings/mail/").content.decode()
    assert "mx.example.org:587" in page
    assert "very-secret" not in page


def test_stages_say_what_to_do_before_the_first_import(admin: Client) -> None:
    assert "Import files" in admin.get("/settings/stages/").content.decode()
    assert admin.post("/settings/stages/", {"act": "save", "version": "1"}).status_code == 422
