"""Deals week by week for as long as they lived: what held at the start of each week, made in the engine.

A deal is followed from its opening to the buyer's last word and the days of grace, or to its close if that came first,
won and lost deals alike; a lost one died in its last week. Open deals are followed too, up to what is known of them, so
that nobody is chosen by how it ended.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.domain.book import Book
from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY, GRACE
from assay.runs.ageing import find_entry
from assay.runs.clock import Clock
from assay.runs.cutting import compile_source
from assay.runs.dated_events import DATED
from assay.runs.gathering import Gathering
from assay.runs.record_tables import record_table
from assay.signals.meaning import find_words
from assay.store.engine import compile_query
from assay.store.quoting import quote_text

WEEK = 7 * DAY

#: nobody is followed longer than two years: few deals live so long, and those are of another kind
MOST_WEEKS = 104

#: followed of those with a dated event, and of those without one; more are drawn from, each then standing for several
MOST_DEALS = 30_000

#: the buyer's words are counted over the weeks from the fifth to the second before: in the last one before its end a
#: deal has spoken by definition, since the end is dated by its last word
_WORDS_FROM, _WORDS_TO = 5, 2

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

_DEAL_TYPES = {
    "place": "int64",
    "deal_id": "int64",
    "opened_at": "int64",
    "end_at": "int64",
    "died": "boolean",
    "won": "boolean",
    "alike": "int64",
    "size_band": "string",
    "closed_at": "int64",
}
_WEEK_TYPES = {"place": "int64", "week": "int64", "stage_code": "int64", "words": "int64"}


@dataclass(frozen=True)
class DealWeeks:
    """Deals, (deals,) each, and their weeks, (rows,) each, in the order of `deal` and `week`.

    opened, end: epoch seconds.  died: lost, or ended without a decision.  weight: how many deals one stands for.
    size: of the deal, as a word.  deal: index of the deal.  stage: 0 unknown, else a code.  words: the buyer's, lately.
    """

    deal_id: Whole
    opened: Whole
    end: Whole
    died: Flag
    won: Flag
    weight: Number
    size: NDArray[np.object_]
    deal: Whole
    week: Whole
    stage: Whole
    words: Whole

    @property
    def start(self) -> Whole:
        """When each row begins, epoch seconds."""
        starts: Whole = self.opened[self.deal] + self.week * WEEK
        return starts

    @property
    def last_week(self) -> Whole:
        """(deals,) the week in which each deal's life ends."""
        weeks: Whole = (self.end - 1 - self.opened) // WEEK
        return weeks

    @property
    def ends(self) -> Flag:
        """(rows,) whether the deal died in that week."""
        ends: Flag = self.died[self.deal] & (self.week == self.last_week[self.deal])
        return ends


def make_weeks(gathering: Gathering, clock: Clock, *, most_deals: int = MOST_DEALS) -> DealWeeks:
    """The deal-weeks of the run. Needs run_moment and run_dated in the engine."""
    engine = gathering.engine
    engine.make("run_followed", _follow_deals(clock, most_deals))
    engine.put("run_week_number", {"week": "int64"}, [(week,) for week in range(MOST_WEEKS)])
    words = compile_query(_find_words(clock), engine.dialect)
    engine.make("run_spoken", _count_words(words))
    engine.make("run_stage_span", _span_stages(compile_source("change", engine.dialect), clock))
    engine.make("run_stage_code", _code_stages())
    engine.make("run_deal_week", _lay_weeks())
    gathering.fetch("run_followed", _DEAL_TYPES)
    gathering.fetch("run_deal_week", _WEEK_TYPES)
    return _read_weeks(gathering, most_deals)


def _follow_deals(clock: Clock, most_deals: int) -> str:
    """One row a deal that can be followed, numbered in the order of the keys, which is as good as drawn by lot."""
    compared = (
        f"(outcome IN ({', '.join(map(quote_text, COMPARED))}) AND closed_at IS NOT NULL AND NOT closed_in_batch)"
    )
    last = f"COALESCE(closed_at, {clock.as_of})"
    spoken = f"COALESCE(LEAST(GREATEST(last_word_at + {GRACE}, opened_at + 1), {last}), {last})"
    return f"""WITH lives AS (
            SELECT m.deal_id, opened_at, closed_at, size_band, outcome IN ('lost', 'no_decision') AS died,
                outcome = 'won' AS won,
                CASE WHEN outcome IN ('lost', 'no_decision') THEN ended_at
                    WHEN last_word_at IS NULL THEN {last} ELSE {spoken} END AS end_at,
                CASE WHEN d.deal_id IS NULL THEN 0 ELSE 1 END AS has_event
            FROM run_moment AS m LEFT JOIN (SELECT DISTINCT deal_id FROM {DATED} WHERE happened_at IS NOT NULL) AS d
                ON d.deal_id = m.deal_id
            WHERE (outcome = 'open' OR {compared}) AND opened_at IS NOT NULL),
        drawn AS (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY has_event ORDER BY deal_id) AS lot,
                COUNT(*) OVER (PARTITION BY has_event) AS alike
            FROM lives WHERE end_at > opened_at)
        SELECT ROW_NUMBER() OVER (ORDER BY deal_id) - 1 AS place, deal_id, opened_at, end_at, died, won,
            alike, size_band, closed_at
        FROM drawn WHERE lot <= {most_deals}"""


def _find_words(clock: Clock) -> Any:
    event = record_table("deal_event")
    readable = (event.known_at <= clock.known_by) & (event.occurred_at <= clock.as_of)
    return find_words(Book(event=event.filter(readable))).select("deal_id", "occurred_at")


def _in_weeks(seconds: str, rounding: str) -> str:
    return f"CAST({rounding}(({seconds}) / {WEEK}.0) AS BIGINT)"


def _count_words(words: str) -> str:
    week = _in_weeks("w.occurred_at - f.opened_at", "FLOOR")
    return f"""SELECT place, {week} AS week, COUNT(*) AS words FROM ({words}) AS w
        JOIN run_followed AS f ON f.deal_id = w.deal_id WHERE w.occurred_at >= f.opened_at GROUP BY 1, 2"""


def _span_stages(changes: str, clock: Clock) -> str:
    """The weeks at whose start each stage stood: from `week`, and before `next_week`."""
    week = _in_weeks("c.changed_at - f.opened_at", "CEIL")
    return f"""WITH told AS (
            SELECT place, new_value AS stage, GREATEST({week}, 0) AS week, changed_at, sequence, row_id
            FROM ({changes}) AS c JOIN run_followed AS f ON f.deal_id = c.deal_id
            WHERE c.field = 'stage' AND c.known_at <= {clock.known_by} AND c.changed_at < f.end_at),
        latest AS (
            SELECT place, stage, week, ROW_NUMBER() OVER (
                PARTITION BY place, week ORDER BY changed_at DESC, sequence DESC, row_id DESC) AS age FROM told)
        SELECT place, stage, week,
            COALESCE(LEAD(week) OVER (PARTITION BY place ORDER BY week), {MOST_WEEKS}) AS next_week
        FROM latest WHERE age = 1"""


def _code_stages() -> str:
    return """SELECT stage, ROW_NUMBER() OVER (ORDER BY stage) AS stage_code
        FROM (SELECT DISTINCT stage FROM run_stage_span WHERE stage IS NOT NULL) AS told"""


def _lay_weeks() -> str:
    lately = f"ROWS BETWEEN {_WORDS_FROM} PRECEDING AND {_WORDS_TO} PRECEDING"
    return f"""WITH lived AS (
            SELECT place, week FROM run_followed JOIN run_week_number ON opened_at + week * {WEEK} < end_at),
        coded AS (
            SELECT place, week, next_week, stage_code
            FROM run_stage_span AS s JOIN run_stage_code AS c ON c.stage = s.stage)
        SELECT l.place, l.week, COALESCE(c.stage_code, 0) AS stage_code, CAST(COALESCE(SUM(w.words) OVER (
            PARTITION BY l.place ORDER BY l.week {lately}), 0) AS BIGINT) AS words
        FROM lived AS l LEFT JOIN run_spoken AS w ON w.place = l.place AND w.week = l.week
        LEFT JOIN coded AS c ON c.place = l.place AND l.week >= c.week AND l.week < c.next_week"""


def _read_weeks(gathering: Gathering, most_deals: int) -> DealWeeks:
    """Rows before the record could have shown the deal's end are left out: an export may hold only recent closings."""
    connection = gathering.local.connection
    deals = connection.execute("SELECT * FROM run_followed ORDER BY place").fetchnumpy()
    rows = connection.execute(
        """SELECT place::INTEGER AS place, week::SMALLINT AS week, stage_code::SMALLINT AS stage_code,
            words::INTEGER AS words FROM run_deal_week ORDER BY place, week"""
    ).fetchnumpy()
    opened = np.asarray(deals["opened_at"], dtype=np.int64)
    closed = np.ma.filled(np.ma.asarray(deals["closed_at"]).astype(np.float64), np.nan)
    deal, week = np.asarray(rows["place"]), np.asarray(rows["week"], dtype=np.int64)
    seen = week * 7 >= find_entry(opened.astype(np.float64), closed)[deal] if len(opened) else np.ones(0, bool)
    return DealWeeks(
        deal_id=np.asarray(deals["deal_id"], dtype=np.int64),
        opened=opened,
        end=np.asarray(deals["end_at"], dtype=np.int64),
        died=np.asarray(deals["died"], dtype=bool),
        won=np.asarray(deals["won"], dtype=bool),
        weight=np.maximum(1.0, np.asarray(deals["alike"], dtype=np.float64) / most_deals),
        size=np.asarray(deals["size_band"], dtype=object),
        deal=deal[seen].astype(np.int64),
        week=week[seen],
        stage=np.asarray(rows["stage_code"])[seen].astype(np.int64),
        words=np.asarray(rows["words"])[seen].astype(np.int64),
    )
