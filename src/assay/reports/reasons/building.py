"""Builds what is shown of a deal's reasons from its file."""

import csv
import io
from urllib.parse import quote

from assay.domain.tongue import say, say_counted
from assay.reports.deal_file import DealFile, Run
from assay.reports.listing import Listing
from assay.reports.reasons.accounts import view_accounts
from assay.reports.reasons.gap import view_gap
from assay.reports.reasons.grounds import view_grounds
from assay.reports.reasons.questions import list_questions
from assay.reports.reasons.rows import LIKELY, POSSIBLE, DealReasons, ReasonRow
from assay.reports.reasons.saying import (
    CAUTIONS,
    ENDED,
    HEADINGS,
    MAY,
    OPEN,
    WEAK,
    WHOSE,
    Name,
    is_told,
    is_too_little,
    say_reasons,
    say_strength,
    say_weak,
    split_rows,
    tell_kind,
)
from assay.reports.reasons.view import BarView, ReasonsView, ReasonView
from assay.reports.wording import write_count, write_day, write_list, write_number, write_share, write_share_range
from assay.words.taxonomy import Taxonomy

#: rows that are shown for a reason, and as many against it
_MOST_GROUNDS = 8


def view_reasons(file: DealFile, run: Run, listing: Listing, taxonomy: Taxonomy | None) -> ReasonsView | None:
    """The reasons of a deal; None without a taxonomy to name them, and for a deal that no run has looked at."""
    if taxonomy is None or file.moment is None:
        return None
    reasons, kind = file.reasons, tell_kind(file.moment.outcome)
    name = make_name(taxonomy)
    if not reasons.made_of:
        return _view_none(kind)
    likely, possible = split_rows(reasons) if not is_too_little(reasons) else ([], [])
    shown = [*likely, *possible]
    rest = sorted((row for row in reasons.rows if row not in shown), key=lambda row: (-row.p, row.rank))

    def view(row: ReasonRow) -> ReasonView:
        return _view_reason(row, file, run, listing, name, is_main=is_told(reasons) and row.rank == 1)

    return ReasonsView(
        heading=say(HEADINGS[kind]),
        note=_say_note(file, run),
        sentence=say_reasons(reasons, kind, name),
        caution=say(CAUTIONS[kind]) if reasons.rows else "",
        shown=tuple(map(view, shown)),
        rest=tuple(map(view, rest)),
        rest_text=say_counted("{n} less likely driver", "{n} less likely drivers", len(rest)) if rest else "",
        weak=_list_weak(file, name) if kind != OPEN else (),
        weak_text=say(WEAK),
        ask=_say_ask(file, kind) if reasons.made_of == run.run_id else "",
        questions=list_questions(reasons.rows, taxonomy) if kind == OPEN else (),
        accounts=view_accounts(reasons, name) if kind != OPEN else None,
        gap=view_gap(reasons.verdict) if kind == ENDED else None,
        csv_href=_write_csv(reasons, name) if reasons.rows else "",
    )


def make_name(taxonomy: Taxonomy) -> Name:
    """Names drivers; a code of an older taxonomy is read through what replaced it."""

    def name(code: str) -> str:
        now = taxonomy.read_code(code)
        return " / ".join(taxonomy.by_code[one].name for one in now) or code

    return name


def _view_none(kind: str) -> ReasonsView:
    note = say(
        "The reasons are worked out after a run, once its words are coded. That was not done yet: the application does "
        "it by itself, and so does: assay run"
    )
    return ReasonsView(say(HEADINGS[kind]), note, "", "", (), (), "", (), "", "", (), None, None, "")


def _say_note(file: DealFile, run: Run) -> str:
    reasons = file.reasons
    if reasons.made_of == run.run_id:
        return ""
    was_open = bool(file.moment and reasons.rows and reasons.rows[0].view != file.moment.view)
    told = say("These reasons are those of an earlier run; those of the last run are still to be worked out.")
    then = say("The deal was open then.") if was_open and reasons.rows[0].view == "open" else ""
    return f"{told} {then}" if then else told


def _view_reason(
    row: ReasonRow, file: DealFile, run: Run, listing: Listing, name: Name, *, is_main: bool
) -> ReasonView:
    grounds = [one for one in file.reasons.grounds if one.driver == row.driver]
    speaking = view_grounds([one for one in grounds if one.way == "for"], file, run, listing)
    opposing = view_grounds([one for one in grounds if one.way == "against"], file, run, listing)
    beyond = max(0, len(speaking) - _MOST_GROUNDS) + max(0, len(opposing) - _MOST_GROUNDS)
    code = "likely" if row.p >= LIKELY else "possible" if row.p >= POSSIBLE else "rest"
    kind = tell_kind(file.moment.outcome if file.moment else "")
    words = {"likely": say("likelier than not"), "possible": say(MAY[kind]), "rest": say("less likely")}
    return ReasonView(
        anchor=f"reason-{row.driver.replace('_', '-')}",
        name=name(row.driver),
        standing=words[code],
        standing_code=code,
        share=write_share(row.p),
        interval=write_share_range(row.p_low, row.p_high),
        bar=BarView(*(round(100 * min(max(value, 0.0), 1.0), 1) for value in (row.p, row.p_low, row.p_high))),
        is_main=is_main,
        whose=say(WHOSE.get(row.whose, row.whose)),
        since=_say_since(row),
        stated=_say_stated(row) if kind != OPEN or row.stated_by_rep or row.stated_by_buyer else "",
        record="" if kind == OPEN else say("the record alone gives it {share}", share=write_share(row.p_record)),
        strength=say_strength(file.reasons.effects.get(row.driver)),
        together=_say_together(row, file.reasons, name),
        speaking=speaking[:_MOST_GROUNDS],
        opposing=opposing[:_MOST_GROUNDS],
        beyond=say("{rows} in the table of all rows", rows=write_count(beyond, "more row")) if beyond else "",
    )


def _say_since(row: ReasonRow) -> str:
    return say("there since {day}", day=write_day(row.since)) if row.since else say("since when cannot be told")


def _say_stated(row: ReasonRow) -> str:
    if row.stated_by_rep and row.stated_by_buyer:
        return say("named by the rep and by the buyer")
    if row.stated_by_rep:
        return say("named by the rep")
    return say("named by the buyer") if row.stated_by_buyer else say("named by nobody")


def _say_together(row: ReasonRow, reasons: DealReasons, name: Name) -> str:
    """The other drivers of this deal with which it occurs more often than chance gives, across deals."""
    here = {one.driver for one in reasons.rows if one.p >= POSSIBLE}
    found = []
    for pair in reasons.together:
        (other, *_) = pair.drivers - {row.driver} or {row.driver}
        if row.driver in pair.drivers and pair.drivers <= here:
            times = write_number(pair.lift, 1)
            low, high = write_number(pair.low, 1), write_number(pair.high, 1)
            told = say(
                "{name} ({times} times as often as by chance, 95\u00a0% interval {low} to {high}, {deals})",
                **{"name": name(other), "times": times, "low": low, "high": high},
                deals=write_count(pair.n, "lost deal"),
            )
            found.append(told)
    return say("Occurs together with {names}.", names=write_list(found)) if found else ""


def _list_weak(file: DealFile, name: Name) -> tuple[str, ...]:
    reasons = file.reasons
    named = [row for row in reasons.rows if row.stated_by_rep]
    found = []
    for row in named:
        if row.p_record < POSSIBLE and not row.stated_by_buyer:
            others = [
                one
                for one in reasons.grounds
                if one.driver == row.driver and one.way == "for" and (one.side != "rep" or one.signal)
            ]
            held = reasons.held.get(row.driver)
            found.append(say_weak(row, held, name, is_alone=len(named) == 1, is_supported=bool(others)))
    return tuple(found)


def _say_ask(file: DealFile, kind: str) -> str:
    """What would settle it, of a deal of which it cannot be told."""
    if kind != ENDED or is_told(file.reasons):
        return ""
    if any(one.kind == "buyer" and one.held_at is not None for one in file.debriefs):
        if not any(one.side == "buyer" for one in file.statements):
            return say(
                "The buyer was talked to, and what was said does not stand where everybody who may see this deal "
                "reads it: it does not count here. Whoever may read it can say what it was."
            )
        return say("The buyer was talked to, and it still cannot be told. An audit of this loss may settle it.")
    return say("What would settle it most is what the buyer says: ask for a debrief.")


def _write_csv(reasons: DealReasons, name: Name) -> str:
    """The figures as an address that holds them itself."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["driver", "name", "p", "p_low", "p_high", "strength", "p_record", "whose", "by_rep", "by_buyer"])
    for row in sorted(reasons.rows, key=lambda row: (-row.p, row.rank)):
        figures = (row.p, row.p_low, row.p_high, row.strength, row.p_record)
        said = ("yes" if stated else "no" for stated in (row.stated_by_rep, row.stated_by_buyer))
        writer.writerow([row.driver, name(row.driver), *(f"{value:.4f}" for value in figures), row.whose, *said])
    return "data:text/csv;charset=utf-8," + quote("\ufeff" + out.getvalue())
