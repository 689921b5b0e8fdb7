"""What every signal must keep, as plain checks that raise AssertionError: run on each signal, and on faulty ones."""

import inspect
import math
import random
import re
from collections.abc import Sequence
from typing import Any

from assay.domain.answer import ANSWERS, HIT, UNKNOWN
from assay.domain.book import Book
from assay.domain.signal import Signal
from assay.signals.docstring import read_text
from signals.end_to_end import lay_end_to_end
from signals.histories import UNCLOCKED, Case, History, Row, day_of
from signals.sessions import Session, compile_function

#: The canonical table in which a row of evidence is found -> the table of the book, and its column that holds the id.
EVIDENCE_TABLES = {
    "activity": ("event", "activity_id"),
    "stage_history": ("change", "row_id"),
    "deal_person": ("member", "row_id"),
    "campaign_touch": ("touch", "row_id"),
    "deal": ("deal", "deal_id"),
    "deal_competitor": ("rival", "row_id"),
    "person_change": ("turnover", "row_id"),
    "stage_requirement": ("demand", "row_id"),
    "debrief": ("debrief", "row_id"),
}

#: Where an utterance that is evidence may stand.
UTTERANCES = (("question", "row_id"), ("speech", "longest_id"), ("promise", "row_id"), ("cue", "row_id"))

YEAR = 366 * 86_400

#: The clocks that are moved ahead of as_of.
MOVING = ("occurred_at", "changed_at", "named_at", "asked_at", "announced_at", "held_at", "said_at")

#: What is known of a deal without any history.
BARE = ("deal_id", "as_of", "size_band")


def check_shape(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """One row for each deal, with the right columns and types; a value with each answer, a time with each hit."""
    schema = {name: str(kind) for name, kind in signal.answer(Book()).schema().items()}
    assert schema == {"deal_id": "int64", "answer": "string", "value": "float64", "hit_at": "int64"}, schema
    for history in merge_cases(cases):
        session.fill(history)
        as_of = {deal["deal_id"]: deal["as_of"] for deal in history.rows["deal"]}
        rows = session.rows(signal.answer, {})
        assert sorted(row[0] for row in rows) == sorted(as_of), "not one row a deal"
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
    if case.typical is not None:
        given = {(row["grp"], row["age_days"]): row["value"] for row in session.typical(signal)}
        assert given == {(grp, age): value for grp, ages in case.typical.items() for age, value in ages.items()}, given
    for thresholds, expected in case.otherwise:
        moved = session.answers(signal, **thresholds)[case.deal_id]["answer"]
        assert moved == expected, f"with {thresholds}: {moved}"


def check_cases(signal: Signal, cases: Sequence[Case]) -> None:
    """Five cases at least, with a hit, a clear and an unknown; evidence, and what is typical, are stated in one."""
    assert len(cases) >= 5, f"{len(cases)} cases"
    for answer in ANSWERS:
        assert any(case.answer == answer for case in cases), f"never {answer}"
    assert any(case.evidence for case in cases), "no case states its evidence"
    assert (signal.typical is not None) == any(case.typical for case in cases), "what is typical is not stated"


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


def check_later_rows(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """Whatever happens, or becomes known, after as_of changes nothing."""
    for history in merge_cases(cases):
        before = _ask(signal, session, history)
        after = _ask(signal, session, _add_later(history, [case.history for case in cases]))
        assert _changed(before, after, cases) == [], "later rows changed an answer"


def check_row_order(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """The order in which rows lie changes nothing."""
    for history in merge_cases(cases):
        before = _ask(signal, session, history)
        for seed in range(3):
            mixed = {name: [*rows] for name, rows in history.rows.items()}
            for rows in mixed.values():
                rows.reverse() if seed == 0 else random.Random(seed).shuffle(rows)  # noqa: S311
            after = _ask(signal, session, History(mixed))
            assert _changed(before, after, cases) == [], "the order of rows changed an answer"


def check_no_history(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """A deal of which nothing but its existence is known is unknown, whatever is typical."""
    for history in merge_cases(cases):
        bare = [{**dict.fromkeys(deal), **{key: deal[key] for key in BARE}} for deal in history.rows["deal"]]
        for baseline in ([], history.rows["baseline"]):
            answers = _ask(signal, session, History(History().rows | {"deal": bare, "baseline": baseline}))
            assert {row["answer"] for row in answers.values()} == {UNKNOWN}, "an answer without any history"


def check_strangers(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """Given one baseline, other deals in the book change nobody's answer."""
    for history in merge_cases(cases):
        together = _ask(signal, session, history)
        for case in cases:
            if case.history.rows["baseline"] == history.rows["baseline"]:
                alone = _ask(signal, session, case.history)
                assert _changed(alone, together, cases) == [], "other deals changed an answer"


def check_twins(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """The same rows under the ids of two deals, as landmarks have them, answer for each as if alone.

    The other deal is asked about half way through its life, so that it holds a part of the rows alone.
    """
    for case in cases:
        twin = _find_twin(case.history)
        (earlier,) = (deal["deal_id"] for deal in twin.rows["deal"])
        together = _ask(signal, session, case.history.plus(twin))
        for moment, deal_id in ((case.history, case.deal_id), (twin, earlier)):
            alone = _ask(signal, session, moment)[deal_id]
            assert _ordered([together[deal_id]]) == _ordered([alone]), f"{case.name}: another moment changed an answer"


def _find_twin(history: History) -> History:
    """The same deal under another id, asked about earlier; the ids of its rows stay as they are."""
    (deal,) = history.rows["deal"]
    begun = deal["opened_at"] if deal["opened_at"] is not None else deal["as_of"] - YEAR
    half = begun + (deal["as_of"] - begun) // 2
    rows = {name: [{**row, "deal_id": deal["deal_id"] ^ 1} for row in held] for name, held in history.rows.items()}
    rows["deal"] = [{**rows["deal"][0], "as_of": half}]
    rows["baseline"] = history.rows["baseline"]
    return History(rows)


def check_evidence(signal: Signal, session: Session, cases: Sequence[Case]) -> None:
    """Evidence for each hit and for nothing else: each row once, and found in the table that it names."""
    for history in merge_cases(cases):
        answers = _ask(signal, session, history)
        evidence = session.evidence(signal)
        hits = {deal_id for deal_id, row in answers.items() if row["answer"] == HIT}
        assert {row["deal_id"] for row in evidence} == hits, "evidence not of the hits"
        keys = [(row["deal_id"], row["table_name"], row["row_id"]) for row in evidence]
        assert len(keys) == len(set(keys)), "a row of evidence twice"
        book = history.cut().rows
        for deal_id, table, row_id in keys:
            places = UTTERANCES if table == "utterance" else (EVIDENCE_TABLES[table],)
            found = ((row["deal_id"], row[column]) for name, column in places for row in book[name])
            assert (deal_id, row_id) in found, f"no such {table}"


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


def check_evidence_begins_with_answers(signal: Signal) -> None:
    """Evidence is taken from the answers themselves, so that a run, which has them by then, need not ask again."""
    answers = signal.answer(Book()).op()
    assert signal.evidence(Book()).op().find(lambda node: node == answers), "evidence does not begin with the answers"


def check_engines(signal: Signal, session: Session, other: Session, cases: Sequence[Case]) -> None:
    """Both engines give the same answers, evidence and typical values: a float may differ by 1e-9 of itself."""
    history = lay_end_to_end(cases)
    ours, theirs = _ask(signal, session, history), _ask(signal, other, history)
    assert ours.keys() == theirs.keys(), "the engines answer other deals"
    names = {case.deal_id: case.name for case in cases}
    changed = [names[deal_id] for deal_id, row in ours.items() if not is_alike([row], [theirs[deal_id]])]
    assert changed == [], "the engines answer differently"
    assert is_alike(session.evidence(signal), other.evidence(signal)), "the engines show other evidence"
    assert is_alike(session.typical(signal), other.typical(signal)), "the engines find other values typical"


def is_alike(ours: Sequence[Row], theirs: Sequence[Row]) -> bool:
    """The same rows in any order; each value of the same type, floats within 1e-9 of themselves."""
    if len(ours) != len(theirs):
        return False
    pairs = zip(sorted(ours, key=_order), sorted(theirs, key=_order), strict=True)
    values = ((left, right) for one, two in pairs for left, right in zip(one.values(), two.values(), strict=True))
    return all(
        math.isclose(left, right, rel_tol=1e-9, abs_tol=1e-12)
        if isinstance(left, float) and isinstance(right, float)
        else type(left) is type(right) and left == right
        for left, right in values
    )


def _order(row: Row) -> list[str]:
    return [str(_same(value)) for value in row.values()]


def merge_cases(cases: Sequence[Case]) -> list[History]:
    """All deals of the cases in one history, for each different baseline."""
    merged: dict[str, History] = {}
    for case in cases:
        others = (other.history for other in cases if other.deal_id != case.deal_id)
        merged.setdefault(str(case.history.rows["baseline"]), case.history.plus(*others))
    return [*merged.values()]


def _ask(signal: Signal, session: Session, history: History) -> dict[int, Row]:
    session.fill(history)
    return session.answers(signal)


def _changed(before: dict[int, Row], after: dict[int, Row], cases: Sequence[Case]) -> list[str]:
    """The names of the cases whose answers differ beyond the last digits of a float."""
    names = {case.deal_id: case.name for case in cases}
    return [names[deal_id] for deal_id, row in before.items() if _ordered([row]) != _ordered([after[deal_id]])]


def _add_later(history: History, others: Sequence[History]) -> History:
    """`history` with rows of others moved to each of its deals: happening after as_of, or known only then."""
    grown = {name: [*rows] for name, rows in history.rows.items()}
    latest = max(deal["as_of"] for deal in history.rows["deal"])
    for deal in history.rows["deal"]:
        for name in grown.keys() - UNCLOCKED:
            for row in (row for other in others for row in other.rows[name]):
                own = {**row, "deal_id": deal["deal_id"]}
                moved = {clock: row[clock] + YEAR for clock in MOVING if row.get(clock)}
                grown[name].append({**own, **moved, "known_at": deal["as_of"] + YEAR})
                grown[name].append({**own, "known_at": deal["as_of"] + 1, **_renamed(own)})
                if name == "presence":  # somebody named only later as having been there
                    late = {"known_at": deal["as_of"] + 1, "person_id": row["person_id"] ^ 1, "rank": 0}
                    grown[name].append({**own, **late})
    for row in (row for other in others for row in other.rows["baseline"]):
        grown["baseline"].append({**row, "valid_from": latest + 1, "valid_to": latest + YEAR, "p25": 99, "p90": -99})
    return History(grown)


def _renamed(row: Row) -> Row:
    """New ids, so that a row that came late is not taken for one that was there."""
    return {key: row[key] ^ 1 for key in ("activity_id", "row_id") if key in row}


def _same(value: Any) -> Any:
    """Equal on engines that add floats in another order."""
    return round(value, 6) if isinstance(value, float) else str(value)


def _ordered(rows: Sequence[Row]) -> list[list[Any]]:
    return sorted([_same(value) for value in row.values()] for row in rows)
