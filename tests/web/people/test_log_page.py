"""The log read back, and kept as it is."""

import csv
import sqlite3
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from django.utils import timezone

from assay.domain.errors import InputError
from assay.web.people.log import LogEntry, note
from assay.web.people.log_reading import PAGE
from web.conftest import Staff, sign_in


def _add(count: int, **told: object) -> None:
    now = timezone.now()
    rows = [
        LogEntry(**{"who": "x@example.org", "act": "saw", "kind": "deal", "what": f"row {n}", "at": now, **told})
        for n in range(count)
    ]
    LogEntry.objects.bulk_create(rows)


def test_pages_follow_each_other_without_a_gap_even_at_one_moment(staff: Staff) -> None:
    _add(2 * PAGE + 3)
    client = sign_in(staff.administrator)
    seen, to = [], ""
    for _ in range(3):
        page = client.get(f"/people/log?{to}").context["page"]
        seen += [row.what for row in page.rows]
        to = page.older
    assert sorted(seen) == sorted(f"row {n}" for n in range(2 * PAGE + 3))
    assert to == ""


def test_the_log_is_filtered_by_user_kind_act_and_day(staff: Staff) -> None:
    _add(1, what="mine")
    _add(1, who="other@example.org", what="theirs")
    _add(1, kind="team", what="team")
    _add(1, act="changed", what="change")
    _add(1, at=timezone.now() - timedelta(days=10), what="old")
    client = sign_in(staff.administrator)

    def find(**told: str) -> set[str]:
        return {row.what for row in client.get("/people/log", told).context["page"].rows}

    week = (timezone.now() - timedelta(days=7)).date().isoformat()
    assert find(who="OTHER@") == {"theirs"}
    assert find(kind="team") == {"team"}
    assert find(act="changed") == {"change"}
    assert find(until=week) == {"old"}
    assert "old" not in find(since=week)


@pytest.mark.parametrize("asked", ["since=nonsense", "before=x~y", "before=2026-01-01~1", "kind=' OR 1=1", "act=%00"])
def test_a_filter_that_makes_no_sense_breaks_nothing(staff: Staff, asked: str) -> None:
    assert sign_in(staff.administrator).get(f"/people/log?{asked}").status_code == 200


def test_the_csv_has_what_the_filter_shows_and_no_formulas(staff: Staff) -> None:
    _add(1, what="=HYPERLINK(1)")
    _add(1, kind="team", what="other")
    answer = sign_in(staff.administrator).get("/people/log.csv?kind=deal")
    rows = list(csv.DictReader(b"".join(answer.streaming_content).decode().splitlines()))
    assert [row["what"] for row in rows] == ["'=HYPERLINK(1)"]
    assert LogEntry.objects.get(act="exported").what == "kind deal"


def test_a_user_reads_what_the_log_says_about_that_user_alone(staff: Staff) -> None:
    _add(1, user_id_then=staff.anna.pk, what="by anna")
    _add(1, kind="user", object_id=str(staff.anna.pk), what="about anna")
    _add(1, kind="user", object_id=str(staff.ben.pk), what="about ben")
    page = sign_in(staff.anna).get("/people/me/log").context["page"]
    assert {row.what for row in page.rows} == {"by anna", "about anna"}


def test_the_model_refuses_to_change_a_row(db: None) -> None:
    note(None, "made", "user", 1, "x")
    row = LogEntry.objects.get()
    for change in (row.save, row.delete):
        with pytest.raises(InputError):
            change()


def _prepare(home: Path, url: str = "") -> None:
    """A database as `assay serve` would make it, twice."""
    code = (
        "from assay.web.booting import boot; boot(); from assay.web.preparing import prepare_database as p; p(); p();"
        "from assay.web.people.log import note; note(None, 'made', 'user', 1, 'x');"
        "from django.core.cache import cache; cache.set('a', 1)"
    )
    environment = {"ASSAY_HOME": str(home), "DATABASE_URL": url, "PATH": "", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


CHANGES = ("UPDATE people_logentry SET what = 'y'", "DELETE FROM people_logentry")


def test_sqlite_refuses_to_change_the_log(tmp_path: Path) -> None:
    _prepare(tmp_path)
    with sqlite3.connect(tmp_path / "workflow.sqlite3") as session:
        for change in CHANGES:
            with pytest.raises(sqlite3.IntegrityError, match="never changed"):
                session.execute(change)
        assert session.execute("SELECT what FROM people_logentry").fetchall() == [("x",)]
        assert session.execute("SELECT count(*) FROM assay_cache").fetchall() == [(1,)]
    session.close()


def test_postgresql_refuses_to_change_the_log(tmp_path: Path, postgres_server: str) -> None:
    folder = postgres_server.rpartition("host=")[2]
    with psycopg.connect(postgres_server, autocommit=True) as session:
        session.execute("CREATE DATABASE workflow_log")
    _prepare(tmp_path, f"postgresql://assay@{folder.replace('/', '%2F')}/workflow_log")
    with psycopg.connect(postgres_server.replace("/postgres?", "/workflow_log?"), autocommit=True) as session:
        for change in (*CHANGES, "TRUNCATE people_logentry"):
            with pytest.raises(psycopg.errors.RaiseException, match="never changed"):
                session.execute(change.encode())
        assert session.execute("SELECT what FROM people_logentry").fetchall() == [("x",)]
