"""The team's own material: everybody adds and changes it, each version is kept, and few put it away."""

import pytest
from django.test import Client

from assay.web.material.keeping import list_material
from assay.web.material.models import Material, MaterialVersion
from assay.web.people.models import LogEntry, User
from web.conftest import Staff, sign_in

TYPED = {
    "title": "What it pays back",
    "text": "Twelve mills, eleven months.",
    "link": "https://files.example.org/payback",
    "drivers": ["price_too_high", "value_unproven"],
    "language": "en",
}


def make(by: User, **told: object) -> Material:
    answer = sign_in(by).post("/plays/material/new/", TYPED | told)
    assert answer.status_code == 302
    return Material.objects.get(pk=int(answer["Location"].rstrip("/").rsplit("/", 1)[1]))


def test_who_is_signed_in_adds_it_and_all_others_see_it(staff: Staff, stranger: Client) -> None:
    material = make(staff.anna)
    assert (material.added_by, material.version) == (staff.anna, 1)
    for name in ("anna", "ben", "nora", "sara", "sven", "analyst", "administrator"):
        page = sign_in(getattr(staff, name)).get(f"/plays/material/{material.pk}/").text
        assert "Twelve mills" in page
        assert 'href="https://files.example.org/payback"' in page
        assert "What it pays back" in sign_in(getattr(staff, name)).get("/plays/material/").text
    for path in ("", "new/", f"{material.pk}/"):
        assert stranger.get(f"/plays/material/{path}").status_code == 302
    assert LogEntry.objects.filter(kind="material", act="made").count() == 1


def test_sent_twice_it_is_kept_once(staff: Staff) -> None:
    make(staff.anna)
    make(staff.anna)
    assert Material.objects.count() == 1


def test_somebody_of_another_team_changes_it_and_what_stood_there_is_kept(staff: Staff) -> None:
    material = make(staff.anna)
    changed = TYPED | {"title": "Payback", "version": 1}
    answer = sign_in(staff.sara).post(f"/plays/material/{material.pk}/edit/", changed)
    assert answer.status_code == 302
    material.refresh_from_db()
    assert (material.title, material.version, material.changed_by) == ("Payback", 2, staff.sara)
    told = MaterialVersion.objects.filter(material=material).values_list("version", "title", "by__name")
    assert list(told) == [(2, "Payback", "Sara"), (1, "What it pays back", "Anna")]
    assert "What it pays back" in sign_in(staff.ben).get(f"/plays/material/{material.pk}/").text


def test_an_old_page_changes_nothing_and_gives_the_typed_text_back(staff: Staff) -> None:
    material = make(staff.anna)
    client = sign_in(staff.ben)
    client.post(f"/plays/material/{material.pk}/edit/", TYPED | {"title": "New", "version": 1})
    answer = client.post(f"/plays/material/{material.pk}/edit/", TYPED | {"title": "Other", "version": 1})
    assert answer.status_code == 409
    assert 'value="Other"' in answer.text
    assert Material.objects.get().title == "New"
    # what came back is over the version that stands, so that sending it again changes it
    assert 'name="version" value="2"' in answer.text


def test_the_same_change_twice_is_made_once(staff: Staff) -> None:
    material = make(staff.anna)
    for _twice in range(2):
        form = TYPED | {"title": "New", "version": 1}
        assert sign_in(staff.ben).post(f"/plays/material/{material.pk}/edit/", form).status_code == 302
    assert Material.objects.get().version == 2


@pytest.mark.parametrize(
    ("name", "status"),
    [("anna", 302), ("nora", 302), ("sven", 302), ("administrator", 302), ("ben", 403), ("analyst", 403)],
)
def test_its_author_managers_and_administrators_put_it_away(staff: Staff, name: str, status: int) -> None:
    material = make(staff.anna)
    client = sign_in(getattr(staff, name))
    assert client.post(f"/plays/material/{material.pk}/archive/").status_code == status
    material.refresh_from_db()
    assert (material.archived_at is not None) == (status == 302)
    page = client.get(f"/plays/material/{material.pk}/").text
    assert ("Bring it back" in page, "Put it away" in page) == (status == 302, False)


def test_what_was_put_away_is_offered_no_longer_and_can_be_brought_back(staff: Staff) -> None:
    material, client = make(staff.anna), sign_in(staff.anna)
    client.post(f"/plays/material/{material.pk}/archive/")
    assert list_material(["price_too_high"]) == []
    assert "What it pays back" not in client.get("/plays/material/").text
    assert "What it pays back" in client.get("/plays/material/?part=archived").text
    client.post(f"/plays/material/{material.pk}/back/")
    assert list_material(["price_too_high"]) == [material]


def test_material_that_speaks_to_the_first_concern_comes_first(staff: Staff) -> None:
    second = make(staff.anna, title="A", drivers=["timing"])
    first = make(staff.anna, title="B", drivers=["price_too_high"])
    make(staff.anna, title="C", drivers=["integration"])
    assert list_material(["price_too_high", "timing"]) == [first, second]


def test_the_list_is_narrowed_by_concern_and_by_words(staff: Staff) -> None:
    make(staff.anna, title="One", text="x", drivers=["timing"])
    make(staff.anna, title="Two", text="about mills", drivers=["integration"])
    client = sign_in(staff.ben)
    by_concern, by_words = (client.get(f"/plays/material/?{asked}").text for asked in ("driver=timing", "q=MILLS"))
    assert ("One</a>" in by_concern, "Two</a>" in by_concern) == (True, False)
    assert ("One</a>" in by_words, "Two</a>" in by_words) == (False, True)


@pytest.mark.parametrize(
    "told",
    [
        {"title": ""},
        {"drivers": []},
        {"drivers": ["astrology"]},
        {"text": " ", "link": ""},
        {"link": "ftp://files.example.org/a"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_offered_is_refused_with_what_was_typed(staff: Staff, told: dict[str, object]) -> None:
    answer = sign_in(staff.anna).post("/plays/material/new/", TYPED | {"text": "Kept words"} | told)
    assert answer.status_code == 422
    assert Material.objects.count() == 0


def test_text_is_shown_as_text(staff: Staff) -> None:
    material = make(staff.anna, text="<script>x</script>")
    assert "<script>x" not in sign_in(staff.anna).get(f"/plays/material/{material.pk}/").text
