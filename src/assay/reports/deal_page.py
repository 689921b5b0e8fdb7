"""What the page of one deal shows, worded; the template and the terminal get this and nothing else."""

from dataclasses import dataclass
from typing import Annotated

from assay.domain.spans import DAY, GRACE, count_days
from assay.domain.tongue import say, say_counted
from assay.reports.alike import say_comparable
from assay.reports.claims import say_comparison
from assay.reports.coded import CodedView, list_coded
from assay.reports.deal_file import DealFile, Finding, Run
from assay.reports.facts import Fact, list_facts
from assay.reports.listing import ListedRow, Listing, list_rows
from assay.reports.naming import say_named
from assay.reports.next_step import Step, list_steps
from assay.reports.people import PeopleView, view_people
from assay.reports.picture import Timeline
from assay.reports.provenance import INVENTED, is_invented, say_run
from assay.reports.reasons.building import view_reasons
from assay.reports.reasons.view import ReasonsView
from assay.reports.silence import say_unsaid
from assay.reports.statements import Remark, SideView, list_remarks, list_sides
from assay.reports.timeline import draw_timeline
from assay.reports.turn import SIGNAL as TURN_SIGNAL
from assay.reports.turn import TurnView, view_turn
from assay.reports.unknown import say_missing
from assay.reports.winning.saying import say_chance
from assay.reports.wording import cut_text, write_count, write_day, write_money, write_outcome
from assay.words.taxonomy import Taxonomy

#: evidence rows shown under a finding; the rest stand in the table of all rows
_MOST_EVIDENCE = 40


@dataclass(frozen=True)
class FindingView:
    """One finding with what it rests on and how it compares."""

    anchor: Annotated[str, "where links to it point"]
    title: Annotated[str, "title of the signal"]
    question: Annotated[str, "the question that was asked"]
    sentence: Annotated[str, "what was found, in one sentence"]
    day: Annotated[str, "when it became so, or empty"]
    measure: Annotated[str, "on how many won deals rests what is typical, or empty"]
    comparison: Annotated[str, "how it goes with losing among comparable deals, or that it cannot be told"]
    rows: Annotated[tuple[ListedRow, ...], "the evidence"]
    rows_text: Annotated[str, "how many rows the evidence has"]
    beyond: Annotated[str, "evidence that is not repeated here, or empty"]


@dataclass(frozen=True)
class Question:
    """A signal that did not fire."""

    title: Annotated[str, "title of the signal"]
    question: Annotated[str, "the question that was asked"]
    missing: Annotated[str, "what is missing and what would answer it, for unknown ones"]


@dataclass(frozen=True)
class DealPage:
    """The whole file of one deal."""

    title: Annotated[str, "name of the deal"]
    account: Annotated[str, "the account, or empty"]
    outcome: Annotated[str, "outcome in words"]
    outcome_code: Annotated[str, "outcome as a style class"]
    banner: Annotated[str, "that the company is invented, or empty"]
    note: Annotated[str, "what a reader should know first, or empty"]
    head: Annotated[tuple[Fact, ...], "amount, owner, days"]
    view_text: Annotated[str, "as of when the deal was looked at"]
    comparable: Annotated[str, "which won deals it may be set against, or why none; empty where nothing was lost"]
    crm_url: Annotated[str, "where to open the deal in its source, or empty"]
    reasons: Annotated[ReasonsView | None, "the reasons, as far as they can be told; None where they are not named"]
    timeline: Annotated[Timeline | None, "the picture"]
    turn: Annotated[TurnView | None, "the momentum turn, or that none is visible; None where it cannot be told"]
    turn_missing: Annotated[str, "what is missing where the momentum turn cannot be told; else empty"]
    findings: Annotated[tuple[FindingView, ...], "what was found"]
    clear: Annotated[tuple[Question, ...], "asked and not found"]
    unknown: Annotated[tuple[Question, ...], "asked and not to be told"]
    remarks: Annotated[tuple[Remark, ...], "the rep's account as the CRM holds it"]
    sides: Annotated[tuple[SideView, ...], "what each side says"]
    coded: Annotated[tuple[CodedView, ...], "passages that say something of a reason, each with its code"]
    people: Annotated[PeopleView, "who took part, on both sides"]
    steps: Annotated[tuple[Step, ...], "what can be done next"]
    facts: Annotated[tuple[Fact, ...], "plain facts"]
    rows: Annotated[tuple[ListedRow, ...], "every row, oldest first"]
    rows_text: Annotated[str, "how many rows there are"]
    run_text: Annotated[str, "which run made this"]
    back: Annotated[str, "address of the team page, or empty"]
    rows_at: Annotated[str, "address below which each row has a page of its own, or empty"]


def build_deal_page(
    file: DealFile,
    run: Run,
    *,
    back: str = "",
    rows_at: str = "",
    listing: Listing | None = None,
    taxonomy: Taxonomy | None = None,
    with_words: bool = True,
) -> DealPage:
    """The page of one deal from its rows.

    back: a relative address of the team page, where there is one.  rows_at: the address below which a server shows each
    row by its table and id, where there is one.  listing: the rows of `file`, where they were listed before.
    taxonomy: names the drivers; without it reasons and coded passages are left out.  with_words: coded passages too.
    """
    listing = listing or list_rows(file)
    outcome = file.moment.outcome if file.moment else file.deal.outcome
    url = file.deal.standing.url
    return DealPage(
        title=file.deal.name,
        account=file.deal.account,
        outcome=write_outcome(outcome),
        outcome_code=outcome,
        banner=INVENTED if is_invented(file) else "",
        note=run.note,
        head=tuple(Fact(name, text) for name, text in _list_head(file, run) if text),
        view_text=" ".join([_say_view(file, run), *_say_winning(file)]),
        comparable=say_comparable(file.comparable),
        crm_url=url if url.startswith(("https://", "http://")) else "",
        reasons=view_reasons(file, run, listing, taxonomy),
        timeline=draw_timeline(file, listing, run.as_of),
        turn=view_turn(file),
        turn_missing=_say_turn_missing(file, run),
        findings=tuple(_view_finding(finding, file, run, listing) for finding in file.findings),
        clear=_list_questions(file, run, "clear"),
        unknown=_list_questions(file, run, "unknown"),
        remarks=list_remarks(file, listing),
        sides=list_sides(file, listing),
        coded=list_coded(file, listing, taxonomy) if with_words else (),
        people=view_people(file),
        steps=list_steps(file, run),
        facts=list_facts(file),
        rows=listing.rows,
        rows_text=write_count(len(listing.rows), "row"),
        run_text=say_run(run),
        back=back,
        rows_at=rows_at,
    )


def _say_winning(file: DealFile) -> list[str]:
    return [say("Chance of winning: {chance}.", chance=say_chance(file.chance))] if file.chance else []


def _list_head(file: DealFile, run: Run) -> list[tuple[str, str]]:
    deal = file.deal
    amount = write_money(deal.amount, deal.currency)
    home = file.moment.value if file.moment else None
    if home is not None and deal.currency and deal.currency != run.home_currency:
        amount += f" ({write_money(round(home), run.home_currency)})"
    bases = {"field": say("as entered"), "first_seen": say("first seen closed")}
    basis = bases.get(deal.closed_at_basis, "")
    end = deal.closed_at or (file.moment.as_of if file.moment else None)
    days = "" if deal.opened_at is None or end is None else write_count(count_days(deal.opened_at, end), "day")
    closed = write_day(deal.closed_at) + (f" ({basis})" if basis and deal.closed_at else "")
    nothing = say("not recorded")
    return [
        ("Amount", amount or nothing),
        ("Owner", deal.owner or nothing),
        ("Opened", write_day(deal.opened_at) or nothing),
        ("Closed", closed or ("" if deal.outcome == "open" else nothing)),
        ("Open for" if deal.closed_at is None else "Took", days),
        ("Stage", deal.stage if deal.outcome == "open" else ""),
        ("Product", cut_text(deal.product, 60)),
        ("Id", f"{deal.source_id} ({deal.source})"),
    ]


def _say_view(file: DealFile, run: Run) -> str:
    moment = file.moment
    if moment is None:
        return say("This deal came into the record after the last run: no signal was asked yet. To ask them: assay run")
    if moment.view == "open":
        return say("Findings are as of {day}.", day=write_day(moment.as_of))
    day = write_day(moment.as_of)
    # a message that does not say who wrote it may have been a later word, or the only one
    is_unsure = bool(say_unsaid(file, moment.last_word_at))
    last = say("the buyer's last known word") if is_unsure else say("the buyer's last word")
    grace = GRACE // DAY
    if moment.last_word_at is None:
        held = say("no known word") if is_unsure else say("no word")
        text = say(
            "A look back from the day before the close ({day}): the record holds {held} of the buyer.",
            day=day,
            held=held,
        )
    elif moment.as_of == moment.last_word_at + GRACE:
        text = say(
            "A look back from {word} plus {n} days ({day}): what happened later plays no part in the findings.",
            word=last,
            n=grace,
            day=day,
        )
    else:
        text = say(
            "A look back from the close ({day}), which came within {n} days of {word}.",
            word=last,
            n=grace,
            day=day,
        )
    if file.deal.outcome != moment.outcome:
        text += " " + say(
            "It was {before} as of {day}; in the record it is {now} now.",
            before=write_outcome(moment.outcome),
            day=write_day(run.as_of),
            now=write_outcome(file.deal.outcome),
        )
    return text


def _view_finding(finding: Finding, file: DealFile, run: Run, listing: Listing) -> FindingView:
    signal = run.signals.get(finding.signal)
    rows = [listing.places[key] for key in finding.rows if key in listing.places]
    rows.sort(key=lambda row: int(row.anchor.removeprefix("row-")))
    lost = len(finding.rows) - len(rows)
    more = len(rows) - _MOST_EVIDENCE
    beyond = [say_counted("{n} more in the table of all rows", "{n} more in the table of all rows", more)]
    beyond = beyond if more > 0 else []
    beyond += [say("{rows} no longer in the record", rows=write_count(lost, "row"))] if lost else []
    return FindingView(
        anchor="finding-" + finding.signal.replace(".", "-"),
        title=signal.title if signal else finding.signal,
        question=signal.question if signal else "",
        sentence=say_named(finding, file, signal),
        day=write_day(finding.hit_at),
        measure=_say_measure(finding, file),
        comparison=say_comparison(run.comparisons.get(finding.signal)),
        rows=tuple(rows[:_MOST_EVIDENCE]),
        rows_text=write_count(len(rows), "row"),
        beyond="; ".join(beyond),
    )


def _say_measure(finding: Finding, file: DealFile) -> str:
    measure = file.grounds.measures.get(finding.signal)
    return say("What is typical rests on {deals}.", deals=measure.say()) if measure else ""


def _list_questions(file: DealFile, run: Run, answer: str) -> tuple[Question, ...]:
    asked = [run.signals[signal] for signal, given in file.answers.items() if given == answer and signal in run.signals]
    return tuple(Question(signal.title, signal.question, say_missing(signal, file)) for signal in asked)


def _say_turn_missing(file: DealFile, run: Run) -> str:
    signal = run.signals.get(TURN_SIGNAL)
    return say_missing(signal, file) if signal and file.answers.get(TURN_SIGNAL) == "unknown" else ""
