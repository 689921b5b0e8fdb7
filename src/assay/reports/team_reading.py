"""Reads what the team page says: a handful of queries over the results, whatever the number of deals."""

from dataclasses import fields
from typing import Any

import duckdb

from assay.reports.before_file import Balance, Before
from assay.reports.deal_file import Run
from assay.reports.grouping import name_field, read_groups
from assay.reports.team_file import Age, Coverage, Currency, ListedDeal, Rate, TeamFile, Total

_BEFORE = f"SELECT {', '.join(column.name for column in fields(Before))} FROM precedence ORDER BY event"

_TOTAL = """
SELECT outcome, count(*), count(value), coalesce(sum(value), 0) FROM moment GROUP BY outcome ORDER BY outcome"""

_RATE = """
SELECT cohort, period, base, won, lost, no_decision, disqualified, open, unknown, rate, rate_low, rate_high,
       won_value, lost_value
FROM win_rate WHERE grp = 'all' ORDER BY cohort, period, base"""

_AGE = """
SELECT age_days, won, won_low, won_high, lost, lost_low, lost_high, at_risk FROM incidence ORDER BY age_days"""

_COVERAGE = """
SELECT signal, view, sum(deals)::BIGINT, sum(unknown)::BIGINT FROM coverage GROUP BY ALL ORDER BY signal, view"""

#: the rates that were used: what a deal counts over what it stands at, unless that was changed after the run's moment
_CURRENCY = """
WITH moved AS (
  SELECT DISTINCT deal_id FROM stage_history
  WHERE field = 'amount' AND (changed_at > $2 OR known_at > $2) AND NOT is_deleted),
foreign_deals AS (
  SELECT d.currency AS code, m.value, CASE WHEN moved.deal_id IS NULL THEN m.value / d.amount::DOUBLE END AS rate
  FROM deal d JOIN moment m ON m.deal_id = d.id LEFT JOIN moved ON moved.deal_id = d.id
  WHERE d.currency <> $1 AND d.amount > 0)
SELECT code, count(*), min(rate), max(rate), count(*) FILTER (WHERE value IS NULL)
FROM foreign_deals GROUP BY code ORDER BY code"""

_ENDED = """
WITH fired AS (SELECT deal_id, count(*) AS findings FROM finding GROUP BY deal_id)
SELECT d.id, d.source_id, coalesce(d.name, d.source_id), coalesce(a.name, ''), m.outcome, m.closed_at, m.value,
       coalesce(f.findings, 0)
FROM moment m JOIN deal d ON d.id = m.deal_id
LEFT JOIN account a ON a.id = d.account_id LEFT JOIN fired f ON f.deal_id = d.id
WHERE m.view = 'look_back' ORDER BY m.closed_at DESC NULLS LAST, d.id"""

#: amounts and openings of lost and won deals in deviations of both, as runs/comparable takes them
_BALANCE = """
WITH deals AS (
  SELECT outcome = 'won' AS won, ln(amount) AS worth, opened_at / 86400 AS opened FROM moment
  WHERE outcome IN ('won', 'lost', 'no_decision') AND NOT coalesce(closed_in_batch, false))
SELECT (SELECT count(*) FROM comparable), (SELECT count(*) FROM comparable WHERE declined IS NULL),
  (SELECT median(n_won) FROM comparable WHERE declined IS NULL),
  (SELECT avg(size_difference) FROM comparable WHERE declined IS NULL),
  (avg(worth) FILTER (NOT won) - avg(worth) FILTER (won)) / nullif(stddev_samp(worth), 0),
  (SELECT avg(opened_difference) FROM comparable WHERE declined IS NULL),
  (avg(opened) FILTER (NOT won) - avg(opened) FILTER (won)) / nullif(stddev_samp(opened), 0)
FROM deals"""

_INVENTED = """
SELECT coalesce(bool_or(
  instance = 'sample'
  OR len(list_filter(json_keys(custom), lambda key: starts_with(lower(key), 'invented'))) > 0), false)
FROM deal"""


def read_team(connection: duckdb.DuckDBPyConnection, run: Run, field: str | None = None) -> TeamFile:
    """Everything that the team page says about the run; with `field`, outcomes by its values too.

    Raises InputError when no deal has such a field, or when it may not be grouped by.
    """

    def read(query: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall()

    currencies = connection.execute(_CURRENCY, [run.home_currency, run.as_of]).fetchall()
    return TeamFile(
        run=run,
        invented=bool(connection.execute(_INVENTED).fetchall()[0][0]),
        totals=tuple(Total(*row) for row in read(_TOTAL)),
        rates=tuple(Rate(*row) for row in read(_RATE)),
        ages=tuple(Age(*row) for row in read(_AGE)),
        coverage=tuple(Coverage(*row) for row in read(_COVERAGE)),
        currencies=tuple(Currency(*row) for row in currencies),
        ended=tuple(ListedDeal(*row) for row in read(_ENDED)),
        field=name_field(field) if field else "",
        groups=tuple(read_groups(connection, field)) if field else (),
        before=tuple(Before(*row) for row in read(_BEFORE)),
        balance=Balance(*read(_BALANCE)[0]),
    )
