"""The rows of the export as they stood, for the rows that findings rest on."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import duckdb

from assay.reports.deal_file import DealFile, SourceRow, Standing
from assay.reports.wording import cut_text

#: of one cell; the whole stands in the export
_LONGEST_CELL = 240


def read_source_rows(
    connection: duckdb.DuckDBPyConnection, kept: Path, standings: Iterable[Standing], *, longest: int = _LONGEST_CELL
) -> dict[tuple[str, int], SourceRow]:
    """Heading and value of every filled cell, by kept file and line; one query a file, files that are gone left out.

    longest: characters of one cell that are kept.
    """
    lines: dict[str, set[int]] = defaultdict(set)
    for standing in standings:
        if standing.kept and standing.line:
            lines[standing.kept].add(standing.line)
    found: dict[tuple[str, int], SourceRow] = {}
    for name, wanted in sorted(lines.items()):
        path = kept / name
        if not path.exists():
            continue
        listed = ", ".join(map(str, sorted(wanted)))
        cursor = connection.execute(f"SELECT * FROM read_parquet(?) WHERE line IN ({listed})", [str(path)])
        headings = [column[0].rstrip() for column in cursor.description][2:]
        for _, line, *cells in cursor.fetchall():
            pairs = zip(headings, cells, strict=True)
            found[name, line] = tuple((heading, cut_text(cell, longest)) for heading, cell in pairs if cell)
    return found


def list_evidence(files: Iterable[DealFile]) -> Iterable[Standing]:
    """Where the rows stand on which the findings and reasons of these deals rest."""
    for file in files:
        wanted = {key for finding in file.findings for key in finding.rows}
        wanted |= {(one.table, one.row_id) for one in file.reasons.grounds}
        named = (
            ("activity", file.events),
            ("stage_history", file.changes),
            ("campaign_touch", file.touches),
            ("person_change", file.person_changes),
            ("deal_competitor", file.competitors),
            ("stage_requirement", file.demands),
            ("debrief", file.debriefs),
            ("utterance", file.utterances),
            ("statement", file.statements),
        )
        for table, rows in named:
            yield from (row.standing for row in rows if (table, row.id) in wanted)
        yield from (one.standing for one in file.people if ("deal_person", one.role_row) in wanted)
        if ("deal", file.deal.id) in wanted:
            yield file.deal.standing
