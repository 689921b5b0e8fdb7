"""Makes the page of themes from the results of a run, for the report and the command line."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import duckdb

from assay.reports.catalogue.scope import Scope
from assay.reports.charts import Numbers
from assay.reports.deal_file import Run
from assay.reports.patterns.choice import Choice
from assay.reports.patterns.narrowing import narrow_results
from assay.reports.provenance import INVENTED, say_run
from assay.reports.team_reading import is_invented
from assay.reports.themes.page import Hrefs, ThemesPage, build_themes_page, list_numbers
from assay.reports.themes.reading import Said, read_said
from assay.words.taxonomy import Taxonomy

#: quotes of each company, theme and voice on the page; in the file of quotes as many as anybody would read
_SHOWN, _KEPT = 5, 1_000


def make_themes(
    connection: duckdb.DuckDBPyConnection, run: Run, taxonomy: Taxonomy, address_deal: Callable[[int], str]
) -> tuple[ThemesPage, Sequence[Numbers]]:
    """The page over all deals, and the table and quotes behind it."""
    names = name_themes(taxonomy)
    said = read_everything(connection, most=_KEPT)
    page = build_themes_page(_cut_quotes(said), names, Hrefs(deal=address_deal))
    banner = INVENTED if is_invented(connection) else ""
    shown = replace(page, banner=banner, note=run.note, back="index.html", run_text=say_run(run))
    return shown, list_numbers(said, names)


def read_everything(connection: duckdb.DuckDBPyConnection, *, most: int, party: str = "", theme: str = "") -> Said:
    """What was said in all deals."""
    # a cursor of its own: the deals that it shows end with it
    with connection.cursor() as cursor:
        narrow_results(cursor, Choice(), Scope(everything=True))
        return read_said(cursor, party=party, theme=theme, most=most)


def name_themes(taxonomy: Taxonomy) -> dict[str, str]:
    """Each theme with its name, in the order of the taxonomy."""
    return {theme.code: theme.name for theme in taxonomy.themes}


def _cut_quotes(said: Said) -> Said:
    kept, counts = [], dict[tuple[str, str, str], int]()
    for quote in said.quotes:
        cell = (quote.party, quote.theme, quote.voice)
        counts[cell] = counts.get(cell, 0) + 1
        if counts[cell] <= _SHOWN:
            kept.append(quote)
    return replace(said, quotes=tuple(kept))
