"""The ledger on the command line: in words, or every play as a table."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Any

from assay.asking.ask import ask_through
from assay.domain.interval import Interval
from assay.reports.wording import write_count, write_money
from assay.rescue.ledger.drawn import HORIZON
from assay.runs.results import open_results
from assay.stats.by_lot import LotEffect
from assay.stats.matched_sets import MatchedSets
from assay.store.home import Home
from assay.web.csv_lines import write_lines
from assay.web.plays.ledger.gathering import Beside, Totals, read_beside, read_rows, sum_rows
from assay.web.plays.ledger.lines import COLUMNS, list_lines
from assay.web.plays.ledger.telling import lay_lot, lay_matched, say_cost, say_more, say_points, say_verdict
from assay.web.plays.models import Play


def print_ledger(home: Home, kind: str = "text", days: int = HORIZON) -> str:
    """All plays made by the day of the results, and both comparisons. kind: text, csv (plays alone) or json."""
    with open_results(home) as results:
        ask = ask_through(results.connection)
        beside = read_beside(ask, None, days=days)
        rows = read_rows(ask, Play.objects.select_related("owner"), _last_day(home, beside))
        ((currency,),) = ask("SELECT home_currency FROM run")
        if kind == "csv":
            return "".join(write_lines([COLUMNS, *list_lines(rows)])).replace("\r\n", "\n")
        if kind == "json":
            plays = [dict(zip(COLUMNS, line, strict=True)) for line in list_lines(rows)]
            return json.dumps(lay_figures(sum_rows(rows), beside) | {"plays": plays}, indent=1) + "\n"
        told = [*_say(sum_rows(rows), beside, currency or ""), *([results.note] if results.note else [])]
        return "\n".join(told) + "\n"


def lay_figures(totals: Totals, beside: Beside) -> dict[str, Any]:
    """Totals and both comparisons for a machine. A figure that cannot be told is null; n counts deals."""
    judged, compared = beside.judged, beside.compared
    return {
        "as_of": beside.today.isoformat(),
        "totals": asdict(totals),
        "by_lot": {
            "days": judged.days,
            "suggestions": judged.suggestions,
            "held_out": judged.held_out,
            "says": str(say_verdict(beside)),
            "wins": _lay_lot(judged.wins),
            "value": _lay_lot(judged.value),
            "revived": _lay_lot(judged.revived),
            "suggestions_needed": judged.more,
            "suggestions_a_month": None if judged.a_month is None else round(judged.a_month, 2),
            "wins_that_holding_back_cost": judged.cost,
        },
        "comparable": {
            "says": "no effect: no lot was drawn",
            "days": compared.days,
            "plays": compared.plays,
            "found": compared.found,
            "wins": _lay_sets(compared.wins),
            "value": _lay_sets(compared.value),
        },
    }


def _last_day(home: Home, beside: Beside) -> date | None:
    """Only an earlier day leaves plays out: those newer than the last run are plays all the same."""
    return beside.today if home.asked_day else None


def _lay_lot(told: LotEffect) -> dict[str, Any]:
    return {
        "proposed": told.proposed,
        "proposed_n": told.proposed_units,
        "held_out": told.held_out,
        "held_out_n": told.held_out_units,
        "difference": _lay_interval(told.difference),
        "uptake": _lay_interval(told.uptake),
        "each_play": _lay_interval(told.each),
    }


def _lay_sets(told: MatchedSets) -> dict[str, Any]:
    return {
        "with_play": told.case,
        "with_play_n": told.cases,
        "without": told.control,
        "without_n": told.controls,
        "difference": _lay_interval(told.difference),
    }


def _lay_interval(told: Interval | None) -> dict[str, Any] | None:
    return None if told is None else {"low": told.low, "mid": told.mid, "high": told.high, "n": told.n, "level": 0.95}


def _say(totals: Totals, beside: Beside, currency: str) -> Iterator[str]:
    judged, compared = beside.judged, beside.compared
    if not totals.plays:
        yield "No play has been made yet."
    else:
        yield f"{write_count(totals.plays, 'play')}, {totals.called} with a call; {totals.open} of deals still open."
        yield (
            f"Won: {totals.won}{_value(totals.won_value, currency)}. Won back: {totals.won_back}"
            f"{_value(totals.won_back_value, currency)}. Revived: {totals.revived} of {totals.of_silent} silent."
            f" Learned something: {totals.learned}."
        )
    yield ""
    yield f"By lot, within {judged.days} days, as of {beside.today}: {say_verdict(beside)}"
    for title, sides in (("won", lay_lot(judged.wins)), ("value a deal", lay_lot(judged.value, currency))):
        if sides:
            yield (
                f"  {title}: proposed {sides.one} (n = {sides.one_n}), held back {sides.other} (n = {sides.other_n}),"
                f" {sides.difference}"
            )
    if judged.wins.each:
        yield f"  each play made because of it: {say_points(judged.wins.each)}"
    if judged.suggestions:
        yield f"  {say_more(beside)}"
        yield f"  {say_cost(beside)}"
    yield "Beside comparable deals of the same day; this is no effect, no lot was drawn:"
    sides = lay_matched(compared.wins)
    if sides:
        yield (
            f"  won: with a play {sides.one} (n = {sides.one_n}), without {sides.other} (n = {sides.other_n}),"
            f" {sides.difference}"
        )
    else:
        yield "  not enough to tell."


def _value(amount: float, currency: str) -> str:
    return f" ({write_money(amount, currency)})" if amount else ""
