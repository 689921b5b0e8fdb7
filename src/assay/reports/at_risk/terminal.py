"""Open deals at risk on the command line: in words, or all of them as a table."""

from collections.abc import Iterator, Sequence

from assay.asking.ask import ask_through
from assay.reports.table_text import write_csv, write_json
from assay.reports.wording import write_count, write_day, write_money, write_share
from assay.rescue.at_risk import AtRisk, list_at_risk
from assay.rescue.remedies import find_remedy
from assay.rescue.situation import LEAST
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy

COLUMNS = (
    *("deal_id", "deal_source_id", "deal_name", "driver", "p", "whose", "since", "rows", "act_by", "rule"),
    *("decision_on", "pace_days", "silent_days", "stage", "value"),
)

#: deals told in words; a table has them all
_TOLD = 20


def show_at_risk(home: Home, kind: str = "text") -> str:
    """The open deals at risk with what can still be done and by when.

    kind: text for the first twenty; csv or json for a row of each deal and reason. Days are those of UTC.
    """
    with open_results(home) as results:
        ask = ask_through(results.connection)
        found = list_at_risk(ask)
        ((currency,),) = ask("SELECT home_currency FROM run")
        if kind == "csv":
            return write_csv(COLUMNS, _list_rows(found))
        if kind == "json":
            return write_json(COLUMNS, _list_rows(found))
        names = {one.code: one.name for one in load_taxonomy(home).drivers}
        told = [*_say(found, names, currency), *([results.note] if results.note else [])]
        return "\n".join(told) + "\n"


def _list_rows(found: Sequence[AtRisk]) -> Iterator[tuple[object, ...]]:
    for one in found:
        decision = None if one.decision_at is None else write_day(one.decision_at)
        for reason in one.reasons:
            since = None if reason.since is None else write_day(reason.since)
            yield (
                *(one.deal_id, one.source_id, one.name, reason.driver, round(reason.p, 6), reason.whose, since),
                *(reason.rows, write_day(one.act_by), one.rule, decision),
                *(None if one.pace_days is None else round(one.pace_days, 1), one.silent_days, one.stage, one.value),
            )


def _say(found: Sequence[AtRisk], names: dict[str, str], currency: str) -> Iterator[str]:
    if not found:
        yield f"In no open deal is a reason likelier at work than {write_share(LEAST)}."
        return
    verb = "has a reason" if len(found) == 1 else "have a reason"
    yield f"{write_count(len(found), 'open deal')} {verb} likelier at work than {write_share(LEAST)}; value first."
    for one in found[:_TOLD]:
        value = "no value" if one.value is None else write_money(one.value, currency)
        yield ""
        yield f"{one.name} ({one.source_id}), {value}: {say_deadline(one)}"
        for reason in one.reasons:
            rows = write_count(reason.rows, "row")
            yield f"  {names.get(reason.driver, reason.driver)}: {write_share(reason.p)}, {rows} for it"
        if remedy := find_remedy(one.reasons[0].driver):
            yield f"  find out: {remedy.ask}"
            yield f"  then: {remedy.step}"
    if len(found) > _TOLD:
        yield ""
        yield f"{len(found) - _TOLD:,} more: --format csv"


def say_deadline(one: AtRisk) -> str:
    """By when something can still be done, and what that rests on."""
    day = write_day(one.act_by)
    if one.rule == "decision" and one.decision_at is not None:
        return f"act by {day}, so that the buyer can answer twice before the decision on {write_day(one.decision_at)}"
    if one.rule == "pause":
        return f"act by {day}, when the pause usual for this deal ends"
    return "act now: the time for it has passed, or no day of it is known"
