"""Reads what the team page says: a handful of queries over the results, whatever the number of deals."""

from dataclasses import fields
from typing import Any

import duckdb

from assay.reports.before_file import Balance, Before
from assay.reports.deal_file import Run
from assay.reports.grouping import name_field, read_groups
from assay.reports.patterns.choice import WHOLE
from assay.reports.patterns.floor import FLOOR, is_telling
from assay.reports.patterns.narrowing import Narrowed, read_chosen_ages, read_chosen_rates
from assay.reports.team_file import Age, Coverage, Currency, ListedDeal, Rate, TeamFile, Total

_BEFORE = f"SELECT {', '.join(column.name for column in fields(Before))} FROM precedence ORDER BY event"

_TOTAL = """
SELECT outcome, count(*), count(value), coalesce(sum(value), 0) FROM moment GROUP BY outcome ORDER BY outcome"""

#: of chosen deals, with how many priced ones are out of sight
_TOTAL_OF = """
SELECT outcome, count(*), count(value), coalesce(sum(value), 0), count(value) FILTER (is_hidden)
FROM moment GROUP BY outcome ORDER BY outcome"""

_RATE = """
SELECT cohort, period, base, won, lost, no_decision, disqualified, open, unknown, rate, rate_low, rate_high,
       won_value, lost_value
FROM win_rate WHERE grp = 'all' ORDER BY cohort, period, base"""

_AGE = """
SELECT age_days, won, won_low, won_high, lost, lost_low, lost_high, at_risk FROM incidence ORDER BY age_days"""

_COVERAGE = """
SELECT signal, view, sum(deals)::BIGINT, sum(unknown)::BIGINT FROM coverage GROUP BY ALL ORDER BY signal, view"""

#: the same of chosen deals
_COVERAGE_OF = f"""
SELECT a.signal, a.view, count(*), count(*) FILTER (a.answer = 'unknown')
FROM answer a JOIN moment m USING (deal_id) GROUP BY a.signal, a.view
HAVING count(*) FILTER (m.is_hidden) NOT BETWEEN 1 AND {FLOOR - 1} ORDER BY a.signal, a.view"""

#: chosen deals are told one by one only where they may be opened
_SHOWN = "NOT m.is_hidden"

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
WHERE m.view = 'look_back' AND {shown} ORDER BY m.closed_at DESC NULLS LAST, d.id"""

#: amounts and openings of lost and won deals in deviations of both, as runs/comparable takes them; always of all deals
_BALANCE = f"""
WITH deals AS (
  SELECT outcome = 'won' AS won, ln(amount) AS worth, opened_at / 86400 AS opened FROM {WHOLE}
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


#: what the team page is made of; a page that shows some of it reads no more
PARTS = frozenset({"outcomes", "groups", "before", "coverage", "lost"})


def read_team(
    connection: duckdb.DuckDBPyConnection,
    run: Run,
    field: str | None = None,
    narrowed: Narrowed | None = None,
    parts: frozenset[str] = PARTS,
    invented: bool | None = None,
) -> TeamFile:
    """Everything that the team page says about the run; with `field`, outcomes by its values too.

    narrowed: what narrow_results made of the connection, for chosen deals alone.  parts: of PARTS, what is read.
    invented: whether the company is, where that was read before.
    Raises InputError when no deal has such a field, or when it may not be grouped by.
    """

    def read(query: str, part: str) -> list[tuple[Any, ...]]:
        return connection.execute(query).fetchall() if part in parts else []

    rates, ages = _read_outcomes(connection, run, narrowed) if "outcomes" in parts else ((), ())
    balance = read(_BALANCE, "before")
    return TeamFile(
        run=run,
        invented=is_invented(connection) if invented is None else invented,
        totals=read_totals(connection, narrowed),
        rates=rates,
        ages=ages,
        coverage=tuple(Coverage(*row) for row in read(_COVERAGE_OF if narrowed else _COVERAGE, "coverage")),
        currencies=_read_currencies(connection, run) if "outcomes" in parts else (),
        ended=tuple(ListedDeal(*row) for row in read(_ENDED.format(shown=_SHOWN if narrowed else "true"), "lost")),
        field=name_field(field) if field else "",
        groups=tuple(read_groups(connection, field, is_narrowed=narrowed is not None)) if field else (),
        before=tuple(Before(*row) for row in read(_BEFORE, "before")),
        balance=Balance(*balance[0]) if balance else Balance(0, 0, None, None, None, None, None),
    )


def is_invented(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the record is of a company that does not exist."""
    return bool(connection.execute(_INVENTED).fetchall()[0][0])


def read_totals(connection: duckdb.DuckDBPyConnection, narrowed: Narrowed | None = None) -> tuple[Total, ...]:
    """Deals by outcome; the money of few deals out of sight is left out, and is told as None."""
    if narrowed is None:
        return tuple(Total(*row) for row in connection.execute(_TOTAL).fetchall())
    rows = connection.execute(_TOTAL_OF).fetchall()
    return tuple(Total(code, n, priced, None if is_telling(unseen) else sum_) for code, n, priced, sum_, unseen in rows)


def _read_outcomes(
    connection: duckdb.DuckDBPyConnection, run: Run, narrowed: Narrowed | None
) -> tuple[tuple[Rate, ...], tuple[Age, ...]]:
    if narrowed is not None:
        return read_chosen_rates(connection, narrowed), read_chosen_ages(connection, run.as_of, narrowed)
    rates, ages = (connection.execute(query).fetchall() for query in (_RATE, _AGE))
    return tuple(Rate(*row) for row in rates), tuple(Age(*row) for row in ages)


def _read_currencies(connection: duckdb.DuckDBPyConnection, run: Run) -> tuple[Currency, ...]:
    rows = connection.execute(_CURRENCY, [run.home_currency, run.as_of]).fetchall()
    return tuple(Currency(*row) for row in rows)
