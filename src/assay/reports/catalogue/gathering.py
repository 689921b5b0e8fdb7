"""Takes what the catalogue holds from the results and the record, in DuckDB, deal by deal in the order of opening."""

import json
from collections.abc import Iterator
from typing import Any

import duckdb

from assay.reports.reasons.rows import TOLD
from assay.runs.quarters import name_quarter

#: rows handed over at a time, so that a million deals need no room
_AT_ONCE = 20_000

#: a silence is listed from the signal's own answer, so that home and the loss file never disagree
SILENT = "rhythm.gone_silent"

_SIGNALS = """
CREATE TEMP TABLE cat_signal AS
WITH hits AS (SELECT signal, count(*) AS deals FROM finding GROUP BY signal)
SELECT row_number() OVER (ORDER BY coalesce(c.verdict = 'associated' AND c.lift > 1, false) DESC,
                                   coalesce(c.lift_low, 0) DESC, s.signal) AS no,
       s.signal, s.title, c.lift, c.lift_low, c.lift_high, c.lost_n, c.won_n, c.verdict,
       coalesce(c.verdict = 'associated' AND c.lift > 1, false)::INT AS weight, coalesce(h.deals, 0) AS deals
FROM signal s LEFT JOIN comparison c USING (signal) LEFT JOIN hits h USING (signal)
ORDER BY no"""

_PLACES = """
CREATE TEMP TABLE cat_place AS
SELECT d.id, row_number() OVER (ORDER BY m.opened_at NULLS FIRST, d.id) AS place
FROM moment m JOIN deal d ON d.id = m.deal_id"""

_REASONS = f"CREATE TEMP TABLE cat_reason AS {TOLD}"

#: what a deal is filtered by, each value with a number of its own
_CHOICES = """
CREATE TEMP TABLE cat_choice AS
WITH found AS (
  SELECT 'outcome' AS kind, m.outcome AS value, m.outcome AS label, NULL AS team FROM moment m
  UNION ALL
  SELECT 'owner', CAST(d.owner_id AS VARCHAR), coalesce(s.name, s.source_id, '?'), s.team
  FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN seller s ON s.id = d.owner_id WHERE d.owner_id IS NOT NULL
  UNION ALL
  SELECT 'segment', m.segment, m.segment, NULL FROM moment m WHERE m.segment <> ''
  UNION ALL
  SELECT 'product', m.product, m.product, NULL FROM moment m WHERE m.product <> ''
  UNION ALL
  SELECT 'rival', CAST(c.id AS VARCHAR), c.name, NULL
  FROM (SELECT DISTINCT deal_id, competitor_id FROM deal_competitor WHERE NOT is_deleted) dc
  JOIN competitor c ON c.id = dc.competitor_id JOIN moment m ON m.deal_id = dc.deal_id
  UNION ALL
  SELECT 'reason', c.driver, c.driver, NULL FROM cat_reason c JOIN moment m ON m.deal_id = c.deal_id)
SELECT row_number() OVER (ORDER BY kind, lower(label), value) AS no, kind, value, min(label) AS label,
       min(team) AS team, count(*) AS deals
FROM found GROUP BY kind, value, label"""

_DEALS = f"""
WITH fired AS (
  SELECT f.deal_id, count(*) AS findings, sum(s.weight)::BIGINT AS weighty,
         coalesce(bool_or(f.signal = '{SILENT}'), false) AS silent
  FROM finding f JOIN cat_signal s USING (signal) GROUP BY f.deal_id),
any_weight AS (SELECT coalesce(max(weight), 0) AS known FROM cat_signal),
debriefs AS (
  SELECT deal_id, bool_or(held_at IS NOT NULL) AS held, bool_or(answer = 'agreed') AS agreed,
         max(coalesce(announced_at, asked_at)) AS asked_at, bool_and(answer = 'declined') AS declined
  FROM debrief WHERE kind = 'buyer' AND NOT is_deleted GROUP BY deal_id),
whole AS (
  SELECT p.place, d.id, d.source, d.source_id, d.source_url, coalesce(d.name, d.source_id) AS name,
         coalesce(a.name, '') AS account, m.outcome, d.owner_id, m.segment, m.product, m.stage, m.channel,
         d.deal_type, a.country, a.industry, d.amount::DOUBLE AS amount, d.currency, m.value, m.opened_at, m.closed_at,
         m.ended_at, m.last_word_at,
         CASE WHEN m.last_word_at IS NOT NULL THEN greatest(0, coalesce(m.closed_at, m.as_of) // 86400
              - m.last_word_at // 86400) END AS silence_days,
         q.usual_until, q.p_dead, q.p_share, q.p_low, q.p_high, q.n AS p_n, q.deals AS p_deals,
         coalesce(f.findings, 0) AS findings,
         coalesce(f.weighty, 0) AS weighty, coalesce(f.silent, false) AS silent,
         CASE WHEN m.outcome = 'won' THEN d.win_reason_stated ELSE d.loss_reason_stated END AS reason,
         CASE WHEN b.deal_id IS NULL THEN NULL WHEN b.held THEN 'held' WHEN b.agreed THEN 'agreed'
              WHEN b.declined THEN 'declined' ELSE 'asked' END AS debrief
  FROM cat_place p JOIN moment m ON m.deal_id = p.id JOIN deal d ON d.id = p.id
  LEFT JOIN account a ON a.id = d.account_id LEFT JOIN silence q ON q.deal_id = p.id
  LEFT JOIN fired f ON f.deal_id = p.id LEFT JOIN debriefs b ON b.deal_id = p.id)
SELECT w.place, w.id, w.source, w.source_id, w.source_url, w.name, left(lower(strip_accents(w.name)), 60), w.account,
       nullif(left(lower(strip_accents(w.account)), 60), ''),
       ' ' || regexp_replace(lower(strip_accents(w.name || ' ' || w.account)), '[^\\pL\\pN]+', ' ', 'g'),
       o.no, s.no, g.no, r.no, w.stage, w.channel, w.deal_type, w.country, w.industry, w.amount, w.currency, w.value,
       w.opened_at, w.closed_at, w.ended_at,
       {{quarter}},
       w.last_word_at, w.silence_days, w.usual_until, w.p_dead, w.p_share, w.p_low, w.p_high, w.p_n, w.p_deals,
       w.findings, w.weighty, w.reason, w.debrief,
       CASE WHEN w.outcome IN ('lost', 'no_decision') THEN w.closed_at END,
       CASE WHEN w.outcome = 'won' THEN w.closed_at END,
       CASE WHEN w.outcome IN ('lost', 'no_decision') AND w.debrief = 'agreed' THEN coalesce(w.closed_at, 0) END,
       CASE WHEN w.outcome = 'open' AND w.silent THEN coalesce(w.value, 0) * coalesce(w.p_dead, 1) END,
       CASE WHEN w.outcome = 'open' AND NOT w.silent AND (w.weighty > 0 OR (known = 0 AND w.findings > 0))
            THEN coalesce(w.value, 0) * CASE WHEN known = 0 THEN w.findings ELSE w.weighty END END
FROM whole w CROSS JOIN any_weight
LEFT JOIN cat_choice o ON o.kind = 'outcome' AND o.value = w.outcome
LEFT JOIN cat_choice s ON s.kind = 'owner' AND s.value = CAST(w.owner_id AS VARCHAR)
LEFT JOIN cat_choice g ON g.kind = 'segment' AND g.value = w.segment
LEFT JOIN cat_choice r ON r.kind = 'product' AND r.value = w.product
ORDER BY w.place"""

_HITS = """
SELECT DISTINCT s.no, p.place FROM finding f JOIN cat_signal s USING (signal) JOIN cat_place p ON p.id = f.deal_id
ORDER BY ALL"""

_RIVALS = """
SELECT DISTINCT c.no, p.place FROM deal_competitor dc JOIN cat_place p ON p.id = dc.deal_id
JOIN cat_choice c ON c.kind = 'rival' AND c.value = CAST(dc.competitor_id AS VARCHAR)
WHERE NOT dc.is_deleted ORDER BY ALL"""

_TOLD = """
SELECT c.no, p.place FROM cat_reason r JOIN cat_place p ON p.id = r.deal_id
JOIN cat_choice c ON c.kind = 'reason' AND c.value = r.driver ORDER BY ALL"""

_SELLERS = """
SELECT s.id, coalesce(s.name, s.source_id), s.team, coalesce(c.deals, 0)
FROM seller s LEFT JOIN cat_choice c ON c.kind = 'owner' AND c.value = CAST(s.id AS VARCHAR)
WHERE NOT s.is_deleted ORDER BY s.id"""

_CHOSEN = """
SELECT no, kind, CASE WHEN kind IN ('owner', 'rival') THEN CAST(value AS BIGINT) END, value, label, team, deals
FROM cat_choice ORDER BY no"""

_RUN = "SELECT run_id, record_version, as_of, made_at, home_currency, deals FROM run"


def prepare_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Number signals, deals and choices, which the reading functions below refer to."""
    for query in (_SIGNALS, _PLACES, _REASONS, _CHOICES):
        connection.execute(query)


def read_meta(connection: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """What is said of the run, and how many debriefs the record holds."""
    ((run_id, version, as_of, made_at, currency, deals),) = connection.execute(_RUN).fetchall()
    ((debriefs,),) = connection.execute("SELECT count(*) FROM debrief WHERE NOT is_deleted").fetchall()
    opened, closed = (_read_spread(connection, name) for name in ("opened_at", "closed_at"))
    return {
        "opened_at": opened,
        "closed_at": closed,
        "run_id": run_id,
        "record_version": version,
        "as_of": as_of,
        "made_at": made_at,
        "home_currency": currency,
        "deals": deals,
        "debriefs": debriefs,
    }


def _read_spread(connection: duckdb.DuckDBPyConnection, column: str) -> str:
    """The moments below which 0, 1 ... 100 % of the deals lie that have one, as JSON: for planning queries."""
    shares = [number / 100 for number in range(101)]
    ((found,),) = connection.execute(f"SELECT quantile_disc({column}, {shares}) FROM moment").fetchall()
    return json.dumps(found or [])


def read_parts(
    connection: duckdb.DuckDBPyConnection, fiscal_start: int = 1
) -> Iterator[tuple[str, Iterator[tuple[Any, ...]]]]:
    """Each table of the catalogue with its rows, in the order of its columns; deals come last.

    fiscal_start: the month with which the first quarter begins.
    """
    chosen = (
        (no, kind, text if number is None else number, label, team, deals)
        for no, kind, number, text, label, team, deals in stream_rows(connection, _CHOSEN)
    )
    yield "choice", chosen
    yield "seller", stream_rows(connection, _SELLERS)
    yield "signal", stream_rows(connection, "SELECT * FROM cat_signal ORDER BY no")
    yield "deal_signal", stream_rows(connection, _HITS)
    yield "deal_rival", stream_rows(connection, _RIVALS)
    yield "deal_reason", stream_rows(connection, _TOLD)
    yield "deal", stream_rows(connection, _DEALS.format(quarter=name_quarter("w.closed_at", fiscal_start)))


def stream_rows(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a query, some at a time."""
    done = connection.execute(query)
    while rows := done.fetchmany(_AT_ONCE):
        yield from rows
