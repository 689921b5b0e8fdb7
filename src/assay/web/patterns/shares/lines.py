"""What the page of shares says beside its charts, ready to be shown."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
from django.utils.translation import gettext as _

from assay.reports.catalogue.scope import Scope
from assay.reports.reasons.rows import TOLD
from assay.reports.shares.making import GAPS, KINDS, SIMULATED_ERROR, Drawn, draw_all, measure_error
from assay.reports.shares.reading import HeadlineLine, ShareLine, SharesFile, read_shares
from assay.web.deals.listed.reasons import list_confirmed
from assay.web.learning.actions.figures import name_driver
from assay.web.spoken_taxonomy import speak_taxonomy

#: drivers that are shown of a segment or of a team
_MOST_OF_CELL = 3

_LOSSES = ("lost", "no_decision")

#: place of a sentence -> column of a share
_ENDS = {"share": "estimate", "low": "low", "high": "high"}

_TEAMS = """
SELECT team FROM seller WHERE NOT is_deleted AND coalesce(team, '') <> '' GROUP BY team
HAVING bool_and(list_contains($1::BIGINT[], id))"""


@dataclass(frozen=True)
class View:
    """facts: plain values for the template.  drawn: the charts by part of the page."""

    facts: dict[str, Any]
    drawn: tuple[Drawn, ...]


def view_shares(connection: duckdb.DuckDBPyConnection, scope: Scope, *, is_blurred: bool) -> View:
    """The page for somebody of that scope: teams beyond the own one are left out, and what rests on few deals."""
    file = read_shares(connection, teams=_list_teams(connection, scope), is_blurred=is_blurred)
    names = {one.code: one.name for one in speak_taxonomy().in_use}
    names |= {one.code: one.name for one in speak_taxonomy().groups}
    error = measure_error(file)
    facts = {
        "is_made": file.is_made,
        "is_current": file.is_current,
        "losses": file.losses,
        "audited": file.audited,
        "stated": file.stated,
        "off_by": round(100 * (error if error is not None else SIMULATED_ERROR)),
        "is_measured": error is not None,
        "claims": list(_say_headlines(file)),
        "cells": list(_list_cells(file)),
        "drivers": [(code, name_driver(code)) for code in dict.fromkeys(one.name for one in file.drivers)],
        "told": _list_told(connection),
        "has_gap": bool(file.gap),
        "is_split_untold": file.untold is not None,
        "is_split_audited": any(one.share.basis == "audited" for one in file.split),
    }
    return View(facts, tuple(draw_all(file, names)))


def _list_teams(connection: duckdb.DuckDBPyConnection, scope: Scope) -> Collection[str] | None:
    """The teams of the CRM of which all sellers are in the user's own team; None for all."""
    if scope.everything or scope.team_sellers is None:
        return None
    return {row[0] for row in connection.execute(_TEAMS, [sorted(scope.team_sellers)]).fetchall()}


def list_leading(facts: Mapping[str, Any]) -> dict[str, str]:
    """The drivers, code -> name, that lead to a list of losses: of the others it would be empty.

    facts: of this page, which is kept; what people confirm changes meanwhile.
    """
    leading = {*facts.get("told", ()), *list_confirmed()} if facts.get("drivers") else set()
    return {code: name for code, name in facts.get("drivers", ()) if code in leading}


def _list_told(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """The drivers that the page of some loss tells by its verdict."""
    query = f"SELECT DISTINCT t.driver FROM ({TOLD}) t JOIN moment m USING (deal_id) WHERE m.outcome IN {_LOSSES}"
    return [row[0] for row in connection.execute(f"{query} ORDER BY 1").fetchall()]


def _say_headlines(file: SharesFile) -> Iterator[str]:
    """One sentence for each headline as of now; whether two differ is said by bounds that hold however often read."""
    last = max((one.until for one in file.headlines), default=0)
    for one in file.headlines:
        if one.until == last:
            yield _say_share(one) + _say_apart(one)
    if file.untold:
        yield _(
            "How losses came about: of %(share)s %% (%(low)s to %(high)s %%, n = %(n)s) the record cannot tell, so "
            "that nothing is said of the kinds. Asking buyers, and audits, change that."
        ) % _write(file.untold)


def _write(share: ShareLine) -> dict[str, int]:
    percent = {end: round(100 * getattr(share, name)) for end, name in _ENDS.items()}
    return percent | {"n": share.rests_on}


def _say_share(one: HeadlineLine) -> str:
    words = {"name": _head(one.headline, one.share.name), **_write(one.share)}
    if one.share.basis == "audited":
        return _("%(name)s: in %(share)s %% of losses (%(low)s to %(high)s %%, %(n)s audited).") % words
    if one.share.basis == "stated":
        return _("%(name)s: stated of %(share)s %% of losses (%(low)s to %(high)s %%, n = %(n)s).") % words
    return _("%(name)s: %(share)s %% of losses by the record (%(low)s to %(high)s %%, n = %(n)s).") % words


def _say_apart(one: HeadlineLine) -> str:
    if one.share.basis == "record":
        # how often the record reads a loss wrongly is not in these intervals, so that no two are told apart by them
        return " " + _("No person has judged these; the interval allows for chance alone.")
    if not one.apart_from:
        return ""
    words = {"other": _name(one.headline, one.apart_from), "enough": one.enough_at}
    if one.is_apart:
        return " " + _("That is more than %(other)s, however often one looks.") % words
    if one.enough_at is None or one.enough_at <= one.share.rests_on:
        return " " + _("Not told apart from %(other)s.") % words
    if one.share.basis == "audited":
        said = _("Not enough to tell it apart from %(other)s: about %(enough)s audited would show a gap of 10 points.")
    else:
        said = _("Not enough to tell it apart from %(other)s: about %(enough)s losses would show a gap of 10 points.")
    return " " + said % words


def _head(headline: str, name: str) -> str:
    """The name as it begins a sentence."""
    if headline != "gap":
        return _name(headline, name)
    return {
        "all": _("The rep had named all of it"),
        "part": _("The rep had named part of it"),
        "none": _("The rep had named none of it"),
        "not_asked": _("The rep had named nothing"),
    }[name]


def _name(headline: str, name: str) -> str:
    if headline == "gap":
        return _("“%(part)s”") % {"part": _(GAPS[name])}
    return name_driver(name) if headline == "driver" else _capitalise(_(KINDS[name]))


def _capitalise(text: str) -> str:
    # the nouns in it stay as they are
    return text[:1].upper() + text[1:]


def _list_cells(file: SharesFile) -> Iterator[dict[str, Any]]:
    """Each segment and each team with its largest drivers, by audits where it has them."""
    cells = dict.fromkeys((one.kind, one.cell) for one in file.cells)
    for kind, cell in cells:
        lines = [one.share for one in file.cells if (one.kind, one.cell) == (kind, cell)]
        basis = "audited" if any(one.basis == "audited" for one in lines) else "stated"
        shown = [one for one in lines if one.basis == basis][:_MOST_OF_CELL]
        yield {
            "kind": kind,
            "cell": cell,
            "is_audited": basis == "audited",
            "rests_on": max(one.rests_on for one in shown),
            "losses": max(one.losses for one in shown),
            "shares": [_lay(one) for one in shown],
        }


def _lay(one: ShareLine) -> dict[str, Any]:
    percent = {end: round(100 * getattr(one, end)) for end in ("estimate", "low", "high")}
    return {"code": one.name, "name": name_driver(one.name), **percent, "n": one.rests_on}
