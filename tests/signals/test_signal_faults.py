"""The contract is worth what it catches: real signals with one fault each, and the check that must see it."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ibis
import ibis.expr.types as ir
import pytest

from assay.domain.answer import CLEAR, HIT, UNKNOWN
from assay.domain.book import SCHEMAS, Book
from assay.domain.errors import InputError
from assay.domain.signal import Signal
from assay.signals import find_signals
from assay.signals.discovery import HERE
from signals import contract
from signals.histories import read_cases
from signals.sessions import UNCUT, Session, open_duckdb

SIGNALS = {signal.name: signal for signal in find_signals()}

#: A fault that does not depend on the signal is put into two of them.
SOME = ("process.stage_stalled", "rhythm.gone_silent")

some_signals = pytest.mark.parametrize("signal", [SIGNALS[name] for name in SOME], ids=SOME)


@pytest.fixture(scope="module")
def session() -> Session:
    return open_duckdb()


def spoil_answer(signal: Signal, spoil: Callable[[Book, ir.Table], ir.Table]) -> Signal:
    def answer(book: Book, **thresholds: Any) -> ir.Table:
        return spoil(book, signal.answer(book, **thresholds))

    return replace(signal, answer=answer)


def uncut(name: str) -> ir.Table:
    return ibis.table(SCHEMAS[name], name=UNCUT + name)


@some_signals
def test_missing_history_that_counts_as_clear_is_caught(signal: Signal, session: Session) -> None:
    def default_to_clear(_: Book, answers: ir.Table) -> ir.Table:
        unknown = answers.answer == UNKNOWN
        return answers.mutate(answer=unknown.ifelse(CLEAR, answers.answer), value=answers.value.fill_null(0))

    faulty = spoil_answer(signal, default_to_clear)
    with pytest.raises(AssertionError, match="without any history"):
        contract.check_no_history(faulty, session, read_cases(signal.name))


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("people.began_too_low", "presence"),
        ("people.demo_repeated_upward", "event"),
        ("people.few_buyers_engaged", "presence"),
        ("people.no_decision_maker_met", "presence"),
        ("process.close_date_pushed", "change"),
        ("rhythm.gone_silent", "event"),
        ("rhythm.slow_replies", "event"),
    ],
)
def test_a_look_past_the_cut_is_caught(name: str, table: str, session: Session) -> None:
    signal = SIGNALS[name]

    def leak(book: Book, **thresholds: Any) -> ir.Table:
        return signal.answer(replace(book, **{table: uncut(table)}), **thresholds)

    faulty = replace(signal, answer=leak)
    with pytest.raises(AssertionError, match="later rows"):
        contract.check_later_rows(faulty, session, read_cases(name))


def test_a_table_that_is_not_of_the_book_is_caught(session: Session) -> None:
    signal = SIGNALS["process.close_date_pushed"]

    def leak(book: Book, **thresholds: Any) -> ir.Table:
        return signal.answer(replace(book, change=uncut("change")), **thresholds)

    with pytest.raises(AssertionError, match=f"reads .*{UNCUT}change"):
        contract.check_reads(replace(signal, answer=leak), session)


@pytest.mark.parametrize("name", ["people.few_buyers_engaged", "process.stage_stalled"])
def test_a_baseline_of_later_days_is_caught(name: str, session: Session) -> None:
    signal = SIGNALS[name]

    def leak(book: Book, **thresholds: Any) -> ir.Table:
        latest = book.baseline.mutate(valid_from=ibis.literal(0, "int64"))
        return signal.answer(replace(book, baseline=latest), **thresholds)

    with pytest.raises(AssertionError, match=r"later rows|one row a deal"):
        contract.check_later_rows(replace(signal, answer=leak), session, read_cases(name))


@pytest.mark.parametrize(
    "name",
    ["people.began_too_low", "people.demo_repeated_upward", "process.close_date_pushed", "rhythm.slow_replies"],
)
def test_a_window_without_an_order_is_caught(name: str, session: Session) -> None:
    def forget_order(sql: str) -> str:
        return re.sub(r"ORDER BY\s+[^()]*?(?=ROWS|RANGE|\))", "", sql)

    faulty = replace(session, spoil=forget_order)
    with pytest.raises(AssertionError, match="order of rows"):
        contract.check_row_order(SIGNALS[name], faulty, read_cases(name))


@some_signals
def test_a_join_that_doubles_deals_is_caught(signal: Signal, session: Session) -> None:
    def fan_out(book: Book, answers: ir.Table) -> ir.Table:
        doubled = ibis.union(book.deal, book.deal).select(other=lambda deal: deal.deal_id)
        return answers.inner_join(doubled, answers.deal_id == doubled.other).drop("other")

    with pytest.raises(AssertionError, match="not one row a deal"):
        contract.check_shape(spoil_answer(signal, fan_out), session, read_cases(signal.name))


@some_signals
def test_an_answer_set_against_the_other_deals_is_caught(signal: Signal, session: Session) -> None:
    def compare(_: Book, answers: ir.Table) -> ir.Table:
        hits = (answers.answer == HIT).sum().over(ibis.window())
        return answers.mutate(value=answers.value - hits)

    with pytest.raises(AssertionError, match="other deals"):
        contract.check_strangers(spoil_answer(signal, compare), session, read_cases(signal.name))


@some_signals
def test_evidence_of_deals_that_were_not_hit_is_caught(signal: Signal, session: Session) -> None:
    def evidence(book: Book, **thresholds: Any) -> ir.Table:
        deal = book.deal
        return signal.evidence(book, **thresholds).union(
            deal.select("deal_id", table_name=ibis.literal("deal"), row_id=deal.deal_id, occurred_at=deal.as_of)
        )

    with pytest.raises(AssertionError, match="not of the hits"):
        contract.check_evidence(replace(signal, evidence=evidence), session, read_cases(signal.name))


@some_signals
def test_evidence_by_other_thresholds_is_caught(signal: Signal) -> None:
    other = {name: value + 1 for name, value in signal.thresholds.items() if isinstance(value, int) and value < 50}

    def evidence(book: Book, **thresholds: Any) -> ir.Table:
        return signal.evidence(book, **{**thresholds, **other})

    with pytest.raises(AssertionError, match="does not begin with the answers"):
        contract.check_evidence_begins_with_answers(replace(signal, evidence=evidence))


@some_signals
def test_evidence_that_names_another_table_is_caught(signal: Signal, session: Session) -> None:
    def evidence(book: Book, **thresholds: Any) -> ir.Table:
        rows = signal.evidence(book, **thresholds)
        return rows.mutate(table_name=ibis.literal("campaign_touch"))

    with pytest.raises(AssertionError, match="no such campaign_touch"):
        contract.check_evidence(replace(signal, evidence=evidence), session, read_cases(signal.name))


@some_signals
def test_a_lost_docstring_section_is_caught(signal: Signal) -> None:
    family, name = signal.name.split(".")
    written = (HERE / family / f"{name}.py").read_text().split('"""')[1]
    lost = re.sub(r"^Unknown:.*?(?=^Evidence:)", "", written, flags=re.MULTILINE | re.DOTALL)
    with pytest.raises(InputError, match="has the sections Question"):
        contract.check_text(signal, lost)


def test_a_threshold_that_moves_nothing_is_caught() -> None:
    signal = SIGNALS["rhythm.gone_silent"]
    idle = replace(signal, thresholds={**signal.thresholds, "idle_days": 3})
    with pytest.raises(AssertionError, match="idle_days"):
        contract.check_thresholds(idle, read_cases(signal.name))


def test_cases_without_an_unknown_are_caught() -> None:
    cases = [case for case in read_cases("rhythm.gone_silent") if case.answer != UNKNOWN]
    with pytest.raises(AssertionError, match="never unknown"):
        contract.check_cases(SIGNALS["rhythm.gone_silent"], cases)
