"""What the page of win probabilities shows: open deals that its reader may open, and sums over the whole company."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb
from django.urls import reverse

from assay.domain.tongue import speak
from assay.reports.charts import Chart, Numbers
from assay.reports.deal_file import Run
from assay.reports.winning.charts import (
    chart_calibration,
    list_chance_numbers,
    list_leak_numbers,
    list_way_numbers,
)
from assay.reports.winning.reading import read_chances, read_leaks, read_ways
from assay.reports.winning.rows import Chance, Leak, Part, Way
from assay.reports.winning.saying import (
    name_column,
    name_model,
    say_abstains,
    say_band,
    say_figure,
    say_leak,
    say_need,
    say_part,
    say_tried,
)
from assay.reports.wording import write_number, write_share
from assay.web.speaking import READER

#: deals listed; the CSV holds all of them
_MOST = 40

#: reasons shown on either side
_REASONS = 2

_SHUT_OUT = ("too_good", "after_end", "by_meaning")

_NAMES = """
SELECT d.id, d.name, coalesce(a.name, '') FROM moment m JOIN deal d ON d.id = m.deal_id
LEFT JOIN account a ON a.id = d.account_id WHERE m.view = 'open' AND NOT m.is_hidden"""


@dataclass(frozen=True)
class Winning:
    """facts: for the template.  charts: with their numbers.  numbers: further ones, as CSV."""

    facts: dict[str, Any]
    charts: list[tuple[Numbers, Chart] | None]
    numbers: list[Numbers]


def view_winning(connection: duckdb.DuckDBPyConnection, run: Run, drivers: dict[str, str], *, is_near: bool) -> Winning:
    """connection: narrowed to the deals of the reader's patterns.

    drivers: code -> title.  is_near: figures of the whole would tell of few deals out of the reader's sight.
    """
    ways, leaks = read_ways(connection), read_leaks(connection)
    if not ways:
        return Winning({"is_unmade": True}, [], [])
    names = {row[0]: (row[1], row[2]) for row in connection.execute(_NAMES).fetchall()}
    chances = read_chances(connection, "w.deal_id IN (SELECT deal_id FROM moment WHERE NOT is_hidden)")
    chances = [one for one in chances if one.deal_id in names]
    used = next((way for way in ways if way.verdict in ("used", "too_few_learnt", "too_few_tested", "no_better")), None)
    with speak(READER):
        facts: dict[str, Any] = {
            "is_told": used is not None and used.verdict == "used",
            "why": say_abstains(used.verdict) if used else "",
            "need": say_need(used),
            "learnt": write_number(used.learnt_deals) if used else "",
            "base": _tell_base(used),
            "open": len(chances),
            "beyond": max(0, len(chances) - _MOST),
            "chances": [_view_chance(one, names, run, drivers) for one in chances[:_MOST] if one.p is not None],
        }
        if is_near:
            return Winning(facts | {"is_near": True}, [], [])
        facts |= {
            "ways": [_view_way(way) for way in _order(ways)],
            "tried": say_tried(used) if used and used.tested_deals else "",
            "leaks": [_view_leak(one) for one in leaks if one.verdict in _SHUT_OUT],
            "unread": [one.field for one in leaks if one.verdict == "no_history"],
            "read": [name_column(one, drivers) for one in _list_read(leaks)],
        }
        numbers = [list_way_numbers(_order(ways)), list_leak_numbers(leaks)]
        numbers.append(list_chance_numbers(chances, {key: told[0] for key, told in names.items()}))
        return Winning(facts, [chart_calibration(ways)], numbers)


def _list_read(leaks: Sequence[Leak]) -> list[str]:
    """The columns of which our score is made."""
    return [leak.field for leak in leaks if leak.kind == "column" and leak.verdict == "used"]


def _tell_base(used: Way | None) -> str:
    return write_share(used.happened) if used and used.happened is not None and used.tested_deals else ""


def _order(ways: Sequence[Way]) -> list[Way]:
    """Ours first, then the others by how well they proved."""
    return sorted(ways, key=lambda way: (way.verdict == "yardstick", way.figures.get("brier", (9, 9, 9))[0], way.model))


def _view_chance(
    chance: Chance, names: dict[int, tuple[str, str]], run: Run, drivers: dict[str, str]
) -> dict[str, Any]:
    def tell(parts: Sequence[Part]) -> list[str]:
        return [say_part(part, run.home_currency, drivers) for part in parts]

    name, account = names[chance.deal_id]
    return {
        "name": name,
        "account": account,
        "address": reverse("deal", args=[chance.deal_id]),
        "p": write_share(chance.p),
        "band": say_band(chance),
        "stated": "" if chance.stated is None else write_share(chance.stated),
        "raised": tell(chance.raised[:_REASONS]),
        "lowered": tell(chance.lowered[:_REASONS]),
    }


def _view_way(way: Way) -> dict[str, Any]:
    view: dict[str, Any] = {"name": name_model(way), "is_ours": way.verdict != "yardstick"}
    for figure in ("auc", "brier", "ece", "slope"):
        mid, interval = say_figure(way.figures.get(figure), 2 if figure in ("auc", "slope") else 3)
        view |= {figure: mid, f"{figure}_interval": interval}
    return view


def _view_leak(leak: Leak) -> dict[str, Any]:
    return {"field": leak.field, "why": say_leak(leak), "is_found": leak.verdict != "by_meaning", "n": leak.deals}
