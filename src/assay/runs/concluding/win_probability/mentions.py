"""How often each driver had been named in what was said and written by each snapshot."""

from assay.runs.gathering import Gathering
from assay.store.quoting import quote_name, quote_text
from assay.tables.mention import OWN

_MONTH = 30 * 86_400

#: drivers that so many deals at least speak of, and at most so many of them
_FEWEST_DEALS, _MOST = 100, 12


def make_mentions(gathering: Gathering, last: int) -> list[str]:
    """Table run_wp_mention, one row a snapshot (deal_id, k); returns its columns, one a driver.

    Only what was said in calls and messages: what people state of a deal is mostly stated at its end.
    """
    k = f"least(CAST(floor(({last} - greatest(m.occurred_at, m.known_at)) / {_MONTH}.0) AS BIGINT), d.first_k)"
    gathering.make(
        "run_wp_named",
        f"""SELECT m.deal_id, {k} AS k, m.driver FROM mention AS m
        JOIN (SELECT DISTINCT deal_id, first_k FROM run_wp_snapshot) AS d ON d.deal_id = m.deal_id
        WHERE {OWN} AND m."table" IN ('activity', 'utterance') AND coalesce(m.driver, '') NOT IN ('', 'unknown')
            AND m.occurred_at <= {last}""",
    )
    found = gathering.rows(
        f"""SELECT driver FROM run_wp_named GROUP BY driver HAVING count(DISTINCT deal_id) >= {_FEWEST_DEALS}
        ORDER BY count(DISTINCT deal_id) DESC, driver LIMIT {_MOST}"""
    )
    drivers = sorted(str(driver) for (driver,) in found)
    named = ", ".join(
        f"coalesce(sum(n) FILTER (driver = {quote_text(one)}), 0)::BIGINT AS {quote_name(f'named:{one}')}"
        for one in drivers
    )
    past = ", ".join(
        f"coalesce(sum({quote_name(f'named:{one}')}) OVER past, 0)::BIGINT AS {quote_name(f'named:{one}')}"
        for one in drivers
    )
    gathering.make(
        "run_wp_mention",
        f"""WITH counted AS (SELECT deal_id, k, driver, count(*) AS n FROM run_wp_named GROUP BY ALL),
        wide AS (SELECT deal_id, k{"," if named else ""} {named} FROM counted GROUP BY deal_id, k)
        SELECT s.deal_id, s.k{"," if past else ""} {past}
        FROM run_wp_snapshot AS s LEFT JOIN wide AS w USING (deal_id, k)
        WINDOW past AS (PARTITION BY s.deal_id ORDER BY s.k DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW)""",
    )
    return [f"named:{one}" for one in drivers]
