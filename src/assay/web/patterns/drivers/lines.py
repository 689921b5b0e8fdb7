"""What the pages of drivers say, as plain values for their templates."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import duckdb

from assay.domain.tongue import speak, translate
from assay.reports.charts import Chart, Numbers
from assay.reports.claims import say_lift
from assay.reports.deal_file import Run
from assay.reports.drivers.charts import chart_drivers
from assay.reports.drivers.deals import count_at_work, list_deals
from assay.reports.drivers.page import blur_row, build_drivers_page
from assay.reports.drivers.reading import (
    CombinationRow,
    DriverRow,
    PairRow,
    read_combinations,
    read_drivers,
    read_pairs,
)
from assay.reports.drivers.together import build_together_page, chart_map, list_combination_numbers
from assay.reports.following import find_followed
from assay.reports.patterns.floor import FLOOR
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy

#: how a line stands of which something is claimed
_CLAIMED = ("losing", "less")

#: drawn charts with their numbers
Drawn = list[tuple[Numbers, Chart]]


def view_drivers(connection: duckdb.DuckDBPyConnection, run: Run, *, is_blurred: bool) -> tuple[dict[str, Any], Drawn]:
    """The page of what goes with losing. is_blurred: what rests on few deals is left out."""
    rows = list_rows(connection, is_blurred=is_blurred)
    titles = _name_all(run)
    with speak(READER):
        page = build_drivers_page(rows, titles | _translate(titles), run.home_currency)
        lifts = {name: say_lift(one) for name, one in run.comparisons.items()}
    drawn = (chart_drivers(rows, titles, kind) for kind in ("driver", "signal"))
    listed = (("driver", page.drivers), ("signal", page.signals))
    groups = [
        (kind, *_part([asdict(line) | {"lift": lifts.get(line.name, "")} for line in lines], "stands", _CLAIMED))
        for kind, lines in listed
    ]
    facts = {"lead": page.lead, "tried": page.tried, "groups": groups}
    return facts | _say_standing(connection, "drivers", rows), [pair for pair in drawn if pair]


def list_rows(connection: duckdb.DuckDBPyConnection, *, is_blurred: bool) -> tuple[DriverRow, ...]:
    """Drivers and signals week by week. is_blurred: without what rests on few deals."""
    rows = read_drivers(connection)
    return tuple(blur_row(row, FLOOR) for row in rows) if is_blurred else rows


def view_together(
    connection: duckdb.DuckDBPyConnection, run: Run, *, is_blurred: bool
) -> tuple[dict[str, Any], Drawn, Numbers]:
    """The page of what goes together, and the numbers of the combinations."""
    pairs, sets = read_pairs(connection), read_combinations(connection)
    if is_blurred:
        pairs = tuple(row for row in pairs if row.deals >= FLOOR)
        sets = tuple(row for row in sets if min(row.deals, row.all_n, row.some_n) >= FLOOR)
    titles = name_drivers()
    with speak(READER):
        page = build_together_page(pairs, sets, _translate(titles))
    drawn = chart_map(pairs, titles)
    facts = asdict(page) | _say_standing(connection, "pairs", pairs)
    facts["shown"], facts["rest"] = _part(facts["combinations"], "verdict", ("associated",))
    return facts, [drawn] if drawn else [], list_combination_numbers(sets, titles)


def view_driver(
    connection: duckdb.DuckDBPyConnection, run: Run, code: str, *, is_compared: bool, is_blurred: bool
) -> dict[str, Any]:
    """The page of one driver: what can be said of it, and the deals in which it is likely. Raises KeyError."""
    driver = speak_taxonomy().by_code.get(code)
    if driver is None:
        raise KeyError(code)
    row = next((row for row in read_drivers(connection) if (row.kind, row.name) == ("driver", code)), None)
    line = None
    with speak(READER):
        if row and is_compared:
            page = build_drivers_page([blur_row(row, FLOOR) if is_blurred else row], {}, run.home_currency)
            line = asdict(page.drivers[0])
        deals = [asdict(deal) for deal in list_deals(connection, code)]
    return {
        "title": driver.name,
        "definition": driver.definition,
        "line": line,
        "is_too_near": not is_compared,
        "counts": count_at_work(connection, code),
        "listed": deals,
    }


def name_drivers() -> dict[str, str]:
    """The drivers of the taxonomy by code."""
    return {driver.code: driver.name for driver in speak_taxonomy().drivers}


def _part(lines: Iterable[dict[str, Any]], by: str, shown: tuple[str, ...]) -> tuple[list[Any], list[Any]]:
    """Those that are shown to go with something, and the rest."""
    found = list(lines)
    return [line for line in found if line[by] in shown], [line for line in found if line[by] not in shown]


def _name_all(run: Run) -> dict[str, str]:
    return {name: signal.title for name, signal in run.signals.items()} | name_drivers()


def _translate(titles: dict[str, str]) -> dict[str, str]:
    with speak(READER):
        return {name: translate(title) for name, title in titles.items()}


def _say_standing(
    connection: duckdb.DuckDBPyConnection,
    part: str,
    rows: "tuple[DriverRow, ...] | tuple[PairRow, ...] | tuple[CombinationRow, ...]",
) -> dict[str, Any]:
    followed = find_followed(connection, part)
    is_earlier = followed.is_made and not followed.is_current
    return {"is_due": not followed.is_made, "is_earlier": is_earlier, "is_empty": not rows}
