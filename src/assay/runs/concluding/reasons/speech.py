"""What was said of drivers: in the course of a deal, and as a statement of why it ended."""

from dataclasses import dataclass

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


def _find_said() -> str:
    """One row for each row of the record that speaks of a driver; source: who stated it, empty in the deal's course.

    What was written after the moment to which a look back reads tells why somebody thinks that it ended.
    """
    sides = ", ".join(f"('{side}', '{source}')" for side, source in SIDES.items())
    return f"""WITH told AS (
            SELECT d.deal, d.deal_id, c.driver, t."table" AS table_name, t.row_id, t.side,
                coalesce(t.occurred_at, t.known_at) AS occurred_at,
                t."table" IN ('deal', 'statement')
                    OR (m.view = 'look_back' AND coalesce(t.occurred_at, t.known_at) > m.as_of) AS is_stated
            FROM mention t JOIN reasons_code c ON c.code = t.driver JOIN moment m ON m.deal_id = t.deal_id
            JOIN reasons_deal d ON d.deal_id = t.deal_id
            WHERE {OWN} AND NOT (coalesce(t.polarity, '') = 'for' AND coalesce(t.about, '') = 'us')
            AND NOT (t."table" = 'statement' AND t.row_id IN (SELECT row_id FROM reasons_closed)))
        SELECT deal, deal_id, driver, table_name, row_id, told.side, min(occurred_at) AS occurred_at,
            CASE WHEN is_stated THEN coalesce(s.source, 'unknown') ELSE '' END AS source
        FROM told LEFT JOIN (VALUES {sides}) s(side, source) ON s.side = told.side GROUP BY ALL"""
