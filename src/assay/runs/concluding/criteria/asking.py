"""Rules asked of deals and of accounts, by SQL over the prepared tables: fast enough to wait for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from assay.domain.spans import DAY
from assay.patterns.criteria.backtest import Measure, measure_backtest
from assay.patterns.criteria.judging import Trial, try_rule
from assay.patterns.criteria.rule import EARLY, Condition, Fact, Rule
from assay.store.quoting import quote_text

Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: a signal's answer about an open deal stands for that at the early age up to this age
_STILL_EARLY = 60

_FACT_COLUMNS = "fact, label, kind, age_days, of_account, basis, better, shut_out, known_share"


@dataclass(frozen=True)
class Tables:
    """Where rules are asked. prefix: before the names of the tables of criteria, new_ while they are being made."""

    connection: duckdb.DuckDBPyConnection
    prefix: str = ""

    def name(self, table: str) -> str:
        """The name under which a table of criteria is read."""
        return f"{self.prefix}{table}"


@dataclass(frozen=True)
class Asked:
    """Rules among deals of one period. meets: 1 yes, 0 no, -1 unknown, -2 the deal did not live to the rule's age.

    deal_id, won, value, timed, untimed, timed_later, untimed_later: (deals,).  meets: (rules, deals).
    """

    deal_id: NDArray[np.int64]
    won: Flag
    value: Number
    timed: Number
    untimed: Number
    timed_later: Number
    untimed_later: Number
    meets: NDArray[np.int64]

    def try_out(self, number: int) -> Trial:
        """The rule of that number on these deals."""
        lived = self.meets[number] != -2
        answer = self.meets[number][lived]
        return try_rule(answer == 1, answer >= 0, self.won[lived])

    def count_hours(self, age: int, each: float) -> Number:
        """Hours spent on each deal after that age. each: hours of an activity that tells no length."""
        timed, untimed = (self.timed_later, self.untimed_later) if age else (self.timed, self.untimed)
        hours: Number = timed + each * untimed
        return hours

    def measure(self, ages: Mapping[int, int], each: float) -> list[Measure]:
        """What would have come of declining by rules. ages: number of each rule -> age at which it is known."""
        declined, hours = np.zeros(len(self.won), dtype=bool), self.count_hours(0, each)
        later = self.count_hours(EARLY, each)
        at_once = np.zeros(len(self.won), dtype=bool)
        for number, age in ages.items():
            declined |= self.meets[number] == 1
            at_once |= (self.meets[number] == 1) & (age == 0)
        # what was spent before the rule could speak is not saved; the share is of all that was spent
        saved = np.where(at_once, hours, later)
        kept = measure_backtest(declined, self.won, self.value, hours)
        spent = measure_backtest(declined, self.won, self.value, np.where(declined, saved, hours))
        return [*kept[:-1], spent[-1]]


def read_facts(tables: Tables) -> dict[str, Fact]:
    """All facts that rules may speak of, by name."""
    rows = tables.connection.execute(
        f"SELECT {_FACT_COLUMNS} FROM {tables.name('criterion_field')} ORDER BY fact"
    ).fetchall()
    return {row[0]: Fact(*row) for row in rows}


def ask_period(tables: Tables, rules: Sequence[Rule], facts: Mapping[str, Fact], period: str = "test") -> Asked:
    """The rules asked of every deal of a period that ended."""
    answers = ", ".join(f"{_write_answer(rule, facts)} AS m{number}" for number, rule in enumerate(rules))
    found = tables.connection.execute(
        f"""SELECT c.deal_id, c.won, c.value, c.timed_hours, c.untimed, c.timed_hours_later, c.untimed_later
            {", " if answers else ""}{answers}
        FROM {tables.name("criterion_case")} AS c {_join_facts(tables, rules, facts)}
        WHERE c.period = {quote_text(period)} ORDER BY c.deal_id"""
    ).fetchnumpy()
    n = len(found["deal_id"])

    def take(name: str) -> Number:
        return np.ma.filled(np.ma.asarray(found[name]).astype(np.float64), np.nan)

    meets = [np.asarray(found[f"m{number}"], dtype=np.int64) for number in range(len(rules))]
    return Asked(
        deal_id=np.asarray(found["deal_id"], dtype=np.int64),
        won=np.asarray(found["won"], dtype=bool),
        value=take("value"),
        timed=take("timed_hours"),
        untimed=take("untimed"),
        timed_later=take("timed_hours_later"),
        untimed_later=take("untimed_later"),
        meets=np.array(meets, dtype=np.int64).reshape(len(rules), n),
    )


def select_open_fits(
    tables: Tables, rules: Sequence[Rule], facts: Mapping[str, Fact], deals: Iterable[int] = ()
) -> str:
    """SQL of deal_id and, as m0, m1, ..., what each rule says of each open deal. deals: those alone, if any."""
    chosen = ", ".join(str(int(deal)) for deal in deals)
    only = f" AND c.deal_id IN ({chosen})" if chosen else ""
    answers = "".join(f", {_write_answer(rule, facts)} AS m{number}" for number, rule in enumerate(rules))
    return f"""SELECT c.deal_id{answers} FROM {tables.name("criterion_case")} AS c {_join_facts(tables, rules, facts)}
        WHERE c.period = 'open'{only}"""


def select_account_fits(tables: Tables, rules: Sequence[Rule], facts: Mapping[str, Fact]) -> str:
    """SQL of account_id and, as m0, m1, ..., what each rule says of each account without a deal."""
    answers = "".join(
        f", {_write_answer(rule, facts, of_deal=False)} AS m{number}" for number, rule in enumerate(rules)
    )
    table = tables.name("criterion_fact")
    return f"""SELECT c.account_id{answers}
        FROM (SELECT DISTINCT account_id FROM {table} WHERE account_id IS NOT NULL) AS c
        {_join_facts(tables, rules, facts, key="account_id")}"""


def read_values(
    tables: Tables, facts: Iterable[Fact], key: str, subjects: Iterable[int]
) -> dict[tuple[int, str], str | float]:
    """(deal or account, fact) -> what is known of it; nothing where nothing is. key: deal_id or account_id."""
    chosen = ", ".join(str(int(subject)) for subject in subjects) or "NULL"
    found: dict[tuple[int, str], str | float] = {}
    for fact in facts:
        column = "number" if fact.kind == "number" else "text"
        rows = tables.connection.execute(
            f"""SELECT f.{key}, f.{column} FROM ({_select_fact(tables, fact, key)}) AS f
            WHERE f.{key} IN ({chosen}) AND f.{column} IS NOT NULL"""
        ).fetchall()
        found |= {(int(subject), fact.name): value for subject, value in rows}
    return found


def _join_facts(tables: Tables, rules: Sequence[Rule], facts: Mapping[str, Fact], key: str = "deal_id") -> str:
    names = sorted({condition.fact for rule in rules for condition in rule.conditions})
    return " ".join(
        f"LEFT JOIN ({_select_fact(tables, facts[name], key)}) AS {_alias(name)} ON {_alias(name)}.{key} = c.{key}"
        for name in names
    )


def _alias(fact: str) -> str:
    return '"f ' + fact.replace('"', '""') + '"'


def _select_fact(tables: Tables, fact: Fact, key: str) -> str:
    if fact.kind != "signal":
        return f"""SELECT {key}, any_value(text) AS text, any_value(number) AS number
            FROM {tables.name("criterion_fact")}
            WHERE fact = {quote_text(fact.name)} AND {key} IS NOT NULL GROUP BY {key}"""
    if key == "account_id":
        return "SELECT NULL::BIGINT AS account_id, NULL::VARCHAR AS text, NULL::DOUBLE AS number WHERE false"
    signal, told = quote_text(fact.name), "CASE answer WHEN 'hit' THEN 'yes' WHEN 'clear' THEN 'no' END AS text"
    young = f"m.as_of - m.opened_at BETWEEN {EARLY * DAY} AND {_STILL_EARLY * DAY}"
    return f"""SELECT deal_id, {told}, NULL::DOUBLE AS number FROM landmark
            WHERE signal = {signal} AND age_days = {EARLY} AND answer <> 'unknown'
        UNION ALL SELECT a.deal_id, {told}, NULL::DOUBLE AS number FROM answer AS a JOIN moment AS m USING (deal_id)
            WHERE a.signal = {signal} AND a.view = 'open' AND {young} AND a.answer <> 'unknown'"""


def _write_answer(rule: Rule, facts: Mapping[str, Fact], *, of_deal: bool = True) -> str:
    """1, 0, -1 where it is unknown, -2 where the deal did not live to the rule's age. Of an open one too young: -1."""
    told = " AND ".join(f"({_write_condition(condition, facts[condition.fact])})" for condition in rule.conditions)
    answer = f"coalesce(({told})::INT, -1)"
    if of_deal and rule.find_age(facts):
        return f"CASE WHEN c.is_early THEN {answer} WHEN c.period = 'open' THEN -1 ELSE -2 END"
    return answer


def _write_condition(condition: Condition, fact: Fact) -> str:
    if fact.kind == "number":
        sign = ">=" if condition.compares == "at_least" else "<"
        return f"{_alias(fact.name)}.number {sign} {condition.number!r}"
    sign = "=" if condition.compares == "equals" else "<>"
    return f"{_alias(fact.name)}.text {sign} {quote_text(condition.value)}"
