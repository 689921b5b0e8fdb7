"""The file of one deal as PDF: printed once for each version of results and record, and kept in the home."""

from pathlib import Path

from assay.domain.tongue import speak
from assay.reports.deal_file import DealFile, Run
from assay.reports.deal_page import build_deal_page
from assay.reports.pages import render_paper
from assay.web.deals.file.building import find_environment
from assay.web.printing import print_once
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy

#: papers that are kept in the home; the oldest go first
_MOST_KEPT = 200


def find_paper(folder: Path, version: str, language: str, file: DealFile, run: Run) -> bytes:
    """The PDF of `file`, from `folder` where it was printed before of the same version, run and language.

    Raises InputError when this machine cannot print.
    """

    def write_page() -> str:
        _remove_oldest(folder)
        with speak(READER):
            page = build_deal_page(file, run, taxonomy=speak_taxonomy(), with_words=False)
        return render_paper(find_environment(), page)

    return print_once(folder / f"{version}-{run.run_id[:16]}-{file.deal.id}-{language}.pdf", write_page)


def _remove_oldest(folder: Path) -> None:
    papers = sorted(folder.glob("*.pdf"), key=_read_age)
    for old in papers[: -_MOST_KEPT + 1]:
        old.unlink(missing_ok=True)


def _read_age(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return 0.0
