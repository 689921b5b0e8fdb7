"""An import step by step, on pages."""

import csv
import io

from django.test import Client

from assay.jobs.models import Job
from assay.sources.importing import import_paths
from assay.store import open_place
from assay.store.home import Home
from assay.tables import TABLES
from assay.web.imports.models import ImportDraft, ImportEntry
from assay.web.people.models import LogEntry
from web.imports.conftest import DEALS, do_jobs, import_all, make_file, try_draft, upload

UNKNOWN = (
    "Ref,Name of it,Org,Sales phase,Sum,Expected closing\n"
    "A1,Alpha,Acme,Won,12.000 €,03/04/2024\n"
    "A2,Beta,Borealis,Abandoned,1.000 €,01/02/2024\n"
    "A3,Gamma,Cumulus,Forthcoming,2.000 €,05/02/2024\n"
)


def read(home: Home, query: str) -> list[tuple[object, ...]]:
    engine = open_place(home.record, TABLES).engine()
    try:
        return engine.rows(query)
    finally:
        engine.close()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_known_files_go_all_the_way(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    assert "Waiting to begin" in text(analyst, f"/imports/{draft.pk}/found/")
    do_jobs()
    assert "interchange" in text(analyst, f"/imports/{draft.pk}/found/")
    try_draft(analyst, draft)
    page = text(analyst, f"/imports/{draft.pk}/trial/")
    assert "3 read = 2 landed + 0 unchanged + 0 merged + 1 rejected" in page
    assert "much" in page
    assert open_place(home.record, TABLES).version() == 0
    analyst.post(f"/imports/{draft.pk}/import/")
    do_jobs()
    assert "The record is up to date" in text(analyst, f"/imports/{draft.pk}/import/")
    assert read(home, "SELECT count(*) FROM deal") == [(2,)]
    assert Job.objects.filter(kind="run").count() == 1
    entry = ImportEntry.objects.get()
    assert (entry.who, entry.import_run, entry.base) == ("Analyst", 1, 0)
    assert LogEntry.objects.filter(act="imported").count() == 1
    assert "deal.csv" in text(analyst, "/imports/")


def test_rejected_rows_are_sent_as_csv(analyst: Client) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS.replace("much", "=1+1")))
    try_draft(analyst, draft)
    answer = analyst.get(f"/imports/{draft.pk}/trial/rejected.csv")
    sent = b"".join(answer).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(sent))
    assert (row["file"], row["line"], row["value"]) == ("deal.csv", "4", "'=1+1")


def choose(client: Client, draft: ImportDraft, **fields: str) -> object:
    draft.refresh_from_db()
    chosen = {
        "kind-0": "deals",
        "f-0-id": "Ref",
        "f-0-name": "Name of it",
        "f-0-stage": "Sales phase",
        "f-0-amount": "Sum",
        "f-0-closed": "Expected closing",
        "order-0": "dmy",
        "version": str(draft.version),
    }
    return client.post(f"/imports/{draft.pk}/fields/", {**chosen, **fields})


def test_fields_and_stages_of_an_unknown_file_are_chosen_and_kept(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("crm.csv", UNKNOWN))
    do_jobs()
    assert "its fields are asked for next" in text(analyst, f"/imports/{draft.pk}/found/")
    page = text(analyst, f"/imports/{draft.pk}/fields/?kind-0=deals")
    assert "Sales phase: Won | Abandoned | Forthcoming" in page
    assert "are written" in page
    choose(analyst, draft)
    page = text(analyst, f"/imports/{draft.pk}/stages/")
    assert "Abandoned" in page
    draft.refresh_from_db()
    stages = {"stage-0": "lost", "stage-1": "open", "stage-2": "won", "version": str(draft.version)}
    analyst.post(f"/imports/{draft.pk}/stages/", stages)
    try_draft(analyst, draft)
    assert draft.rehearsal is not None
    assert draft.rehearsal["outcomes"] == {"lost": 1, "open": 1, "won": 1}
    assert not home.mappings.exists()
    analyst.post(f"/imports/{draft.pk}/import/")
    do_jobs()
    assert read(home, "SELECT source_id, outcome, close_date_stated::VARCHAR FROM deal ORDER BY 1") == [
        ("A1", "won", "2024-04-03"),
        ("A2", "lost", "2024-02-01"),
        ("A3", "open", "2024-02-05"),
    ]
    assert [path.name for path in home.mappings.iterdir()] == ["crm-v1.yml"]
    again = home.path / "crm.csv"
    again.write_text(UNKNOWN)
    assert import_paths(home, [again]).version is None


def test_a_page_that_is_behind_changes_nothing(analyst: Client) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    do_jobs()
    analyst.post(f"/imports/{draft.pk}/found/", {"use-0": "on", "version": "1"})
    answer = analyst.post(f"/imports/{draft.pk}/stages/", {"stage-0": "won", "version": "1"}, follow=True)
    assert "changed in another window" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.classes == {}


def test_an_import_needs_a_dry_run_of_what_was_chosen(analyst: Client) -> None:
    draft = upload(analyst, make_file("crm.csv", UNKNOWN))
    do_jobs()
    choose(analyst, draft)
    try_draft(analyst, draft)
    assert draft.rehearsal is not None
    analyst.post(f"/imports/{draft.pk}/stages/", {"stage-0": "lost", "version": str(draft.version)})
    answer = analyst.post(f"/imports/{draft.pk}/import/", follow=True)
    assert "Try it first" in answer.content.decode()
    assert not Job.objects.filter(kind="import").exists()


def test_a_double_click_imports_once(analyst: Client) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    try_draft(analyst, draft)
    for _ in range(2):
        analyst.post(f"/imports/{draft.pk}/import/")
    assert Job.objects.filter(kind="import").count() == 1


def test_a_file_that_is_left_out_is_not_imported(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS), make_file("seller.csv", "source_id,name\ns1,Ann\n"))
    do_jobs()
    draft.refresh_from_db()
    analyst.post(f"/imports/{draft.pk}/found/", {"use-0": "on", "version": str(draft.version)})
    try_draft(analyst, draft)
    assert draft.rehearsal is not None
    assert [file["name"] for file in draft.rehearsal["by_file"]] == ["deal.csv"]


def test_every_file_left_out_is_refused(analyst: Client) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    do_jobs()
    draft.refresh_from_db()
    answer = analyst.post(f"/imports/{draft.pk}/found/", {"version": str(draft.version)})
    assert (answer.status_code, "Keep at least one" in answer.content.decode()) == (400, True)


def test_a_draft_that_is_thrown_away_leaves_nothing(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    analyst.post(f"/imports/{draft.pk}/throw-away/")
    assert not ImportDraft.objects.exists()
    assert list((home.path / "uploads").iterdir()) == []
    assert [job.state for job in Job.objects.all()] == ["cancelled"]


def test_the_last_import_is_undone_and_put_back_on_the_page(analyst: Client, home: Home) -> None:
    import_all(analyst, make_file("deal.csv", DEALS))
    assert "Undo the last import" in text(analyst, "/imports/")
    analyst.post("/imports/undo/", {"version": "1"})
    assert read(home, "SELECT count(*) FROM deal") == [(0,)]
    page = text(analyst, "/imports/")
    assert "undone by Analyst" in page
    analyst.post("/imports/redo/", {"version": "2"})
    assert read(home, "SELECT count(*) FROM deal") == [(2,)]
    assert "undone by" not in text(analyst, "/imports/")
    assert list(LogEntry.objects.filter(kind="import", act__in=["undid", "redid"]).values_list("act", flat=True)) == [
        "redid",
        "undid",
    ]


def test_a_page_that_is_behind_undoes_nothing(analyst: Client, home: Home) -> None:
    import_all(analyst, make_file("deal.csv", DEALS))
    answer = analyst.post("/imports/undo/", {"version": "7"}, follow=True)
    assert "since this page was loaded" in answer.content.decode()
    assert read(home, "SELECT count(*) FROM deal") == [(2,)]


def test_an_import_of_the_command_line_stands_in_the_history(analyst: Client, home: Home) -> None:
    (home.path / "deal.csv").write_text(DEALS)
    import_paths(home, [home.path / "deal.csv"])
    assert "command line" in text(analyst, "/imports/")


def test_the_loss_file_to_read_next_is_of_the_deals_just_imported(analyst: Client) -> None:
    lost = "source_id,name,stage,close_date_stated\n{id},{name},Closed Lost,{day}\n"
    import_all(analyst, make_file("deal.csv", lost.format(id="d1", name="Closed later", day="2025-06-01")))
    draft = import_all(analyst, make_file("deal.csv", lost.format(id="d2", name="Just imported", day="2024-01-15")))
    do_jobs("run")
    page = text(analyst, f"/imports/{draft.pk}/import/")
    assert "Read the loss file of Just imported" in page


def test_an_import_without_losses_leads_to_the_loss_that_closed_last(analyst: Client) -> None:
    import_all(analyst, make_file("deal.csv", "source_id,name,stage\nd1,Lost before,Closed Lost\n"))
    draft = import_all(analyst, make_file("deal.csv", "source_id,name,stage\nd2,Won now,Closed Won\n"))
    do_jobs("run")
    assert "Read the loss file of Lost before" in text(analyst, f"/imports/{draft.pk}/import/")


def test_a_file_without_ids_is_imported_and_later_updated(analyst: Client, home: Home) -> None:
    rows = "Deal Name,Account,Stage,Amount,Created\nPlatform,Acme,Closed Lost,100,2026-01-31\n"
    draft = upload(analyst, make_file("crm.csv", rows))
    do_jobs()
    chosen = {"kind-0": "deals", "f-0-id": "", "f-0-name": "Deal Name", "f-0-account": "Account", "f-0-stage": "Stage",
              "f-0-amount": "Amount", "f-0-opened": "Created", "version": "1"}  # fmt: skip
    analyst.post(f"/imports/{draft.pk}/fields/", chosen)
    try_draft(analyst, draft)
    analyst.post(f"/imports/{draft.pk}/import/")
    do_jobs()
    import_all(analyst, make_file("crm.csv", rows.replace("100", "150")))
    assert read(home, "SELECT name, amount::VARCHAR FROM deal") == [("Platform", "150.0000")]


def test_the_dry_run_says_whose_deals_they_are(analyst: Client, administrator: Client) -> None:
    import_all(analyst, make_file("seller.csv", "source,source_id,name\nsalesforce,u1,Ann Lee\n"))
    rows = "Deal Id,Deal Name,Stage,Amount,Sales Rep\n1,One,Won,1,Ann Lee\n2,Two,Lost,1,Cy Fox\n"
    for client, said in ((analyst, "An administrator links them"), (administrator, "Link them under People")):
        draft = upload(client, make_file("deals.csv", rows))
        try_draft(client, draft)
        page = text(client, f"/imports/{draft.pk}/trial/")
        assert "1 owner is a seller of the record already, by full name." in page
        assert "1 owner is new (Cy Fox): nobody signs in as this person yet." in page
        assert said in page
