"""The file of one deal as PDF: printed once for each version of results and record, and kept in the home."""

import os
import threading
from pathlib import Path

from assay.reports.deal_file import DealFile, Run
from assay.reports.deal_page import build_deal_page
from assay.reports.pages import render_paper
from assay.reports.paper import print_pdf
from assay.web.deals.file.building import find_environment

#: papers that are kept in the home; the oldest go first
_MOST_KEPT = 200

# printing takes a whole core for seconds: one at a time leaves the other requests theirs
_printing = threading.Lock()


def find_paper(folder: Path, version: str, language: str, file: DealFile, run: Run) -> bytes:
    """The PDF of `file`, from `folder` where it was printed before of the same version, run and language.

    Raises InputError when this machine cannot print.
    """
    path = folder / f"{version}-{run.run_id[:16]}-{file.deal.id}-{language}.pdf"
    if path.exists():
        return path.read_bytes()
    with _printing:
        if path.exists():
            return path.read_bytes()
        pdf = print_pdf(render_paper(find_environment(), build_deal_page(file, run)))
        _keep(path, pdf)
        return pdf


def _keep(path: Path, pdf: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    aside.write_bytes(pdf)
    aside.replace(path)
    papers = sorted(path.parent.glob("*.pdf"), key=_read_age)
    for old in papers[:-_MOST_KEPT]:
        old.unlink(missing_ok=True)


def _read_age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
