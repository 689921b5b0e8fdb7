"""What speaks for a reason and against it: findings, words, and questions that were asked and not answered by a hit."""

from collections.abc import Sequence
from math import exp

from assay.domain.tongue import mark, say, translate
from assay.reports.deal_file import DealFile, Run
from assay.reports.listing import ORIGINS, Listing
from assay.reports.naming import say_named
from assay.reports.reasons.rows import GroundRow
from assay.reports.reasons.view import GroundView
from assay.reports.wording import cut_text, write_day, write_number

_SIDES = {
    "rep": mark("the rep"),
    "buyer": mark("the buyer"),
    "peer": mark("a peer"),
    "manager": mark("the manager"),
    "auditor": mark("an auditor"),
    "unknown": mark("side not known"),
}
_TABLES = {"deal": mark("the deal's own fields"), "activity": mark("an activity"), "utterance": mark("a call")}
_LONGEST = 240


def view_grounds(rows: Sequence[GroundRow], file: DealFile, run: Run, listing: Listing) -> tuple[GroundView, ...]:
    """Each row as it is shown, those that moved the odds most first, then in the order of time."""
    ordered = sorted(rows, key=lambda row: (-abs(row.weight or 0.0), row.at or 0, row.row_id))
    return tuple(_view_signal(row, file, run) if row.signal else _view_words(row, file, listing) for row in ordered)


def _view_signal(row: GroundRow, file: DealFile, run: Run) -> GroundView:
    signal = run.signals.get(row.signal)
    finding = next((one for one in file.findings if one.signal == row.signal), None)
    title = translate(signal.title) if signal else row.signal
    if finding is None:
        is_clear = file.answers.get(row.signal) == "clear"
        kind = say("Asked and not found") if is_clear else say("Finding of an earlier run")
        return GroundView(kind, "", title, "", _say_weight(row), "clear" if is_clear else "", "")
    anchor = "finding-" + row.signal.replace(".", "-")
    sentence = f"{title}: {say_named(finding, file, signal)}"
    return GroundView(say("Finding"), "", sentence, write_day(row.at or finding.hit_at), _say_weight(row), anchor, "")


def _view_words(row: GroundRow, file: DealFile, listing: Listing) -> GroundView:
    coded = next((one for one in file.coded if (one.table, one.row_id, one.driver) == _key(row)), None)
    coded = coded or next((one for one in file.coded if (one.table, one.row_id) == _key(row)[:2]), None)
    statement = next((one for one in file.statements if (row.table, row.row_id) == ("statement", one.id)), None)
    place = listing.places.get(("activity", row.call) if row.call is not None else (row.table, row.row_id))
    quote = coded.quote if coded else statement.text if statement else ""
    if not quote and row.table == "deal":
        quote = file.deal.loss_reason or file.deal.win_reason
    origin = ORIGINS.get(coded.origin if coded else statement.origin if statement else "", _TABLES.get(row.table, ""))
    said = (translate(_SIDES.get(row.side, row.side)), translate(origin), write_day(row.at))
    return GroundView(
        kind=say("Named another reason") if (row.kind, row.way) == ("statement", "against") else say("Words"),
        quote=cut_text(quote, _LONGEST),
        sentence="" if quote or place is None else place.what,
        said=", ".join(part for part in said if part),
        weight=_say_weight(row),
        anchor=place.anchor if place else "",
        row=place.row if place else "",
    )


def _key(row: GroundRow) -> tuple[str, int, str]:
    return row.table, row.row_id, row.driver


def _say_weight(row: GroundRow) -> str:
    """By what factor it moved the odds of the reason; nothing where it moved them by less than a twentieth."""
    if row.weight is None or abs(row.weight) < 0.05:
        return ""
    factor = exp(min(abs(row.weight), 7.0))
    times = write_number(factor, 1 if factor < 10 else 0)
    return say("odds times {n}", n=times) if row.weight > 0 else say("odds divided by {n}", n=times)
