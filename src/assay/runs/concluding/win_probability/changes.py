"""What the history of its fields said of a deal by each snapshot: tables of the local DuckDB."""

from assay.domain.spans import DAY
from assay.runs.gathering import Gathering
from assay.runs.money import RATE
from assay.store.quoting import quote_name, quote_text

_MONTH = 30 * DAY

#: fields of a history that are no part of the score: what people foresee stands beside it, not in it; reasons are given
#: at the end; who owns a deal is nobody's quality
NEVER = (
    *("probability", "forecast_category", "loss_reason", "win_reason", "loss_reason_stated", "win_reason_stated"),
    *("owner", "outcome", "closed_at", "currency"),
)

_READ_APART = ("stage", "amount", "close_date")

#: further fields with a history, by how many deals have them
_MOST_OWN, _FEWEST_DEALS, _MOST_KINDS = 12, 50, 30


def make_fields(gathering: Gathering, last: int) -> list[tuple[str, bool]]:
    """Table run_wp_field, one row a snapshot (deal_id, k); returns its columns, each with whether it is a kind.

    last: the day of the snapshots with k = 0.  `stated` is the probability that the CRM stated then.
    """
    gathering.make("run_wp_step", _place_changes(last))
    own = list_own_fields(gathering)
    gathering.make("run_wp_field", _select_fields(own))
    told = [("stage", True), ("stage_days", False), ("steps", False), ("amount", False)]
    told += [("amount_changes", False), ("pushes", False), ("days_to_close", False)]
    return told + [(f"field:{name}", is_kind) for name, is_kind in own]


def list_own_fields(gathering: Gathering) -> list[tuple[str, bool]]:
    """Other fields of which the source keeps a history: of few different words, or of numbers."""
    but = ", ".join(map(quote_text, (*NEVER, *_READ_APART)))
    found = gathering.rows(
        f"""SELECT field, count(DISTINCT new_value) AS kinds,
            count(*) = count(try_cast(new_value AS DOUBLE)) AS is_number, count(DISTINCT deal_id) AS deals
        FROM run_wp_step WHERE field NOT IN ({but}) AND new_value IS NOT NULL GROUP BY field
        HAVING count(DISTINCT deal_id) >= {_FEWEST_DEALS} ORDER BY deals DESC, field"""
    )
    kept = [
        (name, not (is_number and kinds > 2))
        for name, kinds, is_number, _ in found
        if is_number or kinds <= _MOST_KINDS
    ]
    return kept[:_MOST_OWN]


def _place_changes(last: int) -> str:
    """Each change with the first snapshot of its deal that may read it."""
    k = f"least(CAST(floor(({last} - greatest(c.changed_at, c.known_at)) / {_MONTH}.0) AS BIGINT), d.first_k)"
    return f"""SELECT c.deal_id, {k} AS k, c.field, c.old_value, c.new_value, c.changed_at, c.sequence, c.id
        FROM run_wp_change AS c JOIN (SELECT DISTINCT deal_id, first_k FROM run_wp_snapshot) AS d USING (deal_id)"""


def _latest(field: str) -> str:
    """The last known change of a field by each snapshot, as a struct that compares by its place in time."""
    return f"""max(CASE WHEN field = {quote_text(field)} THEN
        {{'changed': changed_at, 'sequence': sequence, 'id': id, 'value': new_value}} END)"""


def _name_own(name: str, *, is_kind: bool) -> str:
    value = f"{quote_name('at_' + name)}.value"
    return f"{value if is_kind else f'try_cast({value} AS DOUBLE)'} AS {quote_name(f'field:{name}')}"


def _select_fields(own: list[tuple[str, bool]]) -> str:
    names = ["stage", "amount", "close_date", "probability", *(name for name, _ in own)]
    latest = ", ".join(f"{_latest(name)} AS {quote_name('at_' + name)}" for name in names)
    past = ", ".join(f"max({quote_name('at_' + name)}) OVER past AS {quote_name('at_' + name)}" for name in names)
    others = ", ".join(_name_own(name, is_kind=is_kind) for name, is_kind in own)
    return f"""
WITH moved AS (
    SELECT deal_id, k, {latest},
        count(*) FILTER (field = 'stage' AND old_value IS NOT NULL) AS steps,
        count(*) FILTER (field = 'amount' AND old_value IS NOT NULL) AS amount_changes,
        count(*) FILTER (field = 'close_date' AND try_cast(new_value AS DATE) > try_cast(old_value AS DATE)) AS pushes
    FROM run_wp_step GROUP BY ALL),
laid AS (
    SELECT s.deal_id, s.k, s.asked_at, {past}, coalesce(sum(steps) OVER past, 0) AS steps,
        coalesce(sum(amount_changes) OVER past, 0) AS amount_changes, coalesce(sum(pushes) OVER past, 0) AS pushes
    FROM run_wp_snapshot AS s LEFT JOIN moved AS m USING (deal_id, k)
    WINDOW past AS (PARTITION BY s.deal_id ORDER BY s.k DESC ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
SELECT t.deal_id, t.k, t.at_stage.value AS stage, (t.asked_at - t.at_stage.changed) / {DAY}.0 AS stage_days,
    CAST(t.steps AS BIGINT) AS steps,
    CASE WHEN try_cast(t.at_amount.value AS DOUBLE) > 0
        THEN try_cast(t.at_amount.value AS DOUBLE)
            * CASE WHEN coalesce(l.currency, r.home_currency) = r.home_currency THEN 1 ELSE own.rate / home.rate END
        END AS amount,
    CAST(t.amount_changes AS BIGINT) AS amount_changes, CAST(t.pushes AS BIGINT) AS pushes,
    (epoch(try_cast(t.at_close_date.value AS DATE)) - t.asked_at) / {DAY}.0 AS days_to_close,
    try_cast(t.at_probability.value AS DOUBLE) AS stated{"," if others else ""} {others}
FROM laid AS t JOIN run_wp_life AS l ON l.deal_id = t.deal_id
CROSS JOIN (SELECT home_currency FROM run) AS r
LEFT JOIN {RATE} AS own ON own.currency = l.currency AND t.asked_at >= own.valid_from AND t.asked_at < own.valid_to
LEFT JOIN {RATE} AS home ON home.currency = r.home_currency AND t.asked_at >= home.valid_from
    AND t.asked_at < home.valid_to"""
