"""The words of the deals of the last run, coded after it and beside it: nobody waits for them."""

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from assay.runs.coding.mentions import Report, make_mentions
from assay.runs.showing import KEEPING, show_steps
from assay.runs.standing import Standing, find_standing, open_standing, read_standing
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.store.quoting import quote_text
from assay.tables.mention import OWN
from assay.tables.results import RESULT_TABLES
from assay.words.coding.naming import name_coder


def find_uncoded(home: Home) -> str:
    """The last run, if its words wait to be coded by the coder of now, named with it; empty otherwise.

    They never do where the setting words says no.
    """
    due = _find_due(home) if home.codes_words else None
    return f"{due.run_id} {name_coder(home)}" if due else ""


def code_words(home: Home, report: Report | None = None) -> int | None:
    """Codes the words of the deals of the last run into its table mention; returns how many texts were read.

    None where that is done already, where there is no run, or where the setting words says no.  Only text that was
    not coded before is.  It reads what the run read; a run made meanwhile has its own words coded next.
    report: is told each step; by default they are shown on the terminal.
    Raises RetryLater when another run is at work as the codes are written.
    """
    if not home.codes_words:
        return None
    with nullcontext(report) if report else _show_steps() as told:
        while (standing := _find_due(home)) is not None:
            count = _code(home, standing, told)
            if count is not None:
                return count
    return None


@contextmanager
def _show_steps() -> Iterator[Report]:
    with show_steps() as tell:
        yield lambda step, share: tell(step)


def _find_due(home: Home) -> Standing | None:
    standing = find_standing(home)
    if standing is None or (standing.run_id, name_coder(home)) == (standing.coded_of, standing.coder_id):
        return None
    return standing


def _code(home: Home, standing: Standing, report: Report) -> int | None:
    """Returns the texts read; None where another run stands by now."""
    coder_id = name_coder(home)
    with open_standing(home, standing) as (gathering, clock):
        count = make_mentions(gathering, home, clock, coder_id, report)
        results = FolderPlace(Path(home.results), RESULT_TABLES)
        with results.writing() as commit:
            connection = gathering.local.connection
            results.attach(connection)
            now = read_standing(connection)
            if now is None or now.run_id != standing.run_id:
                return None
            report(KEEPING, 1.0)
            commit.replace(
                connection, "mention", f"SELECT * FROM new_mention UNION ALL BY NAME FROM mention WHERE NOT {OWN}"
            )
            told = f"{quote_text(standing.run_id)}, {quote_text(coder_id)}, {count}, {int(time.time())}"
            commit.replace(
                connection, "coding", f"SELECT * FROM (VALUES ({told})) AS t(run_id, coder_id, texts, coded_at)"
            )
            commit.publish(note=standing.run_id)
    return count
