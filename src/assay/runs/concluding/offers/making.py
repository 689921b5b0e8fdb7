"""Makes tables offer and offer_case."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.domain.tongue import mark
from assay.patterns.offering import count_missing, reach_offer_verdict
from assay.runs.concluding.drivers.weeks import lay_weeks
from assay.runs.concluding.offers.acts import ACT, find_acts
from assay.runs.concluding.offers.comparing import ConcernWeeks, compare_measure, lay_concern
from assay.runs.concluding.offers.concerns import CONCERN, find_concerns
from assay.runs.concluding.part import Work
from assay.runs.deal_weeks import DealWeeks
from assay.stats.multiplicity import adjust_for_asking
from assay.stats.within_strata import WithinStrata, draw_to_none
from assay.tables.concluded.offer import OFFER
from assay.words.measures.measure import load_measures

Whole = NDArray[np.int64]

_IBIS = {"text": "string", "whole": "int64", "number": "float64"}

#: every won deal may be asked for a reference; lost ones stand beside them in the comparison alone
_WON = """SELECT deal_id FROM moment WHERE outcome = 'won' AND NOT coalesce(closed_in_batch, false) ORDER BY deal_id"""

#: what was done after the concern and by the end of the deal, the first time each
_CASES = f"""
WITH ended AS (
  SELECT deal_id, outcome = 'won' AS won, coalesce(closed_at, as_of) AS until FROM moment
  WHERE outcome IN ('won', 'lost', 'no_decision')),
done AS (
  SELECT c.deal_id, c.driver, a.measure, a.done_at, a.done_table, a.done_row
  FROM {CONCERN} c JOIN ended e USING (deal_id) JOIN {ACT} a USING (deal_id)
  WHERE a.done_at > c.voiced_at AND a.done_at <= e.until
  QUALIFY row_number() OVER (PARTITION BY c.deal_id, c.driver, a.measure ORDER BY a.done_at, a.done_row) = 1)
SELECT c.driver, c.deal_id, e.won, c.voiced_at, c.voiced_table, c.voiced_row, c.voiced_signal,
  d.measure, d.done_at, d.done_table, d.done_row
FROM {CONCERN} c JOIN ended e USING (deal_id) SEMI JOIN offer_chosen o USING (deal_id)
LEFT JOIN done d ON d.deal_id = c.deal_id AND d.driver = c.driver"""

_FIRST = """
SELECT f.place, f.voiced_at, coalesce(c.done_at, -1) AS done_at FROM offer_followed f
LEFT JOIN new_offer_case c ON c.deal_id = f.deal_id AND c.driver = f.driver AND c.measure = ?
WHERE f.driver = ? ORDER BY f.place"""


@dataclass(frozen=True)
class _Asked:
    driver: str
    measure: str
    deals: int
    found: WithinStrata


def make_offers(work: Work) -> None:
    """Tables new_offer and new_offer_case."""
    drivers = find_concerns(work)
    weeks = lay_weeks(work)
    followed = weeks.deal_id if weeks else np.zeros(0, dtype=np.int64)
    won = np.array([row[0] for row in work.gathering.rows(_WON)], dtype=np.int64)
    chosen = np.union1d(followed, won)
    work.report(mark("reading what was done in deals"), 0.0)
    find_acts(work, chosen)
    local = work.gathering.local
    local.put("offer_chosen", {"deal_id": "int64"}, [(int(deal),) for deal in chosen])
    work.gathering.make("new_offer_case", _CASES)
    asked = list(_ask_all(work, weeks, drivers)) if weeks else []
    local.put("new_offer", {column.name: _IBIS[column.type] for column in OFFER.columns}, list(_conclude(asked)))


def _ask_all(work: Work, weeks: DealWeeks, drivers: tuple[str, ...]) -> Iterator[_Asked]:
    """Each driver and measure of which there is a deal with both, and of which something can be said."""
    local = work.gathering.local
    schema = {"place": "int64", "deal_id": "int64"}
    local.put("offer_place", schema, [(place, int(deal)) for place, deal in enumerate(weeks.deal_id)])
    work.gathering.make(
        "offer_followed",
        f"SELECT p.place, p.deal_id, c.driver, c.voiced_at FROM {CONCERN} c JOIN offer_place p USING (deal_id)",
    )
    done = {(row[0], row[1]) for row in work.gathering.rows("SELECT DISTINCT driver, measure FROM new_offer_case")}
    for driver in drivers:
        concern: ConcernWeeks | None = None
        for one in load_measures().every:
            if (driver, one.code) not in done:
                continue
            rows = local.connection.execute(_FIRST, [one.code, driver]).fetchnumpy()
            place, voiced_at, done_at = (np.asarray(rows[name], np.int64) for name in ("place", "voiced_at", "done_at"))
            if concern is None:
                concern = lay_concern(weeks, place, voiced_at)
            kept = np.isin(place, concern.place)
            deals = len(np.unique(concern.deal))
            yield _Asked(driver, one.code, deals, compare_measure(concern, done_at[kept]))


def _conclude(asked: list[_Asked]) -> Iterator[tuple[object, ...]]:
    q = adjust_for_asking([one.found.p for one in asked])
    error = np.array([_or_nan(one.found.error) for one in asked])
    drawn = draw_to_none(np.array([_or_nan(_mid(one.found)) for one in asked]), error)
    count = sum(value is not None for value in q)
    for one, own, draw in zip(asked, q, drawn, strict=True):
        found = one.found
        verdict, always = reach_offer_verdict(found, own)
        spread = found.difference
        yield (
            one.driver,
            one.measure,
            one.deals,
            found.done_units,
            found.done_hits,
            found.other_units,
            found.other_hits,
            found.done,
            found.other,
            *((spread.mid, spread.low, spread.high) if spread else (None, None, None)),
            *(always or (None, None)),
            None if np.isnan(draw) else float(draw),
            found.p,
            own,
            count,
            verdict,
            count_missing(found, one.deals, verdict, count),
        )


def _mid(found: WithinStrata) -> float | None:
    return found.difference.mid if found.difference else None


def _or_nan(value: float | None) -> float:
    return float("nan") if value is None else value
