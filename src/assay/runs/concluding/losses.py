"""Losses of a run, with their reasons and what auditors judged of them."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from assay.patterns.losses import NEVER, Flags, Judged, Losses, Number, Whole, gather_audits
from assay.runs.concluding.part import Work
from assay.tables.statement import OPEN_STATEMENT
from assay.words.taxonomy import Driver, load_taxonomy

#: first second of a quarter, of the next one, and when the first audit of it was finished
Drawn = tuple[int, int, int]

#: codes of the taxonomy that are no reasons
_NO_REASONS = ("other", "unknown")

_LOSSES = """
SELECT deal_id, outcome, coalesce(segment, '') AS segment, closed_at FROM moment
WHERE outcome IN ('lost', 'no_decision') AND closed_at IS NOT NULL ORDER BY deal_id"""

#: p by the record alone, and the main one by what no audit told: a prediction that knows its own test looks too good
_REASONS = """
SELECT deal_id, driver, p_record AS p, stated_by_rep, stated_by_buyer FROM new_reason WHERE view = 'look_back'"""
_MAIN = "SELECT deal_id, main_unaudited FROM new_verdict WHERE standing <> 'too_little' AND view = 'look_back'"
_TOLD = "SELECT deal_id FROM new_verdict WHERE standing = 'told' AND view = 'look_back'"

#: what was judged in audits whose draw is known
_DRAWN = """
SELECT deal_id, auditor, driver, verdict, is_main, occurred_at, quarter_first, quarter_until, probability FROM audit
WHERE NOT is_deleted AND known_at <= {known_by:d} ORDER BY deal_id, auditor, driver"""

#: audits of which no more is on record than when they were held and what they named
_HELD = """
SELECT deal_id, min(held_at) AS held_at FROM debrief
WHERE kind = 'audit' AND held_at IS NOT NULL AND NOT is_deleted AND known_at <= {known_by:d} GROUP BY deal_id"""
_NAMED = """
SELECT DISTINCT s.deal_id, c.driver FROM statement s JOIN statement_code c ON c.statement_id = s.id
WHERE s.side = 'auditor' AND NOT s.is_deleted AND NOT c.is_deleted AND {open}
  AND s.known_at <= {known_by:d} AND c.known_at <= {known_by:d}"""


def list_reasons(work: Work) -> tuple[Driver, ...]:
    """The drivers of the taxonomy in force that are reasons of a loss."""
    return tuple(one for one in load_taxonomy(work.home).in_use if one.code not in _NO_REASONS)


def read_losses(work: Work, drivers: Sequence[Driver]) -> Losses:
    """All deals lost or not decided by the run's moment, in the order of their ids."""
    connection = work.gathering.local.connection
    found = connection.execute(_LOSSES).fetchnumpy()
    deal = np.asarray(found["deal_id"], dtype=np.int64)
    codes = tuple(one.code for one in drivers)
    teams = {
        row[0]: row[1:]
        for row in work.gathering.engine.rows(
            "SELECT d.id, d.owner_id, s.team FROM deal d LEFT JOIN seller s ON s.id = d.owner_id"
        )
    }
    owned = [teams.get(int(one), (None, None)) for one in deal]
    p, by_rep, by_buyer = _read_reasons(work, deal, codes)
    closed_at = np.asarray(found["closed_at"], dtype=np.int64)
    judged, quarters = _read_audits(work, deal)
    return Losses(
        drivers=codes,
        deal=deal,
        outcome=np.asarray(found["outcome"], dtype=object),
        segment=np.asarray(found["segment"], dtype=object),
        team=np.array([team or "" for _, team in owned], dtype=object),
        owner=np.array([owner or 0 for owner, _ in owned], dtype=np.int64),
        closed_at=closed_at,
        p=p,
        first=_read_main(work, deal, codes),
        is_told=np.isin(deal, [row[0] for row in work.gathering.rows(_TOLD)]),
        by_rep=by_rep,
        by_buyer=by_buyer,
        drawn_since=_find_drawn_since(closed_at, quarters),
        audits=gather_audits(judged, codes),
    )


def _read_reasons(work: Work, deal: Whole, codes: Sequence[str]) -> tuple[Number, Flags, Flags]:
    """(losses, drivers) p, whether the rep and whether the buyer named it."""
    shape = (len(deal), len(codes))
    p, by_rep, by_buyer = np.zeros(shape), np.zeros(shape, bool), np.zeros(shape, bool)
    found = work.gathering.local.connection.execute(_REASONS).fetchnumpy()
    if len(deal) == 0 or len(found["deal_id"]) == 0:
        return p, by_rep, by_buyer
    columns = {code: column for column, code in enumerate(codes)}
    column = np.array([columns.get(str(code), -1) for code in found["driver"]])
    place = np.searchsorted(deal, found["deal_id"]).clip(0, len(deal) - 1)
    kept = (deal[place] == found["deal_id"]) & (column >= 0)
    at = (place[kept], column[kept])
    for table, name in ((p, "p"), (by_rep, "stated_by_rep"), (by_buyer, "stated_by_buyer")):
        table[at] = np.asarray(found[name])[kept]
    return p, by_rep, by_buyer


def _read_main(work: Work, deal: Whole, codes: Sequence[str]) -> Whole:
    """(losses,) column of the likeliest main driver, -1 where nothing is on record."""
    columns = {code: column for column, code in enumerate(codes)}
    main = dict(work.gathering.rows(_MAIN))
    return np.array([columns.get(main.get(int(one), ""), -1) for one in deal], dtype=np.int64)


def _read_audits(work: Work, deal: Whole) -> tuple[list[Judged], list[Drawn]]:
    """What was judged, and of which quarters losses were drawn.

    Where no draw is on record, what audits named stands for material, and they count as drawn from all losses alike.
    """
    places = {int(one): place for place, one in enumerate(deal)}
    rows = work.gathering.engine.rows(_DRAWN.format(known_by=work.clock.known_by))
    if not rows:
        held = _read_held(work, places)
        return held, [(-NEVER, NEVER, min((one.at for one in held), default=NEVER))]
    grouped: dict[tuple[int, int], list[tuple[object, ...]]] = defaultdict(list)
    for row in rows:
        grouped[row[0], row[1]].append(row)
    judged = []
    for (deal_id, _auditor), some in grouped.items():
        if deal_id in places:
            main = next((str(row[2]) for row in some if row[4]), "")
            verdicts = {str(row[2]): str(row[3]) for row in some}
            weight, at = 1 / float(str(some[0][8])), int(str(some[0][5]))
            judged.append(Judged(places[deal_id], weight, at, verdicts, main))
    since: dict[tuple[int, int], int] = {}
    for row in rows:
        quarter = int(row[6]), int(row[7])
        since[quarter] = min(since.get(quarter, NEVER), int(row[5]))
    return judged, [(*quarter, at) for quarter, at in sorted(since.items())]


def _read_held(work: Work, places: dict[int, int]) -> list[Judged]:
    known_by = work.clock.known_by
    named: dict[int, list[str]] = defaultdict(list)
    for deal_id, driver in work.gathering.engine.rows(
        _NAMED.format(known_by=known_by, open=OPEN_STATEMENT.replace("circle", "s.circle"))
    ):
        named[deal_id].append(str(driver))
    codes = [one.code for one in load_taxonomy(work.home).in_use]
    judged = []
    for deal_id, held_at in work.gathering.engine.rows(_HELD.format(known_by=known_by)):
        if deal_id in places:
            found = named[deal_id]
            verdicts = {code: "material" if code in found else "absent" for code in codes}
            main = found[0] if len(found) == 1 else None if found else ""
            judged.append(Judged(places[deal_id], 1.0, int(held_at), verdicts, main))
    return judged


def _find_drawn_since(closed_at: Whole, quarters: Sequence[Drawn]) -> Whole:
    """(losses,) when the first audit of its quarter was finished; NEVER for a quarter that was not drawn from."""
    found = np.full(len(closed_at), NEVER, dtype=np.int64)
    for first, until, since in quarters:
        within = (closed_at >= first) & (closed_at < until)
        found[within] = np.minimum(found[within], since)
    return found
