"""Writes the whole report: the team page, a file for every ended deal, the numbers behind the charts, the PDF."""

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
from jinja2 import Environment

from assay.reports.charts import Numbers, write_csv
from assay.reports.deal_file import Run
from assay.reports.deal_page import build_deal_page
from assay.reports.deal_reading import cut_batches, read_deal_files, read_run
from assay.reports.lost_list import build_list_page
from assay.reports.pages import make_environment, render_deal, render_list, render_team, render_themes
from assay.reports.team_file import ListedDeal
from assay.reports.team_page import build_team_page
from assay.reports.team_reading import read_team
from assay.reports.themes.making import make_themes
from assay.reports.written import WrittenFiles, open_folder
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import Taxonomy, load_taxonomy

#: deals read by one set of queries
_BATCH = 200

_LONGEST_NAME = 80


def write_site(home: Home, out: Path, *, field: str | None = None, pdf: bool = True) -> str:
    """Write the report into the folder `out` and return the address to open.

    What earlier reports wrote there and this one does not is taken away; nothing else is touched.

    field: also group win rates by this field. pdf: also write team.pdf, which needs Debian's Pango.
    Raises InputError when no run was made, the field cannot be grouped by, or the folder cannot be written.
    """
    with open_results(home) as results:
        run = read_run(results.connection, company=home.settings.get("company", ""), note=results.note)
        return build_site(
            results.connection, run, out, field=field, pdf=pdf, kept=home.kept, taxonomy=load_taxonomy(home)
        )


def build_site(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    out: Path,
    *,
    field: str | None,
    pdf: bool,
    kept: Path | None = None,
    taxonomy: Taxonomy | None = None,
) -> str:
    """As write_site, from a connection that holds the results of `run` and the record. kept: the source rows.

    taxonomy: names the drivers of coded passages; without it these are left out.
    """
    team = read_team(connection, run, field)
    names = name_files(team.ended)
    hrefs = {deal: f"deals/{name}" for deal, name in names.items()}
    environment = make_environment()
    page, numbers = build_team_page(team, hrefs)
    html = render_team(environment, replace(page, themes_href="themes.html"))
    written = open_folder(out)
    written.write("index.html", html)
    written.write("deals.html", render_list(environment, build_list_page(team, hrefs)))
    _write_numbers(written, numbers)
    _write_themes(written, environment, connection, run, hrefs, taxonomy)
    for batch in cut_batches(list(names), _BATCH):
        for file in read_deal_files(connection, batch, kept=kept):
            text = render_deal(environment, build_deal_page(file, run, back="../index.html", taxonomy=taxonomy))
            written.write(f"deals/{names[file.deal.id]}", text)
    if pdf:
        # WeasyPrint takes half a second to import and needs libraries that a page does without
        from assay.reports.paper import write_pdf

        write_pdf(html, out / "team.pdf")
        written.note("team.pdf")
    written.close()
    index = (out / "index.html").resolve()
    return f"{index}\n{index.as_uri()}"


def name_files(deals: Sequence[ListedDeal]) -> dict[int, str]:
    """A file name for each deal, from its source id; ids that a file system could confuse get their key added."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for deal in sorted(deals, key=lambda deal: deal.id):
        stem = re.sub(r"[^A-Za-z0-9._-]+", "-", deal.source_id).strip(".-")[:_LONGEST_NAME]
        if not stem or stem.casefold() in taken:
            stem = f"{stem}-{deal.id}".strip("-")
        taken.add(stem.casefold())
        names[deal.id] = f"{stem}.html"
    return names


def _write_themes(
    written: WrittenFiles,
    environment: Environment,
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    hrefs: dict[int, str],
    taxonomy: Taxonomy | None,
) -> None:
    """The page of themes, with the numbers and quotes behind it."""
    page, numbers = make_themes(connection, run, taxonomy or load_taxonomy(), lambda deal: hrefs.get(deal, ""))
    files = tuple((name, f"themes/{one.name}.csv") for name, one in zip(("Table", "Quotes"), numbers, strict=True))
    shown = replace(page, csv=tuple((f"{name} as CSV", address) for name, address in files))
    written.write("themes.html", render_themes(environment, shown))
    for (_name, address), one in zip(files, numbers, strict=True):
        written.write(address, write_csv(one))


def _write_numbers(written: WrittenFiles, numbers: Sequence[Numbers]) -> None:
    for one in numbers:
        written.write(f"numbers/{one.name}.csv", write_csv(one))
