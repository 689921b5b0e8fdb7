"""The one place that chooses the won deals that a lost deal may be set against.

They were opened at most a year of quarters apart, were still alive in the week of life in which the deal ended, and are
equal in size band, segment, product and channel, as each stood at the deal's own moment. Where that leaves too few, the
dimension that says least is given up first (coarsened exact matching, Iacus, King and Porro 2012, Polit. Anal. 20:1);
age and opening never are, since they say what a deal could have lived through.
"""

from collections.abc import Iterator, Sequence

import duckdb

from assay.domain.spans import DAY, GRACE
from assay.runs.deal_weeks import WEEK
from assay.runs.floor import FEWEST_COMPARABLE, QUARTERS_APART
from assay.runs.gathering import Gathering

#: by how much they say about how a buyer buys, most first: approvals and buying groups grow with money; a segment
#: shares needs and budgets; a product its rivals; the channel only tells how we met
DIMENSIONS = ("size", "segment", "product", "channel")

_BITS = {name: 8 >> place for place, name in enumerate(DIMENSIONS)}

_LOST = "outcome IN ('lost', 'no_decision')"

#: deals as they are compared; {source} is shaped like results.moment
_DEALS = f"""
SELECT deal_id, outcome = 'won' AS won, {_LOST} AS lost, NOT coalesce(closed_in_batch, false) AS in_pool,
    (CASE WHEN {_LOST} THEN ended_at ELSE
        least(greatest(coalesce(last_word_at + {GRACE}, closed_at), opened_at + 1), closed_at) END) - opened_at AS life,
    life // {WEEK} AS week, make_timestamp(opened_at * 1000000) AS day, year(day) * 4 + quarter(day) AS quarter,
    nullif(size_band, 'unknown') AS size, segment, product, channel,
    ln(amount) AS worth, opened_at / {DAY} AS opened
FROM {{source}} WHERE outcome IN ('won', 'lost', 'no_decision')"""


def make_comparable(gathering: Gathering, *, fewest: int = FEWEST_COMPARABLE) -> None:
    """Table fin_comparable from run_moment: of each lost deal how many won deals it may be set against, and how alike.

    fewest: with fewer won deals the comparison is declined.
    """
    gathering.make("run_to_compare", _DEALS.format(source="run_moment"))
    gathering.make(
        "run_comparable",
        """SELECT NULL::BIGINT AS deal_id, NULL::BIGINT AS n_won, NULL::BIGINT AS n_lost, NULL::BIGINT AS mask,
            NULL::DOUBLE AS worth, NULL::DOUBLE AS opened, NULL::DOUBLE AS same_size, NULL::DOUBLE AS same_segment,
            NULL::DOUBLE AS same_product, NULL::DOUBLE AS same_channel WHERE false""",
    )
    gathering.make("run_most_won", "SELECT NULL::BIGINT AS deal_id, NULL::BIGINT AS n_won WHERE false")
    for mask, kept in list_choices():
        _take_deals(gathering, mask, kept, fewest)
    gathering.make("fin_comparable", _describe())


def list_choices() -> Iterator[tuple[int, tuple[str, ...]]]:
    """The sets of dimensions that may be held equal, the best first, each with a number of its own."""
    for mask in range(2 ** len(DIMENSIONS) - 1, 0, -1):
        yield mask, tuple(name for name, bit in _BITS.items() if mask & bit)


def list_comparable(connection: duckdb.DuckDBPyConnection, deal_id: int) -> list[int]:
    """The won deals that the results set a lost deal against; empty where they decline. Needs the results' tables."""
    found = connection.execute(
        "SELECT held FROM comparable WHERE deal_id = ? AND declined IS NULL", [deal_id]
    ).fetchall()
    if not found:
        return []
    same = "".join(f" AND w.{name} = l.{name}" for name in found[0][0].split(", "))
    rows = connection.execute(
        f"""WITH deals AS ({_DEALS.format(source="moment")})
        SELECT w.deal_id FROM deals AS l JOIN deals AS w ON w.won AND w.in_pool{same} AND {_is_near("w", "l")}
        WHERE l.deal_id = ? ORDER BY w.deal_id""",
        [deal_id],
    ).fetchall()
    return [row[0] for row in rows]


def _is_near(pool: str, deal: str) -> str:
    return f"abs({pool}.quarter - {deal}.quarter) <= {QUARTERS_APART} AND {pool}.week >= {deal}.week"


def _take_deals(gathering: Gathering, mask: int, kept: Sequence[str], fewest: int) -> None:
    """Settle the deals left over that have enough comparable won deals when `kept` is held equal."""
    told = " AND ".join(f"{name} IS NOT NULL" for name in kept)
    gathering.make(
        "run_unsettled",
        f"""SELECT * FROM run_to_compare ANTI JOIN run_comparable USING (deal_id)
        WHERE lost AND week IS NOT NULL AND quarter IS NOT NULL AND {told}""",
    )
    if not gathering.rows("SELECT 1 FROM run_unsettled LIMIT 1"):
        return
    gathering.make("run_alike", _count_alike("run_unsettled", kept, ()))
    gathering.make(
        "run_most_won",
        """SELECT deal_id, max(n_won) AS n_won FROM (SELECT deal_id, n_won FROM run_most_won
            UNION ALL SELECT deal_id, n_won FROM run_alike) GROUP BY deal_id""",
    )
    gathering.make(
        "run_settled",
        f"SELECT u.* FROM run_unsettled AS u JOIN run_alike AS a USING (deal_id) WHERE a.n_won >= {fewest}",
    )
    shares = []
    for name in DIMENSIONS:
        gathering.make(f"run_same_{name}", _count_alike("run_settled", kept, () if name in kept else (name,)))
        # a dimension that is held is the same for all; one that is not recorded is nobody's
        same = f"CASE WHEN s.{name} IS NULL THEN NULL ELSE coalesce(same_{name}.n_won, 0) / a.n_won END"
        shares.append("1.0" if name in kept else same)
    joined = " ".join(f"LEFT JOIN run_same_{name} AS same_{name} USING (deal_id)" for name in DIMENSIONS)
    gathering.make(
        "run_comparable",
        f"""SELECT * FROM run_comparable UNION ALL
        SELECT deal_id, a.n_won, a.n_lost, {mask}, a.worth, a.opened, {", ".join(shares)}
        FROM run_settled AS s JOIN run_alike AS a USING (deal_id) {joined}""",
    )


def _count_alike(deals: str, kept: Sequence[str], also: Sequence[str]) -> str:
    """Per deal of table `deals`: won and lost deals alike, mean logarithm of the amounts, mean opening of the won.

    Deals and pool are counted by cell, quarter and week first, so that no two deals are ever laid side by side.
    """
    names = (*kept, *also)
    cell = "".join(f"{name}, " for name in names)
    same = " AND ".join(f"p.{name} = u.{name}" for name in names)
    mine = " AND ".join(f"d.{name} = f.{name}" for name in names)
    of_deal = ", ".join(f"u.{name}" for name in names)
    return f"""WITH pool AS (
            SELECT {cell}quarter, week, count(*) FILTER (won) AS won, count(*) FILTER (lost) AS lost,
                sum(worth) FILTER (won) AS worth, count(worth) FILTER (won) AS priced,
                sum(opened) FILTER (won) AS opened
            FROM run_to_compare WHERE in_pool AND week IS NOT NULL GROUP BY ALL),
        asked AS (SELECT DISTINCT {cell}quarter, week FROM {deals}),
        found AS (
            SELECT {of_deal}, u.quarter, u.week, sum(p.won) AS n_won, sum(p.lost) AS n_lost,
                sum(p.worth) / nullif(sum(p.priced), 0) AS worth, sum(p.opened) / nullif(sum(p.won), 0) AS opened
            FROM asked AS u JOIN pool AS p ON {same} AND {_is_near("p", "u")} GROUP BY ALL)
        SELECT d.deal_id, n_won::BIGINT AS n_won, (n_lost - d.in_pool::INT)::BIGINT AS n_lost, f.worth, f.opened
        FROM {deals} AS d JOIN found AS f ON {mine} AND d.quarter = f.quarter AND d.week = f.week"""


def _describe() -> str:
    """The rows: differences in standard deviations of all deals that may be compared, so that one deal has them too."""
    apart = {name: f"(1 - c.same_{name}) / nullif(spread_{name}, 0)" for name in DIMENSIONS}
    apart |= {"amount": "abs(d.worth - c.worth) / nullif(spread_worth, 0)"}
    apart |= {"opening": "abs(d.opened - c.opened) / nullif(spread_opened, 0)"}
    listed = ", ".join(f"{{'by': {value}, 'name': '{name}'}}" for name, value in apart.items())
    spreads = ", ".join(f"s_{name}.spread AS spread_{name}" for name in DIMENSIONS)
    joined = " ".join(
        f"LEFT JOIN ({_spread_share(name)}) AS s_{name} ON s_{name}.value = r.{name}" for name in DIMENSIONS
    )
    held, given_up = _name_those("c.mask & {bit} > 0"), _name_those("c.mask & {bit} = 0 AND d.{name} IS NOT NULL")
    nothing = " AND ".join(f"d.{name} IS NULL" for name in DIMENSIONS)
    return f"""WITH whole AS (
            SELECT stddev_samp(worth) AS spread_worth, stddev_samp(opened) AS spread_opened
            FROM run_to_compare WHERE in_pool),
        d AS (SELECT r.*, {spreads}, whole.* FROM run_to_compare AS r CROSS JOIN whole {joined} WHERE lost),
        told AS (
            SELECT d.deal_id, d.life // {DAY} AS age_days, coalesce(c.n_won, m.n_won, 0) AS n_won, c.n_lost,
                CASE WHEN c.mask IS NOT NULL THEN {held} END AS held,
                CASE WHEN c.mask IS NOT NULL THEN {given_up} END AS given_up,
                {_name_those("d.{name} IS NULL")} AS not_recorded,
                round((d.worth - c.worth) / nullif(spread_worth, 0), 9) AS size_difference,
                round((d.opened - c.opened) / nullif(spread_opened, 0), 9) AS opened_difference,
                list_reverse_sort(list_filter([{listed}], lambda one: one.by IS NOT NULL))[1] AS worst,
                CASE WHEN d.week IS NULL OR d.quarter IS NULL THEN 'no_opening' WHEN {nothing} THEN 'nothing_recorded'
                    WHEN c.mask IS NULL THEN 'too_few' END AS declined
            FROM d LEFT JOIN run_comparable AS c USING (deal_id) LEFT JOIN run_most_won AS m USING (deal_id))
        SELECT * EXCLUDE (worst, declined), CASE WHEN held IS NOT NULL THEN round(worst.by, 9) END AS worst_balance,
            CASE WHEN held IS NOT NULL THEN worst.name END AS worst_dimension, declined FROM told"""


def _name_those(condition: str) -> str:
    cases = [f"CASE WHEN {condition.format(name=name, bit=bit)} THEN '{name}' END" for name, bit in _BITS.items()]
    return f"concat_ws(', ', {', '.join(cases)})"


def _spread_share(name: str) -> str:
    """The deviation of having a value of a dimension rather than another, by value."""
    return f"""SELECT {name} AS value, sqrt(share * (1 - share)) AS spread FROM (
        SELECT {name}, count(*) / sum(count(*)) OVER () AS share FROM run_to_compare
        WHERE {name} IS NOT NULL AND in_pool GROUP BY {name})"""
