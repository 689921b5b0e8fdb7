"""The part that learns criteria on earlier deals, tries them on later ones and asks them of open deals and accounts."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assay.domain.tongue import mark
from assay.patterns.criteria.judging import Trial, adjust_trials, count_missing, reach_verdict, spread
from assay.patterns.criteria.leaking import is_filled_late, tells_outcome, word_number
from assay.patterns.criteria.learning import Known, Proposal, propose_rules
from assay.patterns.criteria.rule import EARLY, MOST_RULES, Fact, Rule, say_rule, write_conditions
from assay.runs.concluding.criteria.asking import Asked, Tables, ask_period, select_account_fits, select_open_fits
from assay.runs.concluding.criteria.cases import make_cases
from assay.runs.concluding.criteria.hours import read_hours_each
from assay.runs.concluding.criteria.known import make_known
from assay.runs.concluding.part import Work
from assay.runs.lives import make_lives
from assay.runs.money import make_rates
from assay.store.quoting import quote_text
from assay.tables.column import TYPES, Table
from assay.tables.concluded.criterion import CRITERION, CRITERION_BACKTEST, CRITERION_FIELD

_IBIS = {"BIGINT": "int64", "VARCHAR": "string", "DOUBLE": "float64", "BOOLEAN": "boolean"}

#: a signal that never answered otherwise is no fact
_FEWEST_KNOWN = 0.05


@dataclass(frozen=True)
class _Learnt:
    """What was learnt on earlier deals, and how it did on later ones."""

    proposal: Proposal
    trained: Asked
    tested: Asked
    trials: tuple[Trial, ...]
    verdicts: tuple[str, ...]
    q: tuple[float | None, ...]


def make_criteria(work: Work) -> None:
    """All tables of criteria."""
    engine, gathering = work.gathering.engine, work.gathering
    ((currency,),) = gathering.rows("SELECT home_currency FROM run")
    make_rates(engine, str(currency or ""))
    make_lives(engine, work.clock)
    since, until = make_cases(work)
    work.report(mark("reading what was known at intake"), 0.2)
    found = [*make_known(work), *_list_signals(work)]
    gathering.make("new_criterion_fact", "SELECT fact, deal_id, account_id, text, number FROM run_criterion_known")
    facts = {fact.name: fact for fact in _find_leaks(work, found)}
    _put(work, CRITERION_FIELD, [_describe_fact(fact) for fact in facts.values()])
    work.report(mark("learning rules on earlier deals"), 0.5)
    tables = Tables(gathering.local.connection, "new_")
    learnt = _learn(work, tables, facts)
    rules = learnt.proposal.rules
    _put(work, CRITERION, [_write_rule(n, rule, facts, learnt, since, until) for n, rule in enumerate(rules)])
    shown = _pick_shown(learnt)
    _put(work, CRITERION_BACKTEST, _measure_rules(work, learnt, shown, facts))
    _make_fits(work, tables, [rules[number] for number in shown], facts)


def _list_signals(work: Work) -> list[Fact]:
    """The signals answered at the early age. A signal is a warning: it speaks against a deal, its absence for one."""
    rows = work.gathering.rows(
        f"""SELECT l.signal, any_value(s.title) FROM landmark AS l JOIN signal AS s USING (signal)
        WHERE l.age_days = {EARLY} GROUP BY l.signal
        HAVING count(DISTINCT l.answer) FILTER (l.answer <> 'unknown') > 1 ORDER BY l.signal"""
    )
    return [Fact(str(signal), str(title), "signal", EARLY, False, "then", "less") for signal, title in rows]


def _find_leaks(work: Work, facts: Sequence[Fact]) -> list[Fact]:
    """The facts with the share of deals that they are known of, those that know the outcome shut out."""
    shares = {fact.name: _share_known(work, fact) for fact in facts}
    checked = []
    for fact in facts:
        known, young_known, young = shares[fact.name]
        shut = None
        if fact.basis == "now":
            if is_filled_late(known, young_known, young):
                shut = "filled_late"
            if tells_outcome(*_read_outcomes(work, fact)):
                shut = "tells_outcome"
        checked.append(replace(fact, shut_out=shut, known_share=known))
    return [fact for fact in checked if fact.known_share >= _FEWEST_KNOWN or fact.shut_out]


def _share_known(work: Work, fact: Fact) -> tuple[float, float, int]:
    """Of ended and of open deals the share of which it is known, and how many open ones there are."""
    if fact.kind == "signal":
        answered = f"age_days = {EARLY} AND answer <> 'unknown'"
        source = f"(SELECT deal_id FROM landmark WHERE signal = {quote_text(fact.name)} AND {answered})"
    else:
        source = f"(SELECT DISTINCT deal_id FROM new_criterion_fact WHERE fact = {quote_text(fact.name)})"
    alive = "AND c.is_early" if fact.age_days else ""
    ((ended, told, open_, open_told),) = work.gathering.rows(
        f"""SELECT count(*) FILTER (period <> 'open' {alive}), count(f.deal_id) FILTER (period <> 'open' {alive}),
            count(*) FILTER (period = 'open' {alive}), count(f.deal_id) FILTER (period = 'open' {alive})
        FROM new_criterion_case AS c LEFT JOIN {source} AS f USING (deal_id)"""
    )
    return told / ended if ended else 0.0, open_told / open_ if open_ else 0.0, int(open_)


def _read_outcomes(work: Work, fact: Fact) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    column = "number" if fact.kind == "number" else "text"
    found = work.gathering.local.connection.execute(
        f"""SELECT f.{column}, c.won FROM new_criterion_case AS c
        LEFT JOIN (SELECT deal_id, {column} FROM new_criterion_fact WHERE fact = ?) AS f USING (deal_id)
        WHERE c.won IS NOT NULL ORDER BY c.deal_id""",
        [fact.name],
    ).fetchall()
    won = np.array([row[1] for row in found], dtype=bool)
    if fact.kind == "number":
        return word_number(np.array([row[0] for row in found], dtype=np.float64)), won
    return np.array([row[0] for row in found], dtype=object), won


def _learn(work: Work, tables: Tables, facts: dict[str, Fact]) -> _Learnt:
    deals = tables.connection.execute(
        "SELECT deal_id, won, is_early FROM new_criterion_case WHERE period = 'train' ORDER BY deal_id"
    ).fetchnumpy()
    won, early = np.asarray(deals["won"], dtype=bool), np.asarray(deals["is_early"], dtype=bool)
    open_facts = {name: fact for name, fact in facts.items() if not fact.shut_out}
    known = {name: _read_known(tables, fact) for name, fact in open_facts.items()}
    proposal = propose_rules(open_facts, known, won, early)
    trained, tested = (ask_period(tables, proposal.rules, facts, period) for period in ("train", "test"))
    trials = [tested.try_out(number) for number in range(len(proposal.rules))]
    q = adjust_trials(trials)
    verdicts = [
        reach_verdict(trial, rule.direction, value, rule.find_basis(facts))
        for rule, trial, value in zip(proposal.rules, trials, q, strict=True)
    ]
    return _Learnt(proposal, trained, tested, tuple(trials), tuple(verdicts), tuple(q))


def _read_known(tables: Tables, fact: Fact) -> Known:
    """What is known of a fact of the earlier deals, in their order."""
    if fact.kind == "signal":
        source = f"""SELECT deal_id, CASE answer WHEN 'hit' THEN 'yes' WHEN 'clear' THEN 'no' END AS text,
            NULL::DOUBLE AS number FROM landmark WHERE signal = ? AND age_days = {EARLY}"""
    else:
        source = (
            f"SELECT deal_id, text, number FROM {tables.name('criterion_fact')} WHERE fact = ? AND deal_id IS NOT NULL"
        )
    column = "number" if fact.kind == "number" else "text"
    found = tables.connection.execute(
        f"""SELECT any_value(f.{column}) AS told FROM {tables.name("criterion_case")} AS c
        LEFT JOIN ({source}) AS f USING (deal_id) WHERE c.period = 'train' GROUP BY c.deal_id ORDER BY c.deal_id""",
        [fact.name],
    )
    if fact.kind == "number":
        numbers = np.ma.asarray(found.fetchnumpy()["told"]).astype(np.float64)
        return Known(numbers=np.ma.filled(numbers, np.nan))
    return Known(words=np.array([row[0] for row in found.fetchall()], dtype=object))


def _pick_shown(learnt: _Learnt) -> list[int]:
    """The rules that are applied: those that held, the surest first, at most MOST_RULES."""
    held = [number for number, verdict in enumerate(learnt.verdicts) if verdict == "held"]
    return sorted(held, key=lambda number: (learnt.trials[number].p or 1.0, number))[:MOST_RULES]


def _write_rule(
    number: int, rule: Rule, facts: dict[str, Fact], learnt: _Learnt, since: int, until: int
) -> tuple[object, ...]:
    trial, before = learnt.trials[number], learnt.trained.try_out(number)
    verdict = learnt.verdicts[number]
    return (
        *(rule.key, number + 1, rule.direction, say_rule(rule, facts), write_conditions(rule)),
        *(rule.find_age(facts), rule.find_basis(facts)),
        *(before.n, before.met, before.lift.mid if before.lift else None),
        *(trial.n, trial.met, trial.unknown),
        *(*spread(trial.rate_met), *spread(trial.rate_rest), *spread(trial.lift)),
        *(trial.p, learnt.q[number], len(learnt.trials), learnt.proposal.looked_at),
        *(verdict, count_missing(trial, verdict), since, until),
    )


def _measure_rules(
    work: Work, learnt: _Learnt, shown: Sequence[int], facts: dict[str, Fact]
) -> list[tuple[object, ...]]:
    """The back-test of each rule to decline, and of all of them together."""
    each = read_hours_each(work.home)
    rules = learnt.proposal.rules
    ages = {n: rules[n].find_age(facts) for n in shown if rules[n].direction == "decline"}
    sets = {rules[n].key: {n: age} for n, age in ages.items()} | ({"all": ages} if ages else {})
    return [
        (key, measure.name, measure.amount, measure.total, measure.n, *spread(measure.share))
        for key, chosen in sets.items()
        for measure in learnt.tested.measure(chosen, each)
    ]


def _make_fits(work: Work, tables: Tables, rules: Sequence[Rule], facts: dict[str, Fact]) -> None:
    """Table new_criterion_fit: what each rule that held says of each open deal and each account without a deal."""
    told = [
        _select_rule(tables, rule, facts, key)
        for rule in rules
        for key in ("deal_id", *(("account_id",) if rule.is_of_account(facts) else ()))
    ]
    none = """SELECT NULL::VARCHAR AS rule, NULL::VARCHAR AS direction, NULL::BIGINT AS deal_id,
        NULL::BIGINT AS account_id, NULL::VARCHAR AS meets, NULL::VARCHAR AS unknown_facts WHERE false"""
    work.gathering.make("new_criterion_fit", " UNION ALL ".join([none, *told]))


def _select_rule(tables: Tables, rule: Rule, facts: dict[str, Fact], key: str) -> str:
    select = select_open_fits if key == "deal_id" else select_account_fits
    deal, account = ("r.deal_id", "NULL::BIGINT") if key == "deal_id" else ("NULL::BIGINT", "r.account_id")
    each = [select(tables, [replace(rule, conditions=(one,))], facts) for one in rule.conditions]
    missing = "".join(f"LEFT JOIN ({query}) AS o{n} ON o{n}.{key} = r.{key} " for n, query in enumerate(each))
    names = ", ".join(
        f"CASE WHEN o{n}.m0 = -1 THEN {quote_text(json.dumps(one.fact))} END" for n, one in enumerate(rule.conditions)
    )
    return f"""SELECT '{rule.key}' AS rule, '{rule.direction}' AS direction, {deal} AS deal_id, {account} AS account_id,
            CASE r.m0 WHEN 1 THEN 'yes' WHEN 0 THEN 'no' ELSE 'unknown' END AS meets,
            '[' || concat_ws(', ', {names}) || ']' AS unknown_facts
        FROM ({select(tables, [rule], facts)}) AS r {missing}"""


def _describe_fact(fact: Fact) -> tuple[object, ...]:
    return (
        *(fact.name, fact.label, fact.kind, fact.age_days, fact.of_account, fact.basis),
        *(fact.known_share, fact.better, fact.shut_out),
    )


def _put(work: Work, table: Table, rows: Sequence[tuple[object, ...]]) -> None:
    schema = {column.name: _IBIS[TYPES[column.type]] for column in table.columns}
    work.gathering.local.put(f"new_{table.name}", schema, list(rows))
