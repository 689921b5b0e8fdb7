"""Files as they come in: what is taken, what is refused and how that is said."""

import io
import zipfile
from pathlib import Path

import pytest
from django.test import Client

from assay.domain.errors import InputError
from assay.store.home import Home
from assay.web.imports.content import clean_name, judge_beginning
from assay.web.imports.models import DraftFile, ImportDraft
from assay.web.imports.tidying import tidy_uploads
from web.conftest import Staff, sign_in
from web.imports.conftest import DEALS, make_file, upload


def pack(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name.replace("__", "."), content)
    return out.getvalue()


def pack_climbing() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../deal.csv", DEALS)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("deal.csv", b"", "deal.csv is empty"),
        ("deal.csv", b"\x7fELF\x02\x01\x01\0\0", "its content is a program"),
        ("deal.csv", b"MZ\x90\0\x03\0\0\0", "its content is a program"),
        ("deal.csv", b"%PDF-1.7", "its content is a PDF document"),
        ("deal.csv", b"a,b\n1,\0\0 and much more text that makes the zeros few", "bytes that are no text"),
        ("deal.xlsx", b"a,b\n1,2\n", "does not begin as such a file does"),
        ("deal.parquet", b"a,b\n1,2\n", "does not begin as a Parquet file does"),
        ("deal.exe", b"MZ", "files with .exe are not read"),
        ("deal", b"a,b\n", "files with no ending are not read"),
        ("bomb.zip", pack(deal__csv=b"a" * (80 << 20)), "would unpack to"),
        ("climb.zip", pack_climbing(), "leads out of the zip"),
        ("cut.zip", pack(deal__csv=DEALS.encode())[:60], "damaged or was cut off"),
    ],
    ids=range(12),  # by their contents they would be called otherwise in each process: a zip holds the time
)
def test_what_is_refused_is_named_and_leaves_nothing(
    analyst: Client, home: Home, name: str, content: bytes, said: str
) -> None:
    answer = analyst.post("/imports/new/", {"files": [make_file(name, content)]})
    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not ImportDraft.objects.exists()
    assert [path for path in (home.path / "uploads").rglob("*") if path.is_file()] == []


def test_a_refused_file_takes_no_other_with_it(analyst: Client, home: Home) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS), make_file("virus.exe", b"MZ\0"))
    assert list(draft.files.values_list("name", flat=True)) == ["deal.csv"]
    assert "virus.exe is refused" in analyst.get(f"/imports/{draft.pk}/found/").content.decode()
    assert [path.name for path in (home.path / "uploads").rglob("*") if path.is_file()] == ["deal.csv"]


def test_the_same_file_is_taken_once_and_two_of_one_name_are_told_apart(analyst: Client) -> None:
    other = DEALS.replace("One", "First")
    draft = upload(analyst, make_file("deal.csv", DEALS), make_file("copy.csv", DEALS), make_file("deal.csv", other))
    assert list(draft.files.values_list("name", flat=True)) == ["deal.csv", "deal (2).csv"]
    assert "copy.csv is the same file as deal.csv" in analyst.get(f"/imports/{draft.pk}/found/").content.decode()


def test_sizes_are_limited_by_the_settings(analyst: Client, home: Home) -> None:
    (home.path / "assay.toml").write_text('import_file_gb = "0.0001"\nimport_gb = "0.00015"\n')
    large, half = DEALS + "x" * 200_000, DEALS + "x" * 100_000
    answer = analyst.post("/imports/new/", {"files": [make_file("deal.csv", large)]})
    assert "deal.csv is larger than 0.0001 GB" in answer.content.decode()
    draft = upload(analyst, make_file("a.csv", half), make_file("b.csv", half + "y"))
    assert [file.name for file in draft.files.all()] == ["a.csv"]


def test_no_file_at_all_is_said(analyst: Client) -> None:
    answer = analyst.post("/imports/new/", {})
    assert (answer.status_code, "Choose at least one" in answer.content.decode()) == (400, True)


def test_a_form_without_its_token_is_refused_and_leaves_nothing(staff: Staff, home: Home) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(staff.analyst, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/imports/new/", {"files": [make_file("deal.csv", DEALS)]}).status_code == 403


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\x\\deals.csv", "deals.csv"),
        ("a\u202egnp.csv", "a_gnp.csv"),
        ("…/..", "file"),
        (".htaccess", "htaccess"),
        ("Angebote Köln.csv", "Angebote Köln.csv"),
        ("x#y;z.csv", "x_y_z.csv"),
    ],
)
def test_a_name_is_made_safe(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_ending() -> None:
    made = clean_name("ü" * 300 + ".csv")
    assert made.endswith(".csv")
    assert len(made.encode()) <= 150


def test_texts_of_other_encodings_are_taken() -> None:
    judge_beginning("a.csv", "a,b\nä,ö\n".encode("utf-16"))
    judge_beginning("a.csv", "a,b\nä,ö\n".encode("utf-16-le"))
    judge_beginning("a.csv", "a,b\nä,ö\n".encode("cp1252"))
    with pytest.raises(InputError):
        judge_beginning("a.csv", b"\x1f\x8b\x08")


def test_drafts_are_seen_by_their_owner_alone(staff: Staff, analyst: Client) -> None:
    draft = upload(analyst, make_file("deal.csv", DEALS))
    other = sign_in(staff.administrator)
    for page in ("", "files/", "found/", "fields/", "stages/", "trial/", "import/", "work/look/"):
        assert other.get(f"/imports/{draft.pk}/{page}").status_code == 404
        assert sign_in(staff.nora).get(f"/imports/{draft.pk}/{page}").status_code == 403
        assert Client().get(f"/imports/{draft.pk}/{page}").status_code == 302
    mine = upload(other, make_file("deal.csv", DEALS))
    assert {draft.pk, mine.pk} == set(ImportDraft.objects.values_list("pk", flat=True))


def test_who_may_not_import_is_told_whom_to_ask(staff: Staff) -> None:
    for user in (staff.anna, staff.ben, staff.nora, staff.sven):
        page = sign_in(user).get("/imports/").content.decode()
        assert "Importing is not open to you" in page
        assert "Nothing was imported yet" in page
        assert sign_in(user).post("/imports/new/", {"files": [make_file("a.csv", DEALS)]}).status_code == 403
        assert sign_in(user).post("/imports/undo/").status_code == 403
    assert not ImportDraft.objects.exists()


def test_what_broke_off_is_tidied_up(analyst: Client, home: Home) -> None:
    import os

    draft = upload(analyst, make_file("deal.csv", DEALS))
    mine = home.path / "uploads" / draft.pk.hex
    orphan = home.path / "uploads" / ("0" * 32)
    orphan.mkdir()
    (mine / "9.part").write_bytes(b"x")
    for path in (mine / "9.part", orphan):
        os.utime(path, (1, 1))
    tidy_uploads()
    assert not orphan.exists()
    assert not (mine / "9.part").exists()
    assert Path(mine / "1" / "deal.csv").exists()
    assert DraftFile.objects.count() == 1
