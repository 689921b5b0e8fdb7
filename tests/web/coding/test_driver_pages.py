"""Changing the drivers on pages: the effect first, nothing lost, nothing overwritten."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from assay.words.taxonomy import load_taxonomy
from assay.words.taxonomy.editing import retire_driver
from assay.words.taxonomy.keeping import list_history
from assay.words.taxonomy.writing import write_taxonomy
from web.conftest import sign_in

from .conftest import Room

EXAMPLES = "\n".join(f"Example number {number}" for number in range(5))
NEW = {
    "name": "Discount refused",
    "group": "price",
    "definition": "We would not give the discount that the buyer asked for.",
    "examples": EXAMPLES,
    "whose": "ours",
    "about": "us",
    "polarity": "against",
    "theme": "price",
    "why": "Asked for by the south",
}


def _find_base(client: Client, address: str) -> str:
    found = re.search(r'name="base" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def _send(client: Client, address: str, told: dict[str, str], act: str = "save") -> tuple[int, str]:
    base = told.get("base") or _find_base(client, address)
    answer = client.post(address, told | {"base": base, "act": act})
    return answer.status_code, answer.content.decode()


def test_the_effect_is_shown_before_anything_is_kept(room: Room) -> None:
    room.coded.mention("lost", "note", driver="timing")
    room.coded.mention("open", "note", driver="timing", coder="person")
    client = sign_in(room.staff.analyst)
    status, page = _send(client, "/coding/driver/timing/merge/", {"into": "indecision", "why": "one"}, "preview")
    assert status == 200
    assert "is read as Indecision from now on" in page
    assert "2 passages in 2 deals" in page
    assert list_history(room.home) == []


def test_a_merge_is_kept_with_who_and_why(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    status, _ = _send(client, "/coding/driver/timing/merge/", {"into": "indecision", "why": "hard to tell apart"})
    assert status == 302
    assert load_taxonomy(room.home).read_code("timing") == ("indecision",)
    (change,) = list_history(room.home)
    assert (change.who, change.why) == ("analyst@example.org", "hard to tell apart")
    page = client.get("/coding/drivers/history/").content.decode()
    assert "Timing merged into Indecision" in page
    assert "merged into Indecision" in client.get("/coding/drivers/").content.decode()


def test_a_new_driver_gets_a_code_from_its_name(room: Room) -> None:
    status, _ = _send(sign_in(room.staff.administrator), "/coding/drivers/new/", NEW)
    assert status == 302
    assert load_taxonomy(room.home).by_code["discount_refused"].name == "Discount refused"


@pytest.mark.parametrize("name", ["Lost to a competitor", "Competitor", "No decision"])
def test_an_outcome_is_refused_as_a_driver_with_the_reason(room: Room, name: str) -> None:
    status, page = _send(sign_in(room.staff.analyst), "/coding/drivers/new/", NEW | {"name": name}, "preview")
    assert status == 422
    assert "is an outcome" in page
    assert "We would not give the discount" in page  # what was typed


def test_too_few_examples_are_refused(room: Room) -> None:
    status, page = _send(sign_in(room.staff.analyst), "/coding/drivers/new/", NEW | {"examples": "One"})
    assert status == 422
    assert "at least 5" in page


def test_two_people_at_once_the_later_is_told_and_loses_nothing(room: Room) -> None:
    first, second = sign_in(room.staff.analyst), sign_in(room.staff.administrator)
    old = _find_base(second, "/coding/drivers/new/")
    _send(first, "/coding/driver/timing/retire/", {"why": "never met"})
    for act in ("preview", "save"):
        status, page = _send(second, "/coding/drivers/new/", NEW | {"base": old}, act)
        assert status == 409
        assert "was changed" in page
        assert "We would not give the discount" in page
    assert "discount_refused" not in load_taxonomy(room.home).by_code


def test_after_being_told_the_later_can_keep_theirs(room: Room) -> None:
    first, second = sign_in(room.staff.analyst), sign_in(room.staff.administrator)
    old = _find_base(second, "/coding/drivers/new/")
    _send(first, "/coding/driver/timing/retire/", {"why": "never met"})
    _, page = _send(second, "/coding/drivers/new/", NEW | {"base": old})
    found = re.search(r'name="base" value="([^"]+)"', page)
    assert found is not None
    assert found[1] != old
    assert _send(second, "/coding/drivers/new/", NEW | {"base": found[1]})[0] == 302
    assert not load_taxonomy(room.home).by_code["timing"].in_use


def test_a_split_leaves_old_codes_marked_and_offers_them_again(room: Room) -> None:
    key = room.coded.mention("lost", "note", driver="price_too_high", margin=0.3)
    room.code(room.staff.anna, key, "price_too_high", queue="sample")
    parts = {
        f"part{number}-{field}": value
        for number, name in enumerate(("List price", "Discount"))
        for field, value in (
            ("name", name),
            ("definition", f"About {name}."),
            ("examples", EXAMPLES.replace("E", name)),
        )
    }
    client = sign_in(room.staff.analyst)
    assert _send(client, "/coding/driver/price_too_high/split/", parts | {"why": "two things"})[0] == 302
    assert load_taxonomy(room.home).read_code("price_too_high") == ("list_price", "discount")
    anna = sign_in(room.staff.anna)
    assert "Price too high (before the split)" in anna.get(f"/coding/passages/{key}/").content.decode()
    page = anna.get("/coding/?queue=split").content.decode()
    assert "<mark>They said the price" in page
    assert re.search(r'value="list_price"[^>]*data-key="1"', page)


@pytest.mark.parametrize("code", ["unknown", "other"])
@pytest.mark.parametrize("way", ["retire", "merge"])
def test_unknown_and_other_stay(room: Room, code: str, way: str) -> None:
    told = {"why": "tidy", "into": "timing"}
    status, page = _send(sign_in(room.staff.analyst), f"/coding/driver/{code}/{way}/", told)
    assert status == 422
    assert "cannot be" in page


def test_what_was_retired_can_be_had_back(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    _send(client, "/coding/driver/timing/retire/", {"why": "never met"})
    assert "It was retired" in client.get("/coding/driver/timing/").content.decode()
    assert _send(client, "/coding/driver/timing/restore/", {"why": "met after all"})[0] == 302
    assert load_taxonomy(room.home).by_code["timing"].in_use


def test_a_driver_is_renamed_and_redefined_on_its_page(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    told = NEW | {"name": "Not now", "group": "buyer"}
    status, page = _send(client, "/coding/driver/timing/", told, "preview")
    assert status == 200
    assert "is called Not now" in page
    assert "is described otherwise" in page
    assert _send(client, "/coding/driver/timing/", told)[0] == 302
    assert load_taxonomy(room.home).by_code["timing"].name == "Not now"


def test_a_group_is_named_and_added(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    told = {"code": "price", "name": "Money", "why": "shorter"}
    assert _send(client, "/coding/drivers/group/", told)[0] == 302
    assert "Money" in client.get("/coding/drivers/").content.decode()


def test_a_file_taken_along_can_be_brought_back(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    text = client.get("/coding/drivers/taxonomy.yml").content.decode()
    assert text == write_taxonomy(load_taxonomy())
    changed = retire_driver(load_taxonomy(), "timing")
    gone = changed.by_code["usability"]
    lacking = write_taxonomy(changed).replace("usability", "use_of_it").replace(gone.name, "Use of it")
    file = SimpleUploadedFile("mine.yml", lacking.encode())
    base = _find_base(client, "/coding/drivers/import/")
    page = client.post("/coding/drivers/import/", {"file": file, "why": "mine", "base": base, "act": "preview"})
    shown = page.content.decode()
    assert page.status_code == 200
    assert "Use of it</strong>" in shown
    told = {"text": lacking, "why": "mine", "base": base, "act": "save"}
    assert client.post("/coding/drivers/import/", told).status_code == 302
    now = load_taxonomy(room.home)
    assert now.by_code["use_of_it"].in_use
    assert now.by_code["usability"].retired  # lacking in the file, and still readable
    assert now.by_code["timing"].retired


@pytest.mark.parametrize("content", [b"version: [", b"\xff\xfe\x00", b"version: 1\ndrivers: []\n"])
def test_a_file_that_is_none_is_refused_with_the_reason(room: Room, content: bytes) -> None:
    client = sign_in(room.staff.analyst)
    base = _find_base(client, "/coding/drivers/import/")
    file = SimpleUploadedFile("mine.yml", content)
    answer = client.post("/coding/drivers/import/", {"file": file, "why": "mine", "base": base, "act": "save"})
    assert answer.status_code == 422
    assert list_history(room.home) == []


def test_an_earlier_version_can_be_taken_along(room: Room) -> None:
    client = sign_in(room.staff.analyst)
    _send(client, "/coding/driver/timing/retire/", {"why": "never met"})
    assert b"retired: true" not in client.get("/coding/drivers/taxonomy.yml?version=1").content
    assert b"retired: true" in client.get("/coding/drivers/taxonomy.yml?version=2").content
    assert client.get("/coding/drivers/taxonomy.yml?version=77").status_code == 422


def test_a_driver_that_never_was_is_not_found(room: Room) -> None:
    assert sign_in(room.staff.analyst).get("/coding/driver/weather/").status_code == 404
