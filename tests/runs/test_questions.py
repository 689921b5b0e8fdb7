"""What a run asks of an engine gives what the signal itself gives."""

import re
from typing import Any

import pytest

from assay.runs.questions import TOLD, Plan, Question, baseline_name, compile_signals
from assay.signals import find_signals
from signals.contract import merge_cases
from signals.histories import read_cases
from signals.sessions import Session, open_duckdb

Row = tuple[Any, ...]

SIGNALS = {signal.name: signal for signal in find_signals()}


@pytest.fixture(scope="module")
def session() -> Session:
    return open_duckdb()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return compile_signals(find_signals(), "duckdb")


def ask(question: Question, plan: Plan, session: Session) -> tuple[list[Row], list[Row]]:
    """Answers and evidence, from the tables that the question needs of the plan of all signals."""
    session.execute(f"CREATE OR REPLACE TEMP VIEW {baseline_name(question.name)} AS FROM book_baseline")
    for table in dict.fromkeys((*question.for_told, *question.for_evidence)):
        session.execute(f"CREATE OR REPLACE TEMP TABLE {table} AS {plan.shared[table]}")
    session.execute(f"CREATE OR REPLACE TEMP TABLE {TOLD} AS {question.told}")
    evidence = session.execute(f"FROM ({question.evidence}) ORDER BY ALL")
    return session.execute(f"FROM {TOLD} ORDER BY ALL"), evidence


@pytest.mark.parametrize("name", SIGNALS)
def test_work_that_is_shared_changes_neither_answers_nor_evidence(name: str, plan: Plan, session: Session) -> None:
    signal = SIGNALS[name]
    (question,) = (one for one in plan.questions if one.name == name)
    for history in merge_cases(read_cases(name)):
        session.fill(history)
        told, evidence = ask(question, plan, session)
        assert told == sorted((tuple(row.values()) for row in session.answers(signal).values()), key=lambda row: row[0])
        assert sorted(evidence) == sorted(tuple(row.values()) for row in session.evidence(signal))


def test_answers_alone_make_no_more_tables_than_they_read(plan: Plan) -> None:
    brief, whole = plan.steps(with_evidence=False), plan.steps(with_evidence=True)
    assert [step.question.name for step in brief] == [step.question.name for step in whole]
    made = {table for step in brief for table, _ in step.make}
    assert made == {table for one in plan.questions for table in one.for_told}
    assert made <= {table for step in whole for table, _ in step.make}


def test_every_table_is_made_before_it_is_read_and_emptied_after(plan: Plan) -> None:
    there: set[str] = set()
    for step in plan.steps(with_evidence=True):
        for table, query in step.make:
            assert set(re.findall(r"run_shared_\d+", query)) <= there
            there.add(table)
        read = set(re.findall(r"run_shared_\d+", step.question.told + step.question.evidence))
        assert read <= there
        there -= set(step.done)
    assert there == set()


def test_who_was_met_is_told_once_for_all_signals(plan: Plan) -> None:
    """Reading book_presence costs the most; whoever was met is found in it once, and again only in other rows."""
    met = [name for name, query in plan.shared.items() if "book_presence" in query]
    readers = [one.name for one in plan.questions if {*met} & {*one.for_told, *one.for_evidence}]
    assert len(readers) > len(met)


def test_the_waits_for_a_reply_are_measured_once() -> None:
    plan = compile_signals([SIGNALS["rhythm.slow_replies"]], "duckdb")
    (question,) = plan.questions
    assert sum(query.count("LAG(") for query in plan.shared.values()) == 1
    assert "LAG(" not in question.told + question.evidence


def test_our_words_are_told_once_for_the_parts_that_several_signals_share(plan: Plan) -> None:
    tellers = [query for query in plan.shared.values() if '"occurred_at" - 1209600' in query]
    assert len(tellers) == 1
    rest = "".join(one.told + one.evidence for one in plan.questions)
    assert '"occurred_at" - 1209600' not in rest
