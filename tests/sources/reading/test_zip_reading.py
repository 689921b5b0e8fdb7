"""Zips of export files."""

import struct
import zipfile
from pathlib import Path

import pytest

from assay.domain.errors import InputError
from assay.sources import zip_file
from sources.reading.reading_desk import ReadingDesk


def save_zip(desk: ReadingDesk, entries: dict[str, str | bytes], name: str = "export.zip") -> Path:
    path = desk.folder / name
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for inner, content in entries.items():
            archive.writestr(zipfile.ZipInfo(inner, (2026, 3, 1, 10, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return path


def test_files_in_a_zip_are_read_under_their_paths_and_days(desk: ReadingDesk) -> None:
    path = save_zip(desk, {"WE_1/Opportunity.csv": "Id\n1\n", "Task.csv": "Id\n2\n", "notes.pdf": "x", "WE_1/": ""})
    tables = desk.read(path)
    assert [raw.name for raw in tables] == ["export.zip/Task.csv", "export.zip/WE_1/Opportunity.csv"]
    assert [(raw.stem, raw.seen_at) for raw in tables] == [("Task", 1772359200), ("Opportunity", 1772359200)]
    assert list(desk.left_out()) == ["export.zip/notes.pdf"]


def test_sheets_parquet_and_json_in_a_zip_are_read(desk: ReadingDesk) -> None:
    desk.connection.execute(f"COPY (SELECT 1 AS id) TO '{desk.folder / 'a.parquet'}' (FORMAT parquet)")
    content = (desk.folder / "a.parquet").read_bytes()
    tables = desk.read(
        save_zip(
            desk,
            {"a.parquet": content, "b.json": '[{"id": 1}]', "c.vtt": "WEBVTT\n"}
            | {"c.vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nAnn: hi\n"},
        )
    )
    assert [raw.kind for raw in tables] == ["parquet", "json", "transcript"]


def test_what_other_systems_add_to_zips_is_left_out(desk: ReadingDesk) -> None:
    desk.read(save_zip(desk, {"__MACOSX/._a.csv": "x", ".DS_Store": "x", "a.csv": "Id\n1\n", "~$b.xlsx": "x"}))
    assert set(desk.left_out().values()) == {"hidden"}
    assert len(desk.left_out()) == 3


@pytest.mark.parametrize("name", ["../evil.csv", "a/../../evil.csv", "/etc/evil.csv", "..\\evil.csv", "C:/evil.csv"])
def test_a_path_that_climbs_out_of_the_zip_is_refused(desk: ReadingDesk, name: str) -> None:
    with pytest.raises(InputError, match="leads out of the zip"):
        desk.read(save_zip(desk, {"a.csv": "Id\n1\n", name: "Id\n1\n"}))
    assert not (desk.folder.parent / "evil.csv").exists()


def test_a_link_in_a_zip_is_not_followed(desk: ReadingDesk) -> None:
    path = desk.folder / "links.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("link.csv")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("a.csv", "Id\n1\n")
    assert [raw.name for raw in desk.read(path)] == ["links.zip/a.csv"]
    assert desk.left_out() == {"links.zip/link.csv": "a link"}


def test_a_zip_in_a_zip_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="holds another zip, inner.zip"):
        desk.read(save_zip(desk, {"a.csv": "Id\n1\n", "inner.zip": b"PK"}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked(desk: ReadingDesk) -> None:
    path = save_zip(desk, {"a.csv": b"a,b\n" + b"0" * (100 << 20)})
    with pytest.raises(InputError, match="would unpack to 104,857,604 bytes"):
        desk.read(path)


def test_a_zip_that_understates_its_size_is_refused(desk: ReadingDesk) -> None:
    path = save_zip(desk, {"a.csv": "Id\n" + "1\n" * 100_000})
    content = bytearray(path.read_bytes())
    entry = content.index(b"PK\x01\x02")
    struct.pack_into("<L", content, entry + 24, 10)  # the uncompressed size in the central directory
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"damaged|would unpack"):
        desk.read(path)


def test_too_many_files_in_a_zip_are_refused(desk: ReadingDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_file, "MOST_ENTRIES", 2)
    with pytest.raises(InputError, match="holds 3 files; at most 2 are unpacked"):
        desk.read(save_zip(desk, {"a.csv": "Id\n", "b.csv": "Id\n", "c.csv": "Id\n"}))


def test_an_encrypted_zip_is_refused(desk: ReadingDesk) -> None:
    path = save_zip(desk, {"a.csv": "Id\n1\n"})
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1  # the flag of encryption
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"encrypted \(a\.csv\)"):
        desk.read(path)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_truncated_zip_is_refused_whole(desk: ReadingDesk, share: float) -> None:
    content = save_zip(desk, {"a.csv": "Id\n1\n" * 50, "b.csv": "Id\n2\n"}).read_bytes()
    with pytest.raises(InputError, match="damaged or was cut off"):
        desk.read(desk.put("cut.zip", content[: int(len(content) * share)]))


def test_a_zip_with_damaged_bytes_is_refused(desk: ReadingDesk) -> None:
    path = save_zip(desk, {"a.csv": "Id\n" + "\n".join(map(str, range(5000)))})
    content = bytearray(path.read_bytes())
    content[200:220] = bytes(20)
    path.write_bytes(content)
    with pytest.raises(InputError, match="damaged"):
        desk.read(path)


def test_a_zip_without_anything_to_read_is_refused(desk: ReadingDesk) -> None:
    with pytest.raises(InputError, match="holds no file that can be read"):
        desk.read(save_zip(desk, {"a.pdf": "x"}))


def test_such_a_zip_in_a_folder_is_left_out(desk: ReadingDesk) -> None:
    save_zip(desk, {"a.pdf": "x"})
    desk.put("a.csv", "Id\n1\n")
    assert [raw.name for raw in desk.read(desk.folder)] == ["a.csv"]
    assert desk.left_out()["export.zip"] == "a zip without a file that can be read"


def test_two_zips_do_not_mix_their_files(desk: ReadingDesk) -> None:
    one, two = (save_zip(desk, {"a.csv": f"Id,x\n{n},1\n"}, f"{n}.zip") for n in (1, 2))
    assert [desk.cells(raw) for raw in desk.read(one, two)] == [[("1", "1")], [("2", "1")]]
