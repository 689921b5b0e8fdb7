"""What every signal must keep, as plain checks that raise AssertionError: run on each signal, and on faulty ones."""

import inspect
import random
import re
from collections.abc import Iterable, Sequence
from typing import Any

from assay.domain.answer import ANSWERS, HIT, UNKNOWN
from assay.domain.book import Book
from assay.domain.signal import Signal
from assay.signals.docstring import read_text
from signals.histories import Case, History, Row, day_of
from signals.sessions import Session, compile_function

#: The canonical table in which a row of evidence is found -> the table of the book, and its column that holds the id.
EVIDENCE_TABLES = {
    "activity": ("event", "activity_id"),
    "stage_history": ("change", "row_id"),
    "deal_person": ("member", "row_id"),
    "campaign_touch": ("touch", "row_id"),
    "deal": ("deal", "deal_id"),
}

YEAR = 366 * 86_400


def check_shape(signal: Signal, session: Session, case: Case) -> None:
    """One row for each deal, with the right columns and types; a value with each answer, a time with each hit."""
    schema = {name: str(kind) for name, kind in signal.answer(Book()).schema().items()}
    assert schema == {"deal_id": "int64", "answer": "string", "value": "float64", "hit_at": "int64"}, schema
    session.fill(case.history)
    rows = session.rows(signal.answer, {})
    assert sorted(row[0] for row in rows) == sorted(deal["deal_id"] for deal in case.history.rows["deal"]), (
        "rows a deal"
    )
    as_of = {deal["deal_id"]: deal["as_of"] for deal in case.history.rows["deal"]}
    for deal_id, answer, value, hit_at in rows:
        assert answer in ANSWERS
        assert (value is None) == (answer == UNKNOWN), f"{answer} with value {value}"
        assert (hit_at is not None) == (answer == HIT), f"{answer} with time {hit_at}"
        assert hit_at is None or hit_at <= as_of[deal_id], "a hit after the moment asked about"


def check_case(signal: Signal, session: Session, case: Case) -> None:
    """The answer, and the value, day and evidence where the case states them."""
    answer = _ask(signal, session, case.history)[case.deal_id]
    assert answer["answer"] == case.answer, answer
    assert case.value is None or abs(answer["value"] - case.value) < 1e-6, answer["value"]
    assert case.day is None or day_of(answer["hit_at"]) == case.day, day_of(answer["hit_at"])
    if case.evidence is not None:
        days = tuple(sorted({day_of(row["occurred_at"]) for row in session.evidence(signal)}))
        assert days == case.evidence, [str(day) for day in days]
    for thresholds, expected in case.otherwise:
        moved = session.answers(signal, **thresholds)[case.deal_id]["answer"]
        assert moved == expected, f"with {thresholds}: {moved}"


def check_cases(signal: Signal, cases: Sequence[Case]) -> None:
    """At least five cases, with a hit, a clear and an unknown, and the evidence of one hit spelled out."""
    assert len(cases) >= 5, f"{len(cases)} cases"
    assert {case.answer for case in cases} == set(ANSWERS)
    assert any(case.evidence for case in cases), "no case states its evidence"


def check_thresholds(signal: Signal, cases: Sequence[Case]) -> None:
    """Each threshold, changed alone, moves an answer in some case."""
    moving = {
        name
        for case in cases
        for thresholds, answer in case.otherwise
        for name in thresholds
        if len(thresholds) == 1 and answer != case.answer
    }
    assert moving == signal.thresholds.keys(), f"never moved: {signal.thresholds.keys() - moving}"


def check_later_rows(signal: Signal, session: Session, case: Case, others: Sequence[Case]) -> None:
    """Whatever happens, or becomes known, after as_of changes nothing. others: cases to take such rows from."""
    before = _ask(signal, session, case.history)
    grown = _add_later(case, [other.history for other in others])
    assert _ask(signal, session, grown) == before, "an answer changed with later rows"


def check_row_order(signal: Signal, session: Session, case: Case) -> None:
    """The order in which rows lie changes nothing."""
    before = _ask(signal, session, case.history)
    for seed in range(3):
        mixed = {name: [*rows] for name, rows in case.history.rows.items()}
        for rows in mixed.values():
            rows.reverse() if seed == 0 else random.Random(seed).shuffle(rows)  # noqa: S311
        assert _ask(signal, session, History(mixed)) == before, "an answer changed with the order of rows"


def check_no_history(signal: Signal, session: Session, case: Case) -> None:
    """A deal of which nothing but its existence is known is unknown, whatever is typical."""
    deal: Row = dict.fromkeys(case.history.rows["deal"][0])
    deal |= {"deal_id": case.deal_id, "as_of": case.history.rows["deal"][0]["as_of"], "size_band": "unknown"}
    for baseline in ([], case.history.rows["baseline"]):
        bare = History(History().rows | {"deal": [deal], "baseline": baseline})
        assert _ask(signal, session, bare)[case.deal_id]["answer"] == UNKNOWN, "an answer without any history"


def check_strangers(signal: Signal, session: Session, case: Case, others: Sequence[Case]) -> None:
    """Given one baseline, other deals in the book change nobody's answer."""
    alone = _ask(signal, session, case.history)[case.deal_id]
    strangers = (other.history for other in others if other.deal_id != case.deal_id)
    assert _ask(signal, session, case.history.plus(*strangers))[case.deal_id] == alone, "strangers changed an answer"


def check_evidence(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """Evidence for each hit and for nothing else: each row once, and found in the table that it names."""
    for case in cases:
        answers = _ask(signal, session, case.history)
        evidence = session.evidence(signal)
        hits = {deal_id for deal_id, row in answers.items() if row["answer"] == HIT}
        assert {row["deal_id"] for row in evidence} == hits, f"{case.name}: evidence not of the hits"
        keys = [(row["deal_id"], row["table_name"], row["row_id"]) for row in evidence]
        assert len(keys) == len(set(keys)), f"{case.name}: a row of evidence twice"
        book = case.history.cut().rows
        for deal_id, table, row_id in keys:
            name, column = EVIDENCE_TABLES[table]
            assert any(row["deal_id"] == deal_id and row[column] == row_id for row in book[name]), (case.name, table)


def check_text(signal: Signal, docstring: str | None = None) -> None:
    """The docstring has all its sections in order, and is what the signal says of itself."""
    module = inspect.getmodule(signal.answer)
    written = docstring if docstring is not None else inspect.getdoc(module) if module else None
    assert read_text(written, signal.name) == signal.text


def check_reads(signal: Signal, session: Session) -> None:
    """All its functions read tables of the book alone, and those that the docstring names."""
    functions = [function for function in (signal.answer, signal.evidence, signal.typical) if function]
    compiled = [session.spoil(compile_function(function, session.dialect)) for function in functions]
    read = {table for sql in compiled for table in re.findall(r'\b(?:FROM|JOIN) "([a-z_]+)"', sql)}
    assert read == {f"book_{name}" for name in signal.text.reads}, f"reads {sorted(read)}"


def check_engines(signal: Signal, session: Session, other: Session, cases: Sequence[Case]) -> None:
    """Both engines give the same answers and evidence."""
    for case in cases:
        ours, theirs = _ask(signal, session, case.history), _ask(signal, other, case.history)
        assert _rounded(ours) == _rounded(theirs), case.name
        assert _ordered(session.evidence(signal)) == _ordered(other.evidence(signal)), case.name
        assert _ordered(session.typical(signal)) == _ordered(other.typical(signal)), case.name


def _ask(signal: Signal, session: Session, history: History) -> dict[int, Row]:
    session.fill(history)
    return session.answers(signal)


def _add_later(case: Case, histories: Iterable[History]) -> History:
    """`case` with the rows of other histories moved to its own deal: happening after as_of, or known only then."""
    as_of = case.history.rows["deal"][0]["as_of"]
    grown = {name: [*rows] for name, rows in case.history.rows.items()}
    for history in histories:
        for name in grown.keys() - {"deal", "baseline"}:
            for row in history.rows[name]:
                own = {**row, "deal_id": case.deal_id}
                moved = {clock: row[clock] + YEAR for clock in ("occurred_at", "changed_at") if clock in row}
                grown[name].append({**own, **moved, "known_at": as_of + YEAR})
                grown[name].append({**own, "known_at": as_of + 1, **_renamed(own)})
        for row in history.rows["baseline"]:
            grown["baseline"].append({**row, "valid_from": as_of + 1, "valid_to": as_of + YEAR, "p25": 99, "p90": -99})
    return History(grown)


def _renamed(row: Row) -> Row:
    """New ids, so that a row that came late is not taken for one that was there."""
    return {key: row[key] ^ 1 for key in ("activity_id", "row_id") if key in row}


def _rounded(answers: dict[int, Row]) -> dict[int, dict[str, Any]]:
    return {
        deal_id: {key: round(value, 6) if isinstance(value, float) else value for key, value in row.items()}
        for deal_id, row in answers.items()
    }


def _ordered(rows: list[Row]) -> list[list[Any]]:
    return sorted([round(value, 6) if isinstance(value, float) else value for value in row.values()] for row in rows)
