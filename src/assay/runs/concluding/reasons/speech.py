"""What was said of drivers: in the course of a deal, and as a statement of why it ended."""

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from assay.runs.concluding.reasons.layout import Layout
from assay.runs.deal_weeks import WEEK
from assay.runs.gathering import Gathering
from assay.store.arrays import put_columns
from assay.tables.mention import OWN
from assay.tables.statement import OPEN_STATEMENT
from assay.words.taxonomy import Taxonomy
from assay.words.taxonomy.driver import OTHER

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]

#: side of a statement -> the source that it counts as
SIDES = {"rep": "rep", "buyer": "buyer", "peer": "peer", "manager": "peer", "auditor": "auditor"}
SOURCES = ("rep", "buyer", "peer", "auditor")
#: what our side wrote to the buyer
OURS = "ours"
#: times that our side must write of a driver where it is spoken of otherwise too, and how much more than elsewhere
_FEWEST_OURS, _AGREES = 10, 2.0
#: stands for a reason given that no driver describes
_NO_DRIVER = -1


@dataclass(frozen=True)
class Speech:
    """deal, driver, week, days: one row for each week in which a driver was spoken of, and on how many days.

    spoke: source -> (n,) whether it gave a reason.  named: source -> (n, k) which.
    """

    deal: Whole
    driver: Whole
    week: Whole
    days: Whole
    spoke: dict[str, Flag]
    named: dict[str, Flag]


def gather_speech(gathering: Gathering, layout: Layout, taxonomy: Taxonomy) -> Speech:
    """What everybody may read who may see the deal. Makes the local tables reasons_deal and reasons_said."""
    connection = gathering.local.connection
    place = {code: at for at, code in enumerate(layout.drivers)} | {OTHER: _NO_DRIVER}
    codes = [
        (driver.code, place[now])
        for driver in taxonomy.drivers
        for now in taxonomy.read_code(driver.code)
        if now in place
    ]
    gathering.local.put("reasons_code", {"code": "string", "driver": "int64"}, codes)
    closed = gathering.engine.rows(f"SELECT id FROM statement WHERE NOT ({OPEN_STATEMENT}) OR is_deleted")
    gathering.local.put("reasons_closed", {"row_id": "int64"}, closed)
    number = np.arange(len(layout.deal_id), dtype=np.int64)
    deals = {"deal": number, "deal_id": layout.deal_id, "first": layout.first, "until": layout.until}
    columns = {**deals, "last_week": layout.length - 1}
    put_columns(gathering.local, "reasons_deal", dict.fromkeys(columns, "int64"), columns)
    gathering.make("reasons_said", _find_said())
    _read_ours(connection)
    weekly = connection.execute(
        f"""SELECT deal, driver, least((occurred_at - first) // {WEEK}, last_week) AS week,
            count(DISTINCT occurred_at // 86400) AS days FROM reasons_said JOIN reasons_deal USING (deal)
        WHERE source = '' AND driver >= 0 AND occurred_at >= first GROUP BY ALL ORDER BY ALL"""
    ).fetchnumpy()
    spoke, named = {}, {}
    shape = (len(layout.deal_id), len(layout.drivers))
    for source in SOURCES:
        told = connection.execute(
            "SELECT DISTINCT deal, driver FROM reasons_said WHERE source = ? ORDER BY ALL", [source]
        ).fetchnumpy()
        deal, driver = np.asarray(told["deal"], dtype=np.int64), np.asarray(told["driver"], dtype=np.int64)
        spoke[source], named[source] = np.zeros(shape[0], dtype=bool), np.zeros(shape, dtype=bool)
        spoke[source][deal] = True
        named[source][deal[driver >= 0], driver[driver >= 0]] = True
    return Speech(
        deal=np.asarray(weekly["deal"], dtype=np.int64),
        driver=np.asarray(weekly["driver"], dtype=np.int64),
        week=np.asarray(weekly["week"], dtype=np.int64),
        days=np.asarray(weekly["days"], dtype=np.int64),
        spoke=spoke,
        named=named,
    )


def _read_ours(connection: duckdb.DuckDBPyConnection) -> None:
    """What our side writes to the buyer counts for a driver where it agrees with what else is said of that driver.

    Prices and features are written of in every deal. It agrees where a driver's share of all that we write of drivers
    is twice as large in deals in which it is spoken of otherwise too.
    """
    found = connection.execute(
        f"""WITH ours AS (
            SELECT deal, driver, count(*) AS times FROM reasons_said
            WHERE source = '{OURS}' AND driver >= 0 GROUP BY 1, 2),
        otherwise AS (SELECT DISTINCT deal, driver FROM reasons_said WHERE source = ''),
        deals AS (SELECT deal, sum(times) AS of_all FROM ours GROUP BY 1),
        spoken AS (
            SELECT o.driver, sum(d.of_all) AS of_all FROM otherwise o JOIN deals d ON d.deal = o.deal GROUP BY 1),
        times AS (
            SELECT u.driver, coalesce(sum(times) FILTER (o.deal IS NOT NULL), 0) AS here, sum(times) AS everywhere
            FROM ours u LEFT JOIN otherwise o ON o.deal = u.deal AND o.driver = u.driver GROUP BY 1)
        SELECT t.driver FROM times t JOIN spoken s ON s.driver = t.driver
        WHERE here >= {_FEWEST_OURS} AND here * ((SELECT sum(of_all) FROM deals) - s.of_all)
            >= {_AGREES} * (everywhere - here) * s.of_all"""
    ).fetchall()
    listed = ", ".join(str(driver) for (driver,) in found)
    if listed:
        connection.execute(f"UPDATE reasons_said SET source = '' WHERE source = '{OURS}' AND driver IN ({listed})")
    connection.execute(f"DELETE FROM reasons_said WHERE source = '{OURS}'")


def _find_said() -> str:
    """One row for each row of the record that speaks of a driver; source: who stated it, empty in the deal's course.

    What the buyer says and our side notes after the moment to which a look back reads tells why they think that it
    ended. What our side writes to the buyer has the source OURS. What is said of an open deal, and what a buyer said in
    the call of a play, was said in the course of the deal: nobody had asked why it ended.
    Praise of us and blame of a competitor are no reasons why we lost.
    """
    sides = ", ".join(f"('{side}', '{source}')" for side, source in SIDES.items())
    return f"""WITH told AS (
            SELECT d.deal, d.deal_id, c.driver, t."table" AS table_name, t.row_id, t.side, t.origin,
                coalesce(t.occurred_at, t.known_at) AS occurred_at,
                t."table" IN ('deal', 'statement') AND t.origin <> 'play' AND m.view <> 'open' AS is_statement,
                m.view = 'look_back' AND coalesce(t.occurred_at, t.known_at) > m.as_of AS is_late
            FROM mention t JOIN reasons_code c ON c.code = t.driver JOIN moment m ON m.deal_id = t.deal_id
            JOIN reasons_deal d ON d.deal_id = t.deal_id
            WHERE {OWN} AND NOT (coalesce(t.polarity, '') = 'for' AND coalesce(t.about, '') = 'us')
            AND NOT (coalesce(t.polarity, '') = 'against' AND coalesce(t.about, '') IN ('competitor', 'incumbent'))
            AND NOT (t."table" = 'statement' AND t.row_id IN (SELECT row_id FROM reasons_closed)))
        SELECT deal, deal_id, driver, table_name, row_id, told.side, min(occurred_at) AS occurred_at,
            CASE WHEN is_statement OR is_late THEN coalesce(s.source, 'unknown')
                WHEN told.side = 'rep' AND origin = 'email' THEN '{OURS}' ELSE '' END AS source
        FROM told LEFT JOIN (VALUES {sides}) s(side, source) ON s.side = told.side
        WHERE is_statement OR NOT is_late OR told.side = 'buyer' OR origin = 'crm_note'
        GROUP BY ALL"""
