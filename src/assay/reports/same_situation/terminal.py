"""The open deals in the same situation on the command line: in words, or all of them ranked as a table."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from assay.domain.errors import InputError
from assay.reports.choosing import choose_deal
from assay.reports.same_situation.reading import (
    Found,
    Sought,
    find_like,
    seek_known,
    seek_reasons,
    seek_words,
)
from assay.reports.table_text import write_csv, write_json
from assay.reports.wording import write_count, write_day, write_list, write_share
from assay.rescue.situation import LEAST, LikeDeal, PastReason, count_held_out
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.taxonomy import Taxonomy, load_taxonomy

COLUMNS = (
    *("rank", "deal_id", "deal_source_id", "deal_name", "probability", "held_out", "proposed"),
    *("silent_days", "is_dead", "value", "at_work"),
)


@dataclass(frozen=True)
class Asked:
    """What other deals are to be like: a deal, reasons, both (then the reasons go before its verdict), or words."""

    deal: str = ""
    reasons: Sequence[str] = ()
    text: str = ""


#: deal -> its main reasons as a person confirmed them, None where nobody did
Confirmed = Callable[[int], Sequence[PastReason] | None]


def show_like(home: Home, asked: Asked, kind: str = "text", confirmed: Confirmed = lambda deal: None) -> str:
    """The open deals in which the same is likely at work as in a loss, or as told by reasons or words.

    kind: text for those to be called and what matches; csv or json for every open deal, ranked, each with its
    probability and whether it is held out.  confirmed: what goes before the verdict of the run.
    Raises InputError where it is not clear what is asked, for an unknown deal or reason, and where nothing is known of
    why the deal ended.
    """
    taxonomy = load_taxonomy(home)
    with open_results(home) as results:
        sought = _seek(home, results.connection, asked, taxonomy, confirmed)
        found = find_like(results.connection, sought, holds_out=home.holds_out, is_whole=kind != "text")
        if kind == "csv":
            return write_csv(COLUMNS, _list_rows(found))
        if kind == "json":
            return write_json(COLUMNS, _list_rows(found))
        return "\n".join([*_say(found, taxonomy), *([results.note] if results.note else [])]) + "\n"


def _seek(
    home: Home, connection: duckdb.DuckDBPyConnection, asked: Asked, taxonomy: Taxonomy, confirmed: Confirmed
) -> Sought:
    if asked.text and (asked.reasons or asked.deal) or not (asked.text or asked.reasons or asked.deal):
        raise InputError(
            "It is not clear what other deals are to be like.",
            fix="Name a deal, or reasons with --reason CODE, or tell the situation with --text WORDS.",
        )
    if asked.text:
        return seek_words(home, asked.text)
    deal = choose_deal(connection, asked.deal) if asked.deal else None
    if deal is None or asked.reasons:
        return seek_reasons(asked.reasons, taxonomy, deal)
    return seek_known(connection, deal, confirmed(deal), taxonomy)


def _list_rows(found: Found) -> Iterator[tuple[object, ...]]:
    proposed = {one.deal_id for one in found.proposed}
    for rank, one in enumerate(found.ranked, 1):
        at_work = " ".join(f"{driver.driver}={driver.p:.3f}" for driver in one.at_work if driver.p)
        yield (
            *(rank, one.deal_id, one.source_id, one.name, round(one.probability, 6), one.is_held_out),
            *(one.deal_id in proposed, one.silent_days, one.is_dead, one.value, at_work),
        )


def _say(found: Found, taxonomy: Taxonomy) -> Iterator[str]:
    names = {one.code: one.name for one in taxonomy.drivers}
    sought = list(_say_weights(found.sought.weights, names))
    by = ", confirmed by a person" if found.sought.source == "confirmed" else ""
    yield f"Sought{by}: {write_list(sought)}."
    held = count_held_out(found.ranked)
    if not found.proposed:
        some = "No open deal but those held out" if held else "No open deal"
        yield f"{some} is likely enough to be in this situation (above {write_share(LEAST)}); none is named."
        yield from _say_held_out(held)
        return
    yield f"{write_count(len(found.proposed), 'open deal')} likely enough to be in it (above {write_share(LEAST)}):"
    for one in found.proposed:
        yield ""
        yield from _say_one(one, found, names)
    yield from _say_held_out(held)


def _say_held_out(held: int) -> Iterator[str]:
    """Of all deals, which a page tells of those alone that its reader may see."""
    if held:
        yield ""
        deals = write_count(held, "deal that would be named is", "deals that would be named are")
        yield (
            f"{deals} held out by lot, so that one day it can be told whether"
            " calling helped; hold_out = no in the settings ends that. This is told of all deals, a page of those that"
            " its reader may see."
        )


def _say_weights(weights: Mapping[str, float], names: dict[str, str]) -> Iterator[str]:
    """A single one bears all the weight, which read as a figure would pass for certainty."""
    for driver, weight in weights.items():
        yield names[driver] + (f" ({write_share(weight)} of the weight)" if len(weights) > 1 else "")


def _say_one(one: LikeDeal, found: Found, names: dict[str, str]) -> Iterator[str]:
    silent = (
        "no word of the buyer yet" if one.silent_days is None else f"silent for {write_count(one.silent_days, 'day')}"
    )
    yield f"{write_share(one.probability)}  {one.name} ({one.source_id}), {silent}"
    for driver in one.at_work:
        grounds = found.grounds.get((one.deal_id, driver.driver), [])
        latest = f", last on {write_day(grounds[0].occurred_at)}" if grounds and grounds[0].occurred_at else ""
        told = f"{write_count(len(grounds), 'row')} for it{latest}" if grounds else "nothing speaks for it"
        yield f"  {names[driver.driver]}: {write_share(driver.p)}, {told}"
    matched = found.matched.get(one.deal_id)
    if matched:
        for word, facts in (("as there", matched.same), ("not as there", matched.other)):
            if facts:
                yield f"  {word}: {'; '.join(fact.title for fact in facts)}"
        for fact in matched.unknown:
            yield f"  unknown: {fact.title} ({fact.missing})"
