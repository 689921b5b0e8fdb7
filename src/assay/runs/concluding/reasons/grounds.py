"""The very rows that speak for and against each reason, and the rows of the reasons themselves."""

import numpy as np
from numpy.typing import NDArray

from assay.runs.concluding.reasons.layout import Layout
from assay.runs.concluding.reasons.presence import Learnt, Presence
from assay.runs.concluding.reasons.speech import SOURCES
from assay.runs.gathering import Gathering
from assay.store.arrays import put_columns
from assay.verdicts.weighing import Effects, Weighed, rank_reasons

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]
Whole = NDArray[np.int64]


def make_grounds(
    gathering: Gathering, layout: Layout, learnt: Learnt, moved: list[Number], presence: Presence, kept: Flag
) -> None:
    """Table new_reason_ground of the drivers that have a row. moved: of each source, how it moves the log odds."""
    codes = list(zip(range(len(layout.drivers)), layout.drivers, layout.whose, strict=True))
    gathering.local.put("reasons_driver", {"driver": "int64", "code": "string", "whose": "string"}, codes)
    deal, driver = np.nonzero(kept)
    columns = {"deal": deal, "driver": driver, "answered": presence.moved[deal, driver]}
    for source, weight in zip(SOURCES, moved, strict=True):
        columns[source] = weight[deal, driver]
    types = {name: "int64" if name in ("deal", "driver") else "float64" for name in columns}
    put_columns(gathering.local, "reasons_kept", types, columns)
    ratios = [(place, theme.log_ratio) for place, theme in enumerate(learnt.themes)]
    gathering.local.put("reasons_ratio", {"driver": "int64", "ratio": "float64"}, ratios)
    tracks = [
        (bearing.signal, layout.drivers.index(bearing.driver), track.found, track.missed)
        for bearing, track in learnt.tracks.items()
    ]
    schema = {"signal": "string", "driver": "int64", "found": "float64", "missed": "float64"}
    gathering.local.put("reasons_track", schema, tracks)
    parts = (_select_mentions(), _select_statements(), _select_findings(), _select_clear())
    gathering.make(
        "new_reason_ground",
        f"""SELECT d.deal_id, c.code AS driver, g.kind, g.way, g.table_name, g.row_id, g.signal, g.side, g.occurred_at,
            g.weight FROM ({" UNION ALL ".join(parts)}) g JOIN reasons_deal d ON d.deal = g.deal
            JOIN reasons_driver c ON c.driver = g.driver ORDER BY ALL""",
    )


def _select_mentions() -> str:
    """What was said on one day moves the odds once."""
    return """SELECT s.deal, s.driver, 'mention' AS kind, 'for' AS way, s.table_name, s.row_id,
            NULL::VARCHAR AS signal, s.side, s.occurred_at, CASE WHEN row_number() OVER (
                PARTITION BY s.deal, s.driver, s.occurred_at // 86400 ORDER BY s.occurred_at, s.row_id) = 1
                THEN r.ratio END AS weight
        FROM reasons_said s JOIN reasons_kept USING (deal, driver) JOIN reasons_ratio r ON r.driver = s.driver
        WHERE s.source = ''"""


def _select_statements() -> str:
    """For: whatever names it, the first row of a source with the weight of all. Against: the first that does not."""
    weight = " ".join(f"WHEN '{source}' THEN k.{source}" for source in SOURCES)
    columns = (
        "'statement' AS kind, '{way}' AS way, s.table_name, s.row_id, NULL::VARCHAR AS signal, s.side, s.occurred_at"
    )
    return f"""SELECT s.deal, s.driver, {columns.format(way="for")}, CASE WHEN row_number() OVER (
                PARTITION BY s.deal, s.driver, s.source ORDER BY s.occurred_at, s.row_id) = 1
                THEN nullif(CASE s.source {weight} END, 0) END AS weight
        FROM reasons_said s JOIN reasons_kept k USING (deal, driver) WHERE s.source <> ''
        UNION ALL
        SELECT s.deal, k.driver, {columns.format(way="against")}, CASE s.source {weight} END AS weight
        FROM (SELECT deal, source, arg_min(table_name, (occurred_at, row_id)) AS table_name,
                arg_min(row_id, (occurred_at, row_id)) AS row_id, arg_min(side, (occurred_at, row_id)) AS side,
                min(occurred_at) AS occurred_at
            FROM reasons_said WHERE source NOT IN ('', 'unknown') GROUP BY ALL) s
        JOIN reasons_kept k ON k.deal = s.deal
        WHERE CASE s.source {weight} END < 0
        AND NOT EXISTS (SELECT 1 FROM reasons_said o
            WHERE o.deal = s.deal AND o.source = s.source AND o.driver = k.driver)"""


def _select_findings() -> str:
    """The strongest counts; the others agree with it."""
    return """SELECT d.deal, t.driver, 'finding' AS kind, 'for' AS way, 'finding' AS table_name,
            f.finding_id AS row_id, f.signal, NULL::VARCHAR AS side, f.hit_at AS occurred_at,
            CASE WHEN t.found = k.answered THEN t.found END AS weight
        FROM finding f JOIN reasons_track t ON t.signal = f.signal JOIN reasons_deal d ON d.deal_id = f.deal_id
        JOIN reasons_kept k ON k.deal = d.deal AND k.driver = t.driver"""


def _select_clear() -> str:
    """Of drivers of which no signal fires."""
    return """SELECT d.deal, t.driver, 'finding' AS kind, 'against' AS way, 'answer' AS table_name,
            a.deal_id AS row_id, a.signal, NULL::VARCHAR AS side, NULL::BIGINT AS occurred_at,
            CASE WHEN t.missed = k.answered THEN t.missed END AS weight
        FROM answer a JOIN reasons_track t ON t.signal = a.signal JOIN reasons_deal d ON d.deal_id = a.deal_id
        JOIN reasons_kept k ON k.deal = d.deal AND k.driver = t.driver
        WHERE a.answer = 'clear' AND k.answered < 0"""


def make_reasons(
    gathering: Gathering,
    layout: Layout,
    presence: Presence,
    effects: Effects,
    weighed: Weighed,
    main: Number,
    kept: Flag,
) -> None:
    """Table new_reason, with how many rows speak for and against each."""
    deal, driver = np.nonzero(kept)
    columns = {
        "deal": deal,
        "driver": driver,
        "p_active": presence.p[deal, driver],
        "p": weighed.p[deal, driver],
        "p_low": weighed.low[deal, driver],
        "p_high": weighed.high[deal, driver],
        "strength": effects.strength[driver],
        "p_record": weighed.record[deal, driver],
        "p_main": main[deal, driver],
        "rank": rank_reasons(weighed.p, main)[deal, driver],
        "since": presence.since[deal, driver],
    }
    whole = ("deal", "driver", "rank", "since")
    types = {name: "int64" if name in whole else "float64" for name in columns}
    put_columns(gathering.local, "reasons_row", types, columns)
    gathering.make(
        "new_reason",
        """WITH counted AS (
            SELECT deal_id, driver, count(*) FILTER (way = 'for') AS for_rows,
                count(*) FILTER (way = 'against') AS against_rows FROM new_reason_ground GROUP BY ALL),
        stated AS (
            SELECT deal, driver, bool_or(source = 'rep') AS rep, bool_or(source = 'buyer') AS buyer
            FROM reasons_said WHERE source <> '' GROUP BY ALL)
        SELECT d.deal_id, m.view, c.code AS driver, r.p_active, r.p, r.p_low, r.p_high, r.strength, r.p_record,
            r.p_main, c.whose, row_number() OVER (PARTITION BY d.deal_id ORDER BY r.rank) AS rank,
            coalesce(s.rep, false) AS stated_by_rep, coalesce(s.buyer, false) AS stated_by_buyer,
            coalesce(n.for_rows, 0) AS for_rows, coalesce(n.against_rows, 0) AS against_rows,
            nullif(r.since, -1) AS since
        FROM reasons_row r JOIN reasons_deal d USING (deal) JOIN moment m ON m.deal_id = d.deal_id
        JOIN reasons_driver c ON c.driver = r.driver LEFT JOIN stated s ON s.deal = r.deal AND s.driver = r.driver
        LEFT JOIN counted n ON n.deal_id = d.deal_id AND n.driver = c.code ORDER BY d.deal_id, rank""",
    )
