"""What must not move a score, and what must be found out: noise after the day asked about, and a leaking field."""

from contextlib import closing
from pathlib import Path

import numpy as np

from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables.results import RESULT_TABLES
from bench.truth.company import draw_company, put_through, read_concluded, read_table
from bench.truth.history import FIRST_DAY
from bench.truth.lines import Line
from bench.truth.measures import Figure
from bench.truth.noise import drown_later, plant_leak
from bench.truth.world import WORLDS

#: what tells of the run itself and of the clock on the wall
_OF_THE_RUN = ("run", "conclusion", "coding")

#: verdicts that call a field a leak; one without a history is left out without being called so
_LEAKING = frozenset({"after_end", "too_good"})

DEALS = 1_000


def judge_noise(scratch: Path, seed: int) -> list[Line]:
    """A history asked as of a day, with what came later and with noise instead: all tables are to be equal."""
    world = WORLDS["logging"].sized(DEALS)
    company = draw_company(world, seed)
    moment = (FIRST_DAY + int(world.years * 365 * 0.75)) * 86_400 + 86_399
    one = put_through(scratch / "noise-none", company.told, as_of=moment)
    other = put_through(scratch / "noise-later", drown_later(company.told, moment, seed), as_of=moment)
    differ = compare_results(one, other)
    rows = sum(count for count in differ.values())
    note = ", ".join(f"{name}: {count:,} rows" for name, count in differ.items()) or "all tables are equal to the bit"
    parts = ", ".join(sorted(read_concluded(one))) or "none"
    return [
        Line("rows of results that noise after the day asked about changes", (), Figure(rows, np.nan, np.nan, DEALS),
             None, high=0.0, note=f"{note}; parts worked out: {parts}"),
    ]  # fmt: skip


def compare_results(one: Home, other: Home) -> dict[str, int]:
    """Tables of results that differ, with how many rows of either are not in the other."""
    differ = {}
    with closing(open_connection()) as connection:
        for name, home in (("one", one), ("other", other)):
            open_place(home.results, RESULT_TABLES).attach(connection)
            for table in RESULT_TABLES:
                connection.execute(f"CREATE TEMP TABLE {name}_{table} AS SELECT * FROM {table}")
        for table in RESULT_TABLES:
            if table in _OF_THE_RUN:
                continue
            ((count,),) = connection.execute(
                f"""SELECT (SELECT count(*) FROM (FROM one_{table} EXCEPT ALL FROM other_{table}))
                  + (SELECT count(*) FROM (FROM other_{table} EXCEPT ALL FROM one_{table}))"""
            ).fetchall()
            if count:
                differ[table] = int(count)
    return differ


def judge_leak(scratch: Path, seed: int) -> list[Line]:
    """A field of the user's own that tells how a deal ended is to be named, and one that means nothing is not."""
    company = draw_company(WORLDS["central"].sized(DEALS), seed)
    home = put_through(scratch / "leak", plant_leak(company.told, company.lives, seed))
    found = read_table(home, "SELECT field, verdict FROM leak")
    if "win_probability" not in read_concluded(home) or found is None:
        return [Line("leaking field named and shut out", (), None, None, low=1.0)]
    told = dict(zip((str(name) for name in found["field"]), (str(one) for one in found["verdict"]), strict=True))
    hits = [verdict for name, verdict in told.items() if "handover_score" in name]
    plain = [verdict for name, verdict in told.items() if "region_no" in name]
    named = float(bool(hits) and set(hits) <= _LEAKING and not set(plain) & _LEAKING)
    note = f"told of it: {', '.join(hits) or 'nothing'}; of the field that means nothing: "
    note += ", ".join(plain) or "nothing"
    return [Line("leaking field named and shut out", (), Figure(named, np.nan, np.nan, 1), None, low=1.0, note=note)]
