"""Themes by competitor on the command line: the table, and with a theme or a company its quotes."""

import io

from assay.domain.errors import InputError
from assay.reports.charts import write_csv
from assay.reports.deal_reading import read_run
from assay.reports.themes.making import name_themes, read_everything
from assay.reports.themes.page import Hrefs, ThemesPage, VoiceView, build_themes_page, list_numbers, name_party
from assay.reports.themes.reading import Said
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy

_QUOTES = 50


def show_themes(home: Home, *, company: str = "", theme: str = "", csv: str = "") -> str:
    """What was said of us and of each competitor, theme by theme.

    company: this one beside us, by name, with its quotes.  theme: its quotes alone, by code or name.  csv: "themes" or
    "quotes", the table or the quotes as CSV.  Raises InputError for a company or theme of which nothing is coded.
    """
    names = name_themes(load_taxonomy(home))
    code = _find_theme(theme, names)
    with open_results(home) as results:
        run = read_run(results.connection, company=home.settings.get("company", ""), note=results.note)
        said = read_everything(results.connection, most=_QUOTES if not csv else 1_000_000, theme=code)
        party = _find_party(said, company)
        if csv:
            numbers = list_numbers(said, names)
            return write_csv(numbers[0 if csv == "themes" else 1])
        page = build_themes_page(said, names, Hrefs(), party=party)
        return _write_page(page, code, with_quotes=bool(company or theme)) + f"\nRun {run.run_id[:12]}."


def _find_theme(theme: str, names: dict[str, str]) -> str:
    found = [code for code, name in names.items() if theme.casefold() in (code, name.casefold())]
    if theme and not found:
        raise InputError(f"There is no theme {theme!r}.", fix=f"Write one of {', '.join(names)}.")
    return found[0] if theme else ""


def _find_party(said: Said, company: str) -> str:
    if not company:
        return ""
    known = {name_party(one.code, one.name).casefold(): one.code for one in said.parties}
    if company.casefold() not in known:
        names = ", ".join(sorted({name_party(one.code, one.name) for one in said.parties})) or "none yet"
        raise InputError(f"Nothing is coded about {company!r}.", fix=f"Companies of which something is: {names}.")
    return known[company.casefold()]


def _write_page(page: ThemesPage, theme: str, *, with_quotes: bool) -> str:
    if page.is_empty:
        return (
            "No coded passage is about us or a competitor yet. Import notes, e-mails or transcripts and run "
            "`assay run`; what was said stands here then, with its quotes."
        )
    from rich.console import Console
    from rich.table import Table

    shown = Table("Theme", *(f"{party.name}\n{party.about}" for party in page.parties), show_lines=True)
    for row in page.themes:
        if theme in ("", row.code):
            shown.add_row(row.name, *("\n".join(_list_lines(cell.voices)) or "-" for cell in row.cells))
    out = io.StringIO()
    Console(file=out, width=140).print(shown)
    quotes = "\n".join(_list_quotes(page, theme)) if with_quotes else ""
    return "\n".join(filter(None, (out.getvalue().rstrip(), quotes, page.left_out)))


def _list_lines(voices: tuple[VoiceView, ...]) -> list[str]:
    lines = []
    for voice in voices:
        lines.append(f"{voice.name}: {voice.against}{f', {voice.praise}' if voice.praise else ''}")
        lines += [f"  {voice.against_share}"] if voice.against_share else []
    return lines


def _list_quotes(page: ThemesPage, theme: str) -> list[str]:
    names = {party.code: party.name for party in page.parties}
    lines = []
    for row in page.themes:
        for cell in row.cells if theme in ("", row.code) else ():
            for voice, quotes in cell.quotes:
                lines.append(f"\n{row.name}, {names[cell.party]}, {voice[:1].lower()}{voice[1:]}:")
                for one in quotes:
                    told = "; ".join(filter(None, (one.polarity, one.who, one.day, one.deal, one.coder)))
                    lines += [f'  "{one.text}"', f"    {told}"]
    return lines
