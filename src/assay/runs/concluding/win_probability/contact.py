"""What had been said between the buyer and us by each snapshot, and how lately: tables of the local DuckDB."""

from assay.domain.spans import DAY
from assay.runs.gathering import Gathering

_MONTH = 30 * DAY


def make_contact(gathering: Gathering, last: int) -> None:
    """Table run_wp_contact, one row a snapshot (deal_id, k). last: the day of the snapshots with k = 0."""
    gathering.make("run_wp_said", _bucket("run_wp_word", last, "w.direction = 'inbound' AS is_inbound"))
    gathering.make("run_wp_done", _bucket("run_wp_ours", last, "w.is_talk"))
    gathering.make("run_wp_seen", _bucket("run_wp_met", last, "w.person_id, w.seniority"))
    gathering.make("run_wp_contact", _SELECT)


def _bucket(table: str, last: int, columns: str) -> str:
    """Each row with the first snapshot of its deal that may read it, and how many months before that it happened."""
    k = f"least(CAST(floor(({last} - greatest(w.occurred_at, w.known_at)) / {_MONTH}.0) AS BIGINT), d.first_k)"
    return f"""SELECT w.deal_id, {k} AS k, w.occurred_at, {columns},
            CAST(floor(({last} - {k} * {_MONTH} - w.occurred_at) / {_MONTH}.0) AS BIGINT) AS months_ago
        FROM {table} AS w JOIN (SELECT DISTINCT deal_id, first_k FROM run_wp_snapshot) AS d ON d.deal_id = w.deal_id"""


_SELECT = f"""
WITH words AS (
    SELECT deal_id, k, count(*) AS n, count(*) FILTER (months_ago = 0) AS lately,
        count(*) FILTER (months_ago = 0 AND is_inbound) AS inbound,
        count(*) FILTER (months_ago = 1) AS late, max(occurred_at) AS last_at, min(occurred_at) AS first_at
    FROM run_wp_said GROUP BY ALL),
done AS (
    SELECT deal_id, k, count(*) FILTER (months_ago = 0 AND is_talk = 0) AS ours, sum(is_talk) AS talks,
        count(*) FILTER (months_ago = 0 AND is_talk = 1) AS talks_lately
    FROM run_wp_done GROUP BY ALL),
firsts AS (SELECT deal_id, person_id, max(k) AS k FROM run_wp_seen GROUP BY ALL),
fresh AS (SELECT deal_id, k, count(*) AS n FROM firsts GROUP BY ALL),
met AS (
    SELECT deal_id, k, count(DISTINCT person_id) FILTER (months_ago = 0) AS lately, max(seniority) AS seniority
    FROM run_wp_seen GROUP BY ALL),
rivals AS (
    SELECT s.deal_id, s.k, count(DISTINCT r.competitor_id) AS n FROM run_wp_snapshot AS s
    JOIN run_wp_rival AS r ON r.deal_id = s.deal_id AND r.seen_at <= s.asked_at GROUP BY ALL),
laid AS (
    SELECT s.deal_id, s.k, s.asked_at, l.opened_at,
        coalesce(w.lately, 0) AS words_month,
        coalesce(lag(w.lately) OVER past, 0) + coalesce(w.late, 0) AS words_before,
        coalesce(w.inbound, 0) AS inbound_month,
        coalesce(sum(w.n) OVER past, 0) AS words,
        max(w.last_at) OVER past AS last_at,
        coalesce(d.ours, 0) AS ours_month, coalesce(d.talks_lately, 0) AS talks_month,
        coalesce(sum(d.talks) OVER past, 0) AS talks,
        coalesce(sum(f.n) OVER past, 0) AS buyers, coalesce(m.lately, 0) AS buyers_month,
        nullif(max(m.seniority) OVER past, 0) AS seniority,
        coalesce(r.n, 0) AS rivals
    FROM run_wp_snapshot AS s JOIN run_wp_life AS l USING (deal_id)
    LEFT JOIN words AS w USING (deal_id, k) LEFT JOIN done AS d USING (deal_id, k)
    LEFT JOIN fresh AS f USING (deal_id, k) LEFT JOIN met AS m USING (deal_id, k)
    LEFT JOIN rivals AS r USING (deal_id, k)
    WINDOW past AS (PARTITION BY s.deal_id ORDER BY s.k DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)),
paced AS (
    SELECT *, words * 7.0 / greatest((asked_at - opened_at) / {DAY}.0, 7) AS pace,
        (asked_at - greatest(opened_at, coalesce(last_at, opened_at))) / {DAY}.0 AS days_silent FROM laid)
SELECT deal_id, k, words_month, words_before, inbound_month, pace, days_silent,
    days_silent / 7.0 * pace AS silence_in_pace, ours_month, talks_month,
    CAST(talks AS BIGINT) AS talks, CAST(buyers AS BIGINT) AS buyers, buyers_month, seniority, rivals
FROM paced"""
