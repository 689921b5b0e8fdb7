"""A file that a profile knows can be read by another one, or be mapped by hand."""

from django.test import Client

from assay.sources.importing import import_paths
from assay.sources.kept_mappings import load_kept
from assay.store.home import Home
from assay.web.imports.models import ImportDraft
from assay.web.imports.reading_as import BY_HAND
from web.imports.conftest import do_jobs, make_file, try_draft, upload
from web.imports.test_import_steps import read, text

#: the headings of Salesforce's API; one export of which the wrong column is called Name
DEALS = (
    "Id,Name,Nickname,StageName,CloseDate,Amount\n"
    "006000000000001AAA,wrong 1,Alpha,Closed Won,2024-04-03,100\n"
    "006000000000002AAA,wrong 2,Beta,Closed Lost,2024-05-03,200\n"
)
RIGHT = DEALS.replace("wrong", "right").replace("0000000001A", "0000000003A").replace("0000000002A", "0000000004A")


def choose_way(client: Client, draft: ImportDraft, *ways: str) -> None:
    draft.refresh_from_db()
    said = {f"reading-{index}": way for index, way in enumerate(ways)}
    ticks = {f"use-{index}": "on" for index in range(len(ways))}
    client.post(f"/imports/{draft.pk}/found/", {**said, **ticks, "version": str(draft.version)})
    do_jobs()
    draft.refresh_from_db()


def import_tried(client: Client, draft: ImportDraft) -> None:
    try_draft(client, draft)
    client.post(f"/imports/{draft.pk}/import/")
    do_jobs()


def test_one_file_is_mapped_by_hand_and_the_next_of_its_headings_is_not(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("a.csv", DEALS), make_file("b.csv", RIGHT))
    do_jobs()
    assert "knows it best" in text(analyst, f"/imports/{draft.pk}/found/")
    draft.refresh_from_db()
    assert draft.found is not None
    best = draft.found["files"][1]["profile"]
    choose_way(analyst, draft, BY_HAND, best)
    assert "Nickname: Alpha | Beta" in text(analyst, f"/imports/{draft.pk}/fields/?kind-0=deals")
    fields = {"f-0-id": "Id", "f-0-name": "Nickname", "f-0-stage": "StageName", "f-0-closed": "CloseDate"}
    sent = {"kind-0": "deals", **fields, "version": str(draft.version)}
    assert analyst.post(f"/imports/{draft.pk}/fields/", sent).status_code == 302
    mapping = analyst.get(f"/imports/{draft.pk}/fields/mapping.yml").content.decode()
    assert "source: salesforce" in mapping
    import_tried(analyst, draft)
    names = [name for (name,) in read(home, "SELECT name FROM deal ORDER BY name")]
    assert names == ["Alpha", "Beta", "right 1", "right 2"]
    assert [one.name for one in load_kept(home.mappings)] == ["a_of_salesforce"]


def test_another_profile_reads_a_file_and_does_so_again(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("a.csv", DEALS))
    do_jobs()
    draft.refresh_from_db()
    assert draft.found is not None
    other = draft.found["files"][0]["others"][0]["profile"]
    assert other.startswith("plain")
    choose_way(analyst, draft, other)
    assert "draft_fields" not in text(analyst, f"/imports/{draft.pk}/found/")
    import_tried(analyst, draft)
    assert read(home, "SELECT DISTINCT source FROM deal") == [("files",)]
    again = home.path / "later.csv"
    again.write_text(DEALS)
    assert import_paths(home, [again]).version is None


def test_a_way_that_was_not_offered_is_not_taken(analyst: Client) -> None:
    draft = upload(analyst, make_file("a.csv", DEALS))
    do_jobs()
    choose_way(analyst, draft, "<script>")
    assert draft.chosen == {}
