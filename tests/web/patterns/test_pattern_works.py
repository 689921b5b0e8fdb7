"""Pages of patterns are made ahead, once for whoever sees the same deals, and asked for once a version."""

import pytest

from assay.jobs.kinds import do_work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.web.patterns import opening, works
from web.conftest import sign_in
from web.patterns.conftest import Opened


def test_a_page_made_ahead_is_served_as_it_lies_with_its_drawings(
    company: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert works.make_pages(company.staff.analyst) == len(works.SECTIONS)
    monkeypatch.setattr(opening, "make_section", None)
    for section in ("", "time/", "before/"):
        page = sign_in(company.staff.analyst).get(f"/patterns/{section}")
        assert page.status_code == 200
        assert "drawing/" not in page.content.decode(), "a drawing is still to be fetched"


def test_each_person_gets_the_pages_of_their_own_deals(company: Opened) -> None:
    done = do_work("patterns", Progress(), {})
    assert done["pages"] == len(works.SECTIONS) * works.User.objects.filter(is_active=True).count()


def test_pages_are_asked_for_once_a_version(company: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    works.renew_patterns()
    assert not Job.objects.filter(kind="patterns").exists(), "there is no run yet"
    monkeypatch.setattr(works, "open_place", lambda place, tables: type("P", (), {"version": lambda self: 1})())
    monkeypatch.setattr(works, "find_version", lambda home: "1.1")
    works.renew_patterns()
    Job.objects.update(state=State.FAILED)
    works.renew_patterns()
    assert Job.objects.filter(kind="patterns").count() == 1
    monkeypatch.setattr(works, "find_version", lambda home: "2.1")
    works.renew_patterns()
    assert Job.objects.filter(kind="patterns").count() == 2
