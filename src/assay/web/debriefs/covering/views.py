"""The page of coverage: of the deals that ended, how many were asked about, agreed, held, and by whom it differs."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from assay.asking.ask import ask_through
from assay.asking.coverage import DIMENSIONS, NONE, OTHER, Difference, Group, compare_heard, measure_all, measure_by
from assay.domain.errors import InputError
from assay.domain.interval import Interval
from assay.web.debriefs.covering.letters import count_sent, name_kinds
from assay.web.debriefs.covering.reading import read_ended
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.results import open_reading

#: of how many days before the last run closed deals are counted
PERIODS = (90, 180, 365)
#: of a share of so few deals nothing can be told yet
_ENOUGH = 5


@dataclass(frozen=True)
class Cell:
    """One share as it stands in a table. is_thin: of so few deals that it tells nothing."""

    hits: int
    share: Interval | None

    @property
    def is_thin(self) -> bool:
        """Whether it is of too few deals."""
        return self.share is None or self.share.n < _ENOUGH

    @property
    def percent(self) -> int:
        """In full per cent."""
        return round(100 * self.share.mid) if self.share else 0

    @property
    def bounds(self) -> tuple[int, int]:
        """95 % interval in full per cent."""
        return (round(100 * self.share.low), round(100 * self.share.high)) if self.share else (0, 0)


@dataclass(frozen=True)
class Row:
    """One group."""

    label: str
    closed: int
    taken_out: int
    cells: list[Cell]


@dataclass(frozen=True)
class Table:
    """The groups of one dimension."""

    title: str
    rows: list[Row]


@require_safe
def show_coverage(request: Request) -> HttpResponse:
    """Coverage of the deals whose patterns the user may see, by outcome, team, segment and size: never by person."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(period) for period in PERIODS} else PERIODS[0]
    try:
        with open_reading() as reading:
            deals = read_ended(ask_through(reading.connection), request.scope, days)
    except InputError:
        return render(request, "patterns/no_run.html")
    note(request, "saw", "patterns", "debriefs", "", days=days)
    names = name_dimensions()
    tables = [Table(names[one], [_show(group) for group in measure_by(deals, one)]) for one in DIMENSIONS]
    context = {
        "whole": _show(measure_all(deals)) if deals else None,
        "tables": [table for table in tables if table.rows],
        "heads": name_measures(),
        "differences": [_tell(one, names) for one in compare_heard(deals)],
        "letters": _show_letters({deal.deal_id for deal in deals}, days),
        "periods": PERIODS,
        "days": days,
    }
    return render(request, "debriefs/coverage.html", context)


def _show(group: Group) -> Row:
    cells = [Cell(group.counts[name], group.shares[name]) for name in group.counts]
    return Row(name_value(group.dimension, group.value), group.closed, group.taken_out, cells)


def _tell(one: Difference, names: dict[str, str]) -> dict[str, object]:
    return {
        "dimension": names[one.dimension],
        "label": name_value(one.dimension, one.value),
        "heard": Cell(round(one.heard.mid * one.heard.n), one.heard),
        "others": Cell(round(one.others.mid * one.others.n), one.others),
        "is_apart": one.is_apart,
    }


def _show_letters(deals: set[int], days: int) -> dict[str, object]:
    counted, names = count_sent(deals, days), name_kinds()
    answered = counted.sent - counted.waiting - counted.counts["nothing"]
    cells = [(names[kind], Cell(count, counted.shares[kind])) for kind, count in counted.counts.items()]
    return {"counted": counted, "answered": Cell(answered, counted.answered), "cells": cells}


def name_value(dimension: str, value: str) -> str:
    """What a group is called."""
    outcomes = {
        "won": _("won"),
        "lost": _("lost"),
        "no_decision": _("no decision"),
        "silent": _("open, trail dead"),
    }
    if value in {OTHER, NONE} or dimension == "all":
        return {OTHER: _("all others"), NONE: _("not recorded")}.get(value, _("all"))
    return outcomes.get(value, value) if dimension == "outcome" else value


def name_dimensions() -> dict[str, str]:
    """What deals are grouped by."""
    return {"outcome": _("Outcome"), "team": _("Team"), "segment": _("Segment"), "size": _("Size")}


def name_measures() -> list[str]:
    """The heads of the columns, in the order of the measures."""
    return [
        _("announced"),
        _("asked"),
        _("agreed, of those asked"),
        _("held"),
        _("own analysis"),
        _("investigation"),
    ]
