"""What is typical among won deals, by quarter: made once, kept, and only from deals whose closing was known by then."""

from collections.abc import Sequence
from dataclasses import dataclass

from assay.domain.book import BASELINE
from assay.domain.signal import TYPICAL_COLUMNS, Signal
from assay.runs.asking import read_needs
from assay.runs.clock import Clock
from assay.runs.compiled import recall
from assay.runs.cutting import Cutter
from assay.runs.epochs import find_new_edges
from assay.runs.gathering import Gathering
from assay.runs.lives import life_table
from assay.runs.moments import cut_at_close
from assay.runs.parts import part_lives, split_deals
from assay.runs.questions import baseline_name, open_book
from assay.runs.record_tables import EVER
from assay.store.engine import Rows, compile_query
from assay.store.quoting import quote_text

#: a group of fewer won deals says nothing about what is typical
FEWEST = 8

_SHARES = (10, 25, 50, 75, 90)


@dataclass(frozen=True)
class Kept:
    """The baseline of one signal as the last run left it. rows: as in BASELINE, in its order."""

    fingerprint: str
    edges: tuple[int, ...]
    rows: Rows


@dataclass(frozen=True)
class Plan:
    """What a signal's baseline will hold: kept rows, and epochs that are to be made."""

    signal: Signal
    kept: Kept | None
    new_edges: tuple[int, ...]

    @property
    def edges(self) -> tuple[int, ...]:
        return (*(self.kept.edges if self.kept else ()), *self.new_edges)


def plan_baseline(signal: Signal, kept: Kept | None, clock: Clock, first_won: int | None, *, renew: bool) -> Plan:
    """Which epochs are to be made: see find_new_edges. A changed signal begins anew."""
    usable = None if renew or kept is None or kept.fingerprint != signal.fingerprint or not kept.edges else kept
    return Plan(signal, usable, find_new_edges(usable.edges if usable else (), clock, first_won))


def make_baseline(gathering: Gathering, plans: Sequence[Plan], clock: Clock, home_currency: str) -> None:
    """Compute the epochs to be made, and put each signal's rows where its book reads them.

    The results stand in table new_baseline (results.BASELINE without the version).
    """
    gathering.local.put("new_baseline", {"signal": "string", **BASELINE}, [])
    to_make = [plan for plan in plans if plan.new_edges and plan.signal.typical]
    if to_make:
        _gather_typical(gathering, [plan.signal for plan in to_make], clock, home_currency)
    for plan in plans:
        rows = _merge(plan, _pool(gathering, plan) if plan in to_make else [])
        gathering.engine.put(baseline_name(plan.signal.name), BASELINE, rows)
        gathering.local.put("incoming", BASELINE, rows)
        gathering.local.connection.execute("INSERT INTO new_baseline SELECT ?, * FROM incoming", [plan.signal.name])


def _gather_typical(gathering: Gathering, signals: Sequence[Signal], clock: Clock, home_currency: str) -> None:
    """Table new_typical: each signal's values of the won deals, each cut at its own close by both clocks."""
    engine, life = gathering.engine, life_table()
    won = life.filter((life.outcome == "won") & life.closed_at.notnull())
    engine.make("run_asked", won.select("deal_id"))
    cutter = Cutter(engine, read_needs(signals), home_currency)
    queries = [_compile_typical(signal, engine.dialect) for signal in signals]
    for _ in split_deals(gathering):
        cutter.cut(cut_at_close(part_lives(), clock))
        for query in queries:
            gathering.take("new_typical", query)


def _compile_typical(signal: Signal, dialect: str) -> str:
    if signal.typical is None:
        raise ValueError(f"{signal.name} says nothing about what is typical")
    columns = ", ".join(TYPICAL_COLUMNS)
    typical = signal.typical
    query = recall(
        ("typical", signal.name, signal.fingerprint, dialect),
        lambda: compile_query(typical(open_book(signal)).select(*TYPICAL_COLUMNS), dialect),
    )
    return f"SELECT '{signal.name}' AS signal, {columns} FROM ({query}) AS told"


def _pool(gathering: Gathering, plan: Plan) -> Rows:
    """Quantiles over the won deals known to be closed before each new epoch, group by group and all together.

    A deal that stands in several groups with one and the same value counts once among all.
    """
    shares = ", ".join(str(share / 100) for share in _SHARES)
    quantiles = ", ".join(f"quantiles[{place}]" for place in range(1, len(_SHARES) + 1))
    gathering.make(
        "run_grouped",
        f"""WITH typical AS (
            SELECT t.*, close_known_at FROM new_typical t JOIN run_moment USING (deal_id)
            WHERE signal = {quote_text(plan.signal.name)} AND t.value IS NOT NULL),
        grouped AS (
            SELECT deal_id, grp, age_days, value, close_known_at FROM typical
            WHERE grp IS NOT NULL AND grp <> 'all'
            UNION ALL SELECT DISTINCT deal_id, 'all', age_days, value, close_known_at FROM typical)
        SELECT grp, age_days, value, close_known_at,
            row_number() OVER (PARTITION BY deal_id, grp, age_days) = 1 AS is_first FROM grouped""",
    )
    rows: Rows = []
    for edge in plan.new_edges:  # one after the other: quantiles hold all the values they are of in memory
        rows += gathering.rows(
            f"""WITH pooled AS (
                SELECT grp, age_days, count(*) FILTER (is_first) AS n, quantile_cont(value, [{shares}]) AS quantiles
                FROM run_grouped WHERE close_known_at < {int(edge)} GROUP BY grp, age_days)
            SELECT grp, age_days, {int(edge)}::BIGINT, {EVER}::BIGINT, n, {quantiles} FROM pooled
            WHERE n >= {FEWEST}"""
        )
    return rows


def _merge(plan: Plan, made: Rows) -> Rows:
    """Kept and new rows, each valid until the next epoch begins."""
    edges = plan.edges
    until = dict(zip(edges, (*edges[1:], EVER), strict=True)) if edges else {}
    rows = [*(plan.kept.rows if plan.kept else ()), *made]
    return sorted((*row[:3], until[row[2]], *row[4:]) for row in rows)
