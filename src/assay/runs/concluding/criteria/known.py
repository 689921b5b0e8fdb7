"""What is known of each deal when it is opened and by the age of early facts, and of each account without a deal."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.spans import DAY
from assay.patterns.criteria.rule import EARLY, Fact
from assay.runs.concluding.criteria.custom import OwnField, lay_own_facts, list_own_fields
from assay.runs.concluding.part import Work
from assay.runs.cutting import Cutter
from assay.runs.lives import LIFE

#: facts of the day on which a deal is opened are those known by a day later: forms are filled then
_INTAKE = DAY

#: marketing is counted over half a year before
_TOUCHED = 180 * DAY

#: of a field of the deal, what stood there is known of at least half of the deals: else it stands as it is now
_TOLD_THEN = 0.5

_CUT_TYPES = {
    "deal_id": "int64",
    "amount": "float64",
    "segment": "string",
    "product": "string",
    "channel": "string",
    "account_id": "int64",
}
_EARLY_TYPES = {"deal_id": "int64", "buyers_met": "int64", "top_rank": "int64", "buyer_words": "int64"}
_ACCOUNT_TYPES = {
    "deal_id": "int64",
    "account_id": "int64",
    "seen_at": "int64",
    "people_known": "int64",
    "rank_known": "int64",
    "touches": "int64",
}
_FIRM_TYPES = {
    "account_id": "int64",
    "industry": "string",
    "country": "string",
    "employees": "int64",
    "revenue": "float64",
    "known_at": "int64",
}

_OF_DEAL = (
    ("amount", "amount", "number"),
    ("segment", "segment", "word"),
    ("product", "product", "word"),
    ("channel", "source", "word"),
)
_OF_FIRM = (
    ("industry", "industry", "word"),
    ("country", "country", "word"),
    ("employees", "employees", "number"),
    ("revenue", "annual revenue", "number"),
)
#: fact, what it is called, which way sense says it can speak
_OF_ACCOUNT = (
    ("people_known", "people known at the account", "more"),
    ("rank_known", "highest rank known at the account", "more"),
    ("touches", "marketing touches in the half year before", "more"),
)
_EARLY = (
    ("buyers_met", f"buyers met in the first {EARLY} days", "more"),
    ("top_rank", f"highest rank met in the first {EARLY} days", "more"),
    ("buyer_words", f"words of the buyer in the first {EARLY} days", "more"),
)


@dataclass(frozen=True)
class _Column:
    """A column of a local table that holds a fact. deal: the table's rows are of deals, else of accounts."""

    fact: str
    table: str
    value: str
    is_number: bool
    deal: bool = True


def make_known(work: Work) -> list[Fact]:
    """Table run_criterion_known, shaped like criterion_fact, and the facts in it; of signals nothing.

    Needs run_life and run_rate in the engine, and new_criterion_case.
    """
    _cut_deals(work)
    _count_early(work)
    _count_accounts(work)
    own = list_own_fields(work)
    facts, columns = [], []
    for fact, column in (*_list_deal_facts(work), *_list_account_facts(), *_list_early_facts()):
        facts.append(fact)
        columns.append(column)
    of_deals = " UNION ALL ".join(_select(column) for column in columns)
    of_firms = " UNION ALL ".join(_select(column) for column in _list_bare_columns())
    parts = [of_deals, of_firms, *(lay_own_facts(field) for field in own)]
    work.gathering.make(
        "run_criterion_known",
        f"""SELECT fact, deal_id, account_id, text, number FROM ({" UNION ALL ".join(parts)})
        WHERE text IS NOT NULL OR number IS NOT NULL""",
    )
    return [*facts, *map(_describe_own, own)]


def _describe_own(field: OwnField) -> Fact:
    return Fact(field.fact, field.heading, field.kind, 0, field.of_account, "now")


def _cut_deals(work: Work) -> None:
    """Tables run_criterion_then and run_criterion_now: fields of deals as they stood at intake, by what is known."""
    gathering, clock = work.gathering, work.clock
    ((currency,),) = gathering.rows("SELECT home_currency FROM run")
    cutter = Cutter(gathering.engine, (), str(currency or ""))
    at = f"CASE WHEN opened_at + {_INTAKE} < {clock.as_of} THEN opened_at + {_INTAKE} ELSE {clock.as_of} END"
    for name, may in (("then", False), ("now", clock.is_now)):
        cutter.cut(
            f"""SELECT deal_id, deal_id AS record_id, CAST({at} AS BIGINT) AS as_of, CAST({at} AS BIGINT) AS known_by,
                {str(may).lower()} AS may_snapshot, true AS is_open FROM {LIFE} WHERE opened_at IS NOT NULL"""
        )
        columns = ", ".join(_CUT_TYPES)
        gathering.engine.make(f"run_criterion_{name}", f"SELECT {columns} FROM book_deal")
        gathering.fetch(f"run_criterion_{name}", _CUT_TYPES)


def _count_early(work: Work) -> None:
    """Table run_criterion_early: whom we met by the early age; nothing of deals of which nothing was on record."""
    by = f"l.opened_at + {EARLY * DAY}"
    clocks = f"{{0}}.occurred_at <= {work.clock.as_of} AND {{0}}.known_at <= {work.clock.known_by}"
    known = f"occurred_at <= {by} AND {{0}}.known_at <= {by} AND {clocks}"
    talk = "kind IN ('meeting', 'call', 'demo') AND {0}.status IN ('held', 'unknown') AND {0}.direction <> 'internal'"
    mail = "{0}.kind IN ('email', 'chat', 'letter') AND {0}.direction = 'inbound'"
    wrote = mail.format("e") + " AND NOT e.is_automated"
    met = f"(p.{talk.format('p')} AND p.part <> 'cc') OR ({mail.format('p')} AND p.part = 'from')"
    work.gathering.engine.make(
        "run_criterion_early",
        f"""SELECT s.deal_id, COALESCE(m.buyers_met, 0) AS buyers_met, m.top_rank, s.buyer_words FROM (
            SELECT e.deal_id, CAST(SUM(CASE WHEN (e.{talk.format("e")}) OR ({wrote}) THEN 1 ELSE 0 END) AS BIGINT)
                AS buyer_words
            FROM deal_event AS e JOIN {LIFE} AS l ON l.deal_id = e.deal_id
            WHERE e.{known.format("e")} GROUP BY e.deal_id) AS s
        LEFT JOIN (
            SELECT p.deal_id, COUNT(DISTINCT p.person_id) AS buyers_met,
                CAST(MAX(CASE WHEN p."rank" > 0 THEN p."rank" END) AS BIGINT) AS top_rank
            FROM deal_presence AS p JOIN {LIFE} AS l ON l.deal_id = p.deal_id
            WHERE p.{known.format("p")} AND ({met}) GROUP BY p.deal_id) AS m ON m.deal_id = s.deal_id""",
    )
    work.gathering.fetch("run_criterion_early", _EARLY_TYPES)


def _count_accounts(work: Work) -> None:
    """Tables run_criterion_account, of deals and of accounts without one, and run_criterion_firm, of all accounts."""
    gathering, clock = work.gathering, work.clock
    engine = gathering.engine
    engine.make(
        "run_criterion_at",
        f"""SELECT l.deal_id, d.account_id, l.opened_at + {_INTAKE} AS seen_at FROM {LIFE} AS l JOIN deal AS d
            ON d.id = l.deal_id WHERE l.opened_at IS NOT NULL AND d.account_id IS NOT NULL
        UNION ALL SELECT CAST(NULL AS BIGINT) AS deal_id, a.id AS account_id, CAST({clock.as_of} AS BIGINT) AS seen_at
            FROM account AS a WHERE NOT a.is_deleted AND a.known_at <= {clock.known_by}
            AND NOT EXISTS (SELECT 1 FROM deal AS d JOIN {LIFE} AS l ON l.deal_id = d.id WHERE d.account_id = a.id)""",
    )
    rank = _RANK if clock.is_now else "CAST(NULL AS BIGINT)"
    known = f"(w.seen_at >= {clock.as_of} OR p.known_at <= w.seen_at) AND p.known_at <= {clock.known_by}"
    engine.make(
        "run_criterion_account",
        f"""SELECT w.deal_id, w.account_id, w.seen_at, p.people_known, p.rank_known, t.touches
        FROM run_criterion_at AS w
        LEFT JOIN (SELECT w.deal_id, w.account_id, COUNT(*) AS people_known, {rank} AS rank_known
            FROM run_criterion_at AS w JOIN person AS p ON p.account_id = w.account_id
            WHERE NOT p.is_deleted AND {known} GROUP BY w.deal_id, w.account_id) AS p
            ON p.account_id = w.account_id AND p.deal_id IS NOT DISTINCT FROM w.deal_id
        LEFT JOIN (SELECT w.deal_id, w.account_id, CAST(SUM(CASE WHEN t.occurred_at <= w.seen_at
                AND t.occurred_at > w.seen_at - {_TOUCHED} AND (t.known_at <= w.seen_at OR w.seen_at >= {clock.as_of})
                THEN 1 ELSE 0 END) AS BIGINT) AS touches
            FROM run_criterion_at AS w JOIN person AS p ON p.account_id = w.account_id
            JOIN campaign_touch AS t ON t.person_id = p.id
            WHERE NOT t.is_deleted AND t.known_at <= {clock.known_by} GROUP BY w.deal_id, w.account_id) AS t
            ON t.account_id = w.account_id AND t.deal_id IS NOT DISTINCT FROM w.deal_id""",
    )
    gathering.fetch("run_criterion_account", _ACCOUNT_TYPES)
    may = str(clock.is_now).lower()
    engine.make(
        "run_criterion_firm",
        f"""SELECT id AS account_id, industry, country, employee_count AS employees,
            annual_revenue AS revenue, known_at FROM account
            WHERE NOT is_deleted AND {may} AND known_at <= {clock.known_by}""",
    )
    gathering.fetch("run_criterion_firm", _FIRM_TYPES)


_RANKS = ("individual", "manager", "director", "vp", "c_level")
_RANK = (
    "CAST(MAX(CASE p.seniority "
    + " ".join(f"WHEN '{word}' THEN {number}" for number, word in enumerate(_RANKS, 1))
    + " END) AS BIGINT)"
)


def _list_deal_facts(work: Work) -> Iterator[tuple[Fact, _Column]]:
    """Fields of the deal: as they stood where that is told of enough deals, else as they stand."""
    for name, label, kind in _OF_DEAL:
        ((told, n),) = work.gathering.rows(f"SELECT count({name}), count(*) FROM run_criterion_then")
        basis = "then" if n and told >= _TOLD_THEN * n else "now"
        yield (
            Fact(name, label, kind, 0, False, basis),
            _Column(name, f"run_criterion_{basis}", name, kind == "number"),
        )


def _list_account_facts() -> Iterator[tuple[Fact, _Column]]:
    for name, label, kind in _OF_FIRM:
        firm = f"""(SELECT c.deal_id, NULL::BIGINT AS account_id, f.{name} FROM run_criterion_now AS c
            JOIN run_criterion_firm AS f USING (account_id))"""
        yield Fact(name, label, kind, 0, True, "now"), _Column(name, firm, name, kind == "number")
    for name, label, better in _OF_ACCOUNT:
        told = "(SELECT * FROM run_criterion_account WHERE deal_id IS NOT NULL)"
        # a title is overwritten as people rise
        basis = "now" if name == "rank_known" else "then"
        yield Fact(name, label, "number", 0, True, basis, better), _Column(name, told, name, True)
    for outcome in ("won", "lost"):
        better = "more" if outcome == "won" else "less"
        fact = Fact(f"{outcome}_before", f"we {outcome} a deal with them before", "yes_no", 0, True, "then", better)
        yield fact, _Column(fact.name, f"({_find_before(outcome)})", "told", False)


def _find_before(outcome: str) -> str:
    """yes or no of each deal with an account: whether another deal of it had ended so, and that was known."""
    words = "'won'" if outcome == "won" else "'lost', 'no_decision'"
    return f"""SELECT c.deal_id, CASE WHEN bool_or(b.deal_id IS NOT NULL) THEN 'yes' ELSE 'no' END AS told
        FROM run_criterion_life AS c LEFT JOIN run_criterion_life AS b ON b.account_id = c.account_id
            AND b.deal_id <> c.deal_id AND b.outcome IN ({words}) AND b.close_known_at <= c.opened_at + {_INTAKE}
            AND b.closed_at <= c.opened_at + {_INTAKE}
        WHERE c.account_id IS NOT NULL GROUP BY c.deal_id"""


def _list_early_facts() -> Iterator[tuple[Fact, _Column]]:
    for name, label, better in _EARLY:
        yield (
            Fact(name, label, "number", EARLY, False, "then", better),
            _Column(name, "run_criterion_early", name, True),
        )


def _list_bare_columns() -> Iterator[_Column]:
    """Facts of accounts without a deal."""
    bare = "(SELECT * FROM run_criterion_account WHERE deal_id IS NULL)"
    for name, _label, kind in _OF_FIRM:
        firm = f"(SELECT b.account_id, f.{name} FROM {bare} AS b JOIN run_criterion_firm AS f USING (account_id))"
        yield _Column(name, firm, name, kind == "number", deal=False)
    for name, _label, _better in _OF_ACCOUNT:
        yield _Column(name, bare, name, True, deal=False)
    for outcome in ("won", "lost"):
        yield _Column(f"{outcome}_before", f"(SELECT account_id, 'no' AS told FROM {bare})", "told", False, deal=False)


def _select(column: _Column) -> str:
    deal = "deal_id" if column.deal else "NULL::BIGINT"
    account = "NULL::BIGINT" if column.deal else "account_id"
    value = f"{column.value}::DOUBLE" if column.is_number else f"nullif(trim({column.value}), '')"
    text, number = ("NULL::VARCHAR", value) if column.is_number else (value, "NULL::DOUBLE")
    return f"""SELECT '{column.fact}' AS fact, {deal} AS deal_id, {account} AS account_id, {text} AS text,
        {number} AS number FROM {column.table}"""
