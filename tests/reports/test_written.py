"""A report takes away what an earlier one wrote and it no longer has, and nothing else."""

from pathlib import Path

import duckdb
import pytest

from assay.domain.errors import InputError
from assay.reports.deal_file import Run
from assay.reports.site import build_site
from assay.reports.written import LIST_NAME, open_folder


def write_report(folder: Path, **texts: str) -> None:
    written = open_folder(folder)
    for name, text in texts.items():
        written.write(f"deals/{name}.html", text)
    written.close()


def list_names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*.html")}


def test_what_an_earlier_report_wrote_and_this_one_does_not_is_gone(tmp_path: Path) -> None:
    write_report(tmp_path, a="one", b="two")
    write_report(tmp_path, b="three", c="four")
    assert list_names(tmp_path) == {"b.html", "c.html"}
    assert (tmp_path / "deals" / "b.html").read_text(encoding="utf-8") == "three"


def test_a_file_of_somebody_else_stays(tmp_path: Path) -> None:
    write_report(tmp_path, a="one")
    (tmp_path / "deals" / "mine.html").write_text("my own", encoding="utf-8")
    write_report(tmp_path, b="two")
    assert list_names(tmp_path) == {"mine.html", "b.html"}


def test_a_file_that_somebody_changed_since_stays(tmp_path: Path) -> None:
    write_report(tmp_path, a="one")
    (tmp_path / "deals" / "a.html").write_text("one, and a remark", encoding="utf-8")
    write_report(tmp_path, b="two")
    assert list_names(tmp_path) == {"a.html", "b.html"}


def test_a_list_that_points_out_of_the_folder_removes_nothing_there(tmp_path: Path) -> None:
    folder, outside = tmp_path / "report", tmp_path / "kept.html"
    write_report(folder, a="one")
    outside.write_text("one", encoding="utf-8")
    digest = (folder / LIST_NAME).read_text(encoding="utf-8").split()[0]
    (folder / "elsewhere").symlink_to(tmp_path)
    names = ("../kept.html", str(outside), "elsewhere/kept.html")
    (folder / LIST_NAME).write_text("".join(f"{digest}  {name}\n" for name in names), encoding="utf-8")
    write_report(folder, b="two")
    assert outside.read_text(encoding="utf-8") == "one"


def test_what_a_report_that_broke_off_wrote_is_known_to_the_next(tmp_path: Path) -> None:
    open_folder(tmp_path).write("deals/a.html", "one")
    write_report(tmp_path, b="two")
    assert list_names(tmp_path) == {"b.html"}


def test_a_list_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / LIST_NAME).write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match="cannot be read"):
        open_folder(tmp_path)


def test_a_report_without_its_field_and_pdf_leaves_neither_behind(
    company: duckdb.DuckDBPyConnection, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "team.pdf").write_bytes(b"somebody's own")
    build_site(company, run, tmp_path, field="Region", pdf=False)
    first = {path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv")}
    build_site(company, run, tmp_path, field=None, pdf=False)
    gone = first - {path.relative_to(tmp_path) for path in tmp_path.rglob("*.csv")}
    assert len(gone) == 1
    assert (tmp_path / "team.pdf").exists()
