"""What follows from the last run, worked out after it and after its words were coded: nobody waits for it."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from assay.runs.concluding.part import Part, Report, Work
from assay.runs.concluding.parts import list_parts
from assay.runs.identity import hash_parts
from assay.runs.showing import KEEPING, show_steps
from assay.runs.standing import Standing, find_standing, open_standing, read_standing
from assay.store.folder import FolderPlace
from assay.store.home import Home
from assay.tables.results import RESULT_TABLES
from assay.words.coding.naming import name_coder


def find_unconcluded(home: Home) -> str:
    """The last run, where something that follows from it waits to be worked out, named with that; empty otherwise.

    While its words wait to be coded, nothing else does.
    """
    standing = _find_ready(home)
    due = _list_due(home, standing, list_parts()) if standing else []
    return f"{standing.run_id} {' '.join(part.name for part in due)}" if standing and due else ""


def conclude_run(home: Home, report: Report | None = None, parts: Sequence[Part] | None = None) -> list[str] | None:
    """Works out what follows from the last run and is not worked out yet; returns the names of the parts made.

    A part whose grounds have changed is made anew, and all after it. None where nothing waits, where there is no run,
    where its words wait to be coded, or where another run stands by now.
    report: is told each step; by default they are shown on the terminal.  parts: by default all there are.
    Raises RetryLater when another run is at work as they are written.
    """
    standing, every = _find_ready(home), list_parts() if parts is None else parts
    due = _list_due(home, standing, every) if standing else []
    if standing is None or not due:
        return None
    with nullcontext(report) if report else _show_steps() as told:
        return _conclude(home, standing, every, due, told)


@contextmanager
def _show_steps() -> Iterator[Report]:
    with show_steps() as tell:
        yield lambda step, share: tell(step)


def _find_ready(home: Home) -> Standing | None:
    standing = find_standing(home)
    if standing is None:
        return None
    is_coded = (standing.run_id, name_coder(home)) == (standing.coded_of, standing.coder_id)
    return standing if is_coded or not home.codes_words else None


def _list_due(home: Home, standing: Standing, parts: Sequence[Part]) -> list[Part]:
    """From the first part on of which the grounds are not those that it was worked out of."""
    grounds = _hash_grounds(home, standing, parts)
    for place, part in enumerate(parts):
        if standing.concluded.get(part.name) != grounds[part.name]:
            return list(parts[place:])
    return []


def _hash_grounds(home: Home, standing: Standing, parts: Sequence[Part]) -> dict[str, str]:
    coded = (standing.coded_of, standing.coder_id) if home.codes_words else ()
    return {part.name: hash_parts(standing.run_id, coded, part.version, part.needs(home)) for part in parts}


def _conclude(
    home: Home, standing: Standing, parts: Sequence[Part], due: Sequence[Part], report: Report
) -> list[str] | None:
    grounds = _hash_grounds(home, standing, parts)
    with open_standing(home, standing) as (gathering, clock):
        connection = gathering.local.connection
        for part in parts:
            if part not in due:
                for table in part.tables:
                    connection.execute(f"CREATE OR REPLACE TEMP VIEW new_{table.name} AS SELECT * FROM {table.name}")
        for place, part in enumerate(due):
            report(part.step, place / len(due))
            part.make(Work(gathering, clock, home, standing.run_id, report))
        results = FolderPlace(Path(home.results), RESULT_TABLES)
        with results.writing() as commit:
            now = read_standing(connection)
            if now is None or now.run_id != standing.run_id or commit.base_version != results.version():
                return None
            report(KEEPING, 1.0)
            for part in due:
                for table in part.tables:
                    commit.replace(connection, table.name, f"SELECT * FROM new_{table.name}")
            rows = [(part.name, standing.run_id, grounds[part.name], int(time.time())) for part in parts]
            schema = {"part": "string", "run_id": "string", "rests_on": "string", "made_at": "int64"}
            gathering.local.put("new_conclusion", schema, rows)
            commit.replace(connection, "conclusion", "SELECT * FROM new_conclusion")
            commit.publish(note=standing.run_id)
    return [part.name for part in due]
