"""What to offer on the command line: in words, or as a table."""

from collections.abc import Iterator, Sequence

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.reports.choosing import choose_deal
from assay.reports.offers.wording import say_offer
from assay.reports.same_situation.reading import seek_reasons
from assay.reports.table_text import write_csv, write_json
from assay.reports.wording import write_count, write_day
from assay.rescue.offers.reading import Cases, Offer, choose_drivers, is_worked_out, read_cases, read_offers
from assay.rescue.offers.references import ReferencePerson, propose_references
from assay.rescue.ties.ways import Manners
from assay.runs.results import open_results
from assay.store.home import Home
from assay.words.measures.measure import load_measures
from assay.words.taxonomy import load_taxonomy

COLUMNS = (
    *("driver", "measure", "verdict", "done_n", "done_won", "not_n", "not_won", "done_share", "not_share"),
    *("difference", "difference_low", "difference_high", "drawn", "won_cases", "more_needed"),
)

_HINDERED = {
    "do_not_contact": "asked not to be contacted",
    "consent": "has not agreed to be contacted",
    "withdrawn": "took their consent back",
    "said_no": "said that we may not come back",
    "cap": "was asked of late",
}


def show_offers(home: Home, manners: Manners, deal: str = "", reasons: Sequence[str] = (), kind: str = "text") -> str:
    """What was done against the concerns of a deal, or against `reasons`, as it goes with winning; whom to ask.

    manners: what keeps buyers from being asked.  kind: text, csv or json; the latter two hold the figures alone.
    Raises InputError where it is not clear what is asked, for an unknown deal or reason, and where nothing is known of
    the deal's concerns.
    """
    taxonomy = load_taxonomy(home)
    if not deal and not reasons:
        raise InputError(
            "It is not clear against what something is to be offered.", fix="Name a deal, or --reason CODE."
        )
    with open_results(home) as results:
        number = choose_deal(results.connection, deal) if deal else None
        ask = ask_through(results.connection)
        drivers = list(seek_reasons(reasons, taxonomy).weights) if reasons else _choose(ask, number)
        if kind == "text":
            names = {one.code: one.name for one in taxonomy.drivers}
            lines = [line for driver in drivers for line in _say(ask, driver, names[driver], number, manners)]
            return "\n".join([*lines, *([results.note] if results.note else [])]) + "\n"
        rows = [row for driver in drivers for row in _list_rows(driver, read_offers(ask, driver))]
    if kind == "json":
        return write_json(COLUMNS, rows)
    return write_csv(COLUMNS, rows)


def _choose(ask: Ask, deal: int | None) -> list[str]:
    drivers = choose_drivers(ask, deal) if deal is not None else []
    if not drivers:
        raise InputError(
            "Nothing is known yet of what keeps this buyer from buying.",
            fix="Name a reason that you know of: --reason CODE.",
        )
    return drivers


def _say(ask: Ask, driver: str, name: str, deal: int | None, manners: Manners) -> Iterator[str]:
    offers, cases = read_offers(ask, driver), read_cases(ask, driver, deal_id=deal, most=5)
    kinds = load_measures().by_code
    yield f"{name}: came up in {write_count(cases.won + cases.lost, 'ended deal')}, {cases.won} of them won."
    if not is_worked_out(ask):
        yield "  What was done against it is not counted yet: assay run does so."
    elif not offers:
        yield "  Nothing that was done against it is on record beside deals alike, so nothing is ranked."
    for place, one in enumerate(offers, 1):
        yield f"  {place}. {kinds[one.measure].name if one.measure in kinds else one.measure}. {say_offer(one)}"
    yield from _say_cases(cases, {code: one.name for code, one in kinds.items()})
    people = propose_references(ask, driver, manners, deal_id=deal, most=5)
    yield from _say_people(people)
    yield ""


def _say_cases(cases: Cases, kinds: dict[str, str]) -> Iterator[str]:
    if cases.cases:
        yield "  Won with it:"
    for one in cases.cases:
        done = [f"{kinds.get(act.measure, act.measure).lower()} on {write_day(act.at)}" for act in one.done]
        told = ", ".join(done) or "nothing on record that was done against it"
        yield f"    {one.name}, voiced on {write_day(one.voiced_at)}, won on {write_day(one.closed_at)}: {told}"


def _say_people(people: Sequence[ReferencePerson]) -> Iterator[str]:
    yield (
        "  To ask for a reference:"
        if people
        else "  Nobody is known who overcame it and with whom talk went both ways."
    )
    for one in people:
        figures = one.figures
        count = (
            f"{write_count(figures.meetings, 'talk')}, {figures.inbound} messages from and {figures.outbound} to them"
        )
        barred = f"; may not be asked: {_HINDERED[one.hindered]}" if one.hindered else ""
        role = f", {one.title}" if one.title else ""
        yield f"    {one.name}{role} ({one.account}): {count}, last on {write_day(figures.last_word_at)}{barred}"


def _list_rows(driver: str, offers: Sequence[Offer]) -> Iterator[tuple[object, ...]]:
    for one in offers:
        spread = one.difference
        yield (
            *(driver, one.measure, one.verdict, one.done_n, one.done_won, one.not_n, one.not_won),
            *(one.done_share, one.not_share),
            *((spread.mid, spread.low, spread.high) if spread else (None, None, None)),
            *(one.drawn, one.cases, one.more_needed),
        )
