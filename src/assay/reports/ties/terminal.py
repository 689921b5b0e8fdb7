"""Who else can talk to the buyer of a deal, on the command line: in words, or each way as a row."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime

from assay.asking.ask import ask_through
from assay.asking.whom import Figures
from assay.reports.choosing import choose_deal
from assay.reports.same_situation.reading import seek_reasons
from assay.reports.table_text import write_csv
from assay.reports.wording import write_count, write_date, write_day, write_list
from assay.rescue.ties.finding import choose_driver, find_ways
from assay.rescue.ties.ways import GROUPS, Found, Manners, Place, Step, Way
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import load_taxonomy

#: so many of each group in words; csv and json hold all
_SHOWN = 5

COLUMNS = (
    *("group", "rank", "through", "name", "about", "exchanges", "inbound", "outbound", "talks", "last_day", "path"),
    *("may_be_asked", "why_not", "free_on", "on_deal", "is_sure", "alike", "rows"),
)

_TITLES = {
    "tied": "Advisers, partners and others tied to them",
    "moved": "People who came from elsewhere, or left, and whom we know",
    "colleague": "Colleagues who know someone there",
    "reference": "Buyers who had the same concern and were won",
}
_NONE = {
    "tied": "none on record",
    "moved": "none on record",
    "colleague": "none but the owner of the deal has had a two-way exchange with anybody there",
    "reference": "none",
}
_HINDERED = {
    "do_not_contact": "asks not to be contacted",
    "consent": "has not consented to being contacted",
    "withdrawn": "took back the consent",
    "said_no": "said that we may not come back",
    "cap": "was asked for something of late",
}
_MISSING = {
    "account": "The deal has no account, so nobody can be tied to it: set the account in the CRM, and import again.",
    "people": "Nobody is known to work there: import the contacts with their account.",
    "exchanges": "No message or talk with anybody there is on record: import e-mails, calls and meetings.",
    "ties": "No tie of anybody outside is on record: import the table tie, from Salesforce the export of"
    " AccountContactRelation, with advisers, partners and those formerly employed there.",
    "changes": "Nobody is on record who joined or left a buyer: import the table person_change, with the employer"
    " before.",
    "driver": "No concern is likely enough to be at work in this deal, so no buyer can be named who had it and was won:"
    " name one with --reason CODE.",
    "references": "No buyer is known who had this concern and was won.",
}
_STEPS = {
    "adviser": "adviser",
    "partner": "partner",
    "reference": "reference",
    "former_employee": "formerly employed there",
    "colleague": "tied to them",
    "took_part": "took part in {about}",
    "stands_there": "works there now",
    "joined": "joined",
    "left": "left",
    "same_concern": "had the same concern in {about}, won",
}
#: what stands before the day of a step; since, where nothing is said here
_WHEN = {"joined": "on", "left": "on", "same_concern": "on", "took_part": "last on"}


def show_ties(home: Home, deal: str, reason: str, manners: Manners, kind: str = "text") -> str:
    """Who else can talk to the buyer of a deal. reason: the concern of references, by default the likeliest.

    kind: text for the strongest of each group; csv or json for all of them.
    Raises InputError for an unknown deal or reason.
    """
    taxonomy = load_taxonomy(home)
    with open_results(home) as results:
        ask = ask_through(results.connection)
        number = choose_deal(results.connection, deal)
        driver = next(iter(seek_reasons((reason,), taxonomy).weights)) if reason else choose_driver(ask, number)
        found = find_ways(ask, number, driver, manners, is_now=not home.asked_day)
        if kind == "csv":
            return write_csv(COLUMNS, _list_ways(found))
        if kind == "json":
            return json.dumps(_make_plain(found), indent=1, ensure_ascii=False) + "\n"
        name = taxonomy.by_code[driver].name if driver else ""
        return "\n".join([*_say(found, name, is_told=bool(reason)), *([results.note] if results.note else [])]) + "\n"


def write_path(way: Way) -> str:
    """A way in one line: from us over each step to the buyer."""
    parts = [_name(way.places[0])]
    for step, place in zip(way.steps, way.places[1:], strict=True):
        parts += [f"--({_say_step(step)})-->", _name(place)]
    last = way.places[-1]
    return " ".join(parts) + (f" ({last.about})" if last.about else "")


def _name(place: Place) -> str:
    return place.name or "nobody of ours"


def _say_step(step: Step) -> str:
    if step.kind == "none":
        return "no two-way exchange on record"
    if step.kind == "exchange" and step.figures:
        return _say_figures(step.figures)
    said = _STEPS[step.kind].format(about=step.about)
    if step.at is not None:
        said += f" {_WHEN.get(step.kind, 'since')} {write_day(step.at)}"
    if step.until is not None:
        said += f" until {write_day(step.until)}"
    return said + (f" from {step.about}" if step.kind == "joined" and step.about else "")


def _say_figures(figures: Figures) -> str:
    return f"{write_count(figures.both_ways, 'two-way exchange')}, last on {write_day(figures.last_word_at)}"


def _say(found: Found, driver: str, *, is_told: bool) -> Iterator[str]:
    target = found.target
    yield f"Who else can talk to {target.account or target.name}: {target.name}, as of {write_day(target.as_of)}."
    if driver:
        yield f"Concern: {driver}" + ("." if is_told else " (the likeliest at work in this deal).")
    for group in GROUPS:
        if group == "reference" and not driver:
            continue
        ways = found.of_group(group)
        yield ""
        yield _TITLES[group] + ":" + ("" if ways else f" {_NONE[group]}.")
        for way in ways[:_SHOWN]:
            yield from _say_way(way)
        if len(ways) > _SHOWN:
            yield f"  and {len(ways) - _SHOWN} more: --format csv"
    if found.missing:
        yield ""
        yield "What the record would need for more:"
        yield from (f"  {_MISSING[code]}" for code in found.missing)


def _say_way(way: Way) -> Iterator[str]:
    yield f"  {way.name or 'nobody of ours'}" + (f" ({way.about})" if way.about else "")
    yield f"    {write_path(way)}"
    if way.hindered:
        free = f"; free again on {write_date(way.free_on)}" if way.free_on else ""
        yield f"    may not be asked: {_HINDERED[way.hindered]}{free}"
    notes = []
    if way.on_deal:
        notes.append("takes part in this deal already")
    if way.alike:
        notes.append(f"same {write_list(list(way.alike))}")
    if not way.is_sure:
        notes.append("perhaps somebody else of the same name: ask first")
    if way.others:
        others = [f"{one.name} ({one.figures.both_ways})" for one in way.others]
        notes.append(f"knows there too: {write_list(others)}")
    if rows := _list_rows(way):
        notes.append(f"rests on {', '.join(rows)}")
    yield from (f"    {note}" for note in notes)


def _list_rows(way: Way) -> list[str]:
    return list(dict.fromkeys(f"{ground.table} {ground.row_id}" for step in way.steps for ground in step.grounds))


def _list_ways(found: Found) -> Iterator[list[object]]:
    for group in GROUPS:
        for rank, way in enumerate(found.of_group(group), 1):
            cells = _list_cells(way, rank)
            yield [cell.replace("\u00a0", " ") if isinstance(cell, str) else cell for cell in cells]


def _list_cells(way: Way, rank: int) -> tuple[object, ...]:
    told = way.figures
    return (
        *(way.group, rank, way.through, way.name, way.about, told.both_ways, told.inbound, told.outbound),
        *(told.meetings, _write_iso(told.last_word_at), write_path(way), not way.hindered, way.hindered),
        *(way.free_on.isoformat() if way.free_on else "", way.on_deal, way.is_sure, " ".join(way.alike)),
        "; ".join(_list_rows(way)),
    )


def _write_iso(moment: int | None) -> str:
    return "" if moment is None else f"{datetime.fromtimestamp(moment, UTC):%Y-%m-%d}"


def _make_plain(found: Found) -> dict[str, object]:
    """Plain values: days as 2026-03-31, each way with its places and steps."""
    ways = []
    for way in found.ways:
        plain = asdict(way) | {"free_on": way.free_on.isoformat() if way.free_on else None}
        plain["figures"] = _tell_figures(way.figures)
        plain["others"] = [asdict(one) | {"figures": _tell_figures(one.figures)} for one in way.others]
        plain["steps"] = [
            asdict(step)
            | {
                "at": _write_iso(step.at) or None,
                "until": _write_iso(step.until) or None,
                "figures": _tell_figures(step.figures) if step.figures else None,
            }
            for step in way.steps
        ]
        ways.append(plain)
    target = asdict(found.target) | {"as_of": _write_iso(found.target.as_of)}
    del target["known_by"]
    return {"deal": target, "reason": found.driver, "ways": ways, "missing": list(found.missing)}


def _tell_figures(figures: Figures) -> dict[str, object]:
    return {
        "exchanges": figures.both_ways,
        "inbound": figures.inbound,
        "outbound": figures.outbound,
        "talks": figures.meetings,
        "last_day": _write_iso(figures.last_word_at) or None,
    }
