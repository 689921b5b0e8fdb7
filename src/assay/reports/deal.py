"""The loss file of one deal, for the terminal and as a page. Nothing heavy is imported here: it answers in a blink."""

from pathlib import Path

from assay.domain.errors import InputError
from assay.reports.choosing import choose_deal
from assay.reports.deal_page import DealPage, build_deal_page
from assay.reports.deal_reading import read_deal_files, read_run
from assay.reports.deal_terminal import print_deal
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy


def show_deal(home: Home, deal_id: str) -> str:
    """The file of one deal as text for a terminal.

    deal_id: the id in the source (15 or 18 characters for Salesforce), our own id, or an exact name.
    Raises InputError when no deal, or more than one, fits, or when no run was made yet.
    """
    return print_deal(_build_page(home, deal_id, with_words=False))


def write_deal_page(home: Home, deal_id: str, page: Path) -> str:
    """Write the file of one deal as an HTML page that works offline; returns where it is.

    Raises InputError as show_deal does, and when the page cannot be written.
    """
    # jinja2 is wanted by pages alone
    from assay.reports.pages import make_environment, render_deal

    text = render_deal(make_environment(), _build_page(home, deal_id, with_words=True))
    write_text(page, text)
    return f"{page.resolve()}\n{page.resolve().as_uri()}"


def write_text(path: Path, text: str) -> None:
    """Write `text`, making the folder where it is missing. Raises InputError when that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"{path} cannot be written: {error.strerror}.", fix="Name a file that you may write."
        ) from error


def _build_page(home: Home, deal_id: str, *, with_words: bool) -> DealPage:
    with open_results(home) as results:
        run = read_run(results.connection, company=home.settings.get("company", ""), note=results.note)
        chosen = choose_deal(results.connection, deal_id)
        kept = home.kept if with_words else None
        (file,) = read_deal_files(results.connection, [chosen], with_words=with_words, kept=kept)
        return build_deal_page(file, run, taxonomy=load_taxonomy(home))
