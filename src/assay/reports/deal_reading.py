"""Reads deals and all their rows from one connection: a few queries for any number of deals, each filtered by deal."""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import duckdb

from assay.domain.errors import InputError
from assay.domain.seniority import LABELS
from assay.reports.coded import read_coded
from assay.reports.deal_file import (
    AskedSignal,
    Comparable,
    Comparison,
    Deal,
    DealFile,
    Moment,
    Person,
    Quiet,
    Run,
    Turn,
)
from assay.reports.deal_rows import Names, Span, read_rows
from assay.reports.grounds_reading import read_grounds
from assay.reports.people import list_sellers
from assay.reports.presence import Presence, read_presence
from assay.reports.reasons.reading import read_reasons
from assay.reports.source_rows import list_evidence, read_source_rows
from assay.reports.winning.reading import read_deal_chances

_DEAL = """
SELECT d.id, d.source, d.instance, d.source_id, d.name, d.account_id, a.name, d.owner_id, d.outcome, d.stage,
       d.amount, d.currency, d.opened_at, d.closed_at, d.closed_at_basis, d.close_date_stated, d.product,
       d.loss_reason_stated, d.win_reason_stated, d.closed_in_batch, d.custom, d.file_no, d.line, d.source_url,
       d.history_complete
FROM deal d LEFT JOIN account a ON a.id = d.account_id WHERE d.id IN ({ids})"""

_MOMENT = """
SELECT deal_id, view, outcome, as_of, known_by, ended_at, last_word_at, value, stage, segment, product, size_band
FROM moment WHERE deal_id IN ({ids})"""

_COMPARABLE = """
SELECT deal_id, age_days, n_won, n_lost, coalesce(held, ''), coalesce(given_up, ''), coalesce(not_recorded, ''),
       size_difference, opened_difference, coalesce(declined, '')
FROM comparable WHERE deal_id IN ({ids})"""

_QUIET = """
SELECT deal_id, usual_until, p_dead, p_share, p_low, p_high, n, deals, hopeless_at FROM silence
WHERE deal_id IN ({ids})"""

_TURN = """
SELECT deal_id, words, days, turn_at, low_at, high_at FROM turn WHERE deal_id IN ({ids})"""

_SIGNAL = """
SELECT signal, title, question, fires, unknown, thresholds, says, value_unit FROM signal ORDER BY signal"""

_PERSON = "SELECT id, full_name, email, title, seniority FROM person WHERE id IN ({people})"


def read_run(connection: duckdb.DuckDBPyConnection, *, company: str = "", note: str = "") -> Run:
    """The run whose results the connection holds, with the words of its signals and its comparisons.

    company: the name that pages show. note: what a reader should know first, such as that the record has changed since.

    Raises InputError when no run was made yet.
    """
    rows = connection.execute(
        "SELECT run_id, as_of, made_at, record_version, baseline_version, home_currency, deals FROM run"
    ).fetchall()
    if not rows:
        raise InputError("No run has been made yet, so there is nothing to show.", fix="Import files, then: assay run")
    signals = [_make_signal(row) for row in connection.execute(_SIGNAL).fetchall()]
    names = ", ".join(column.name for column in fields(Comparison))
    comparisons = connection.execute(f"SELECT {names} FROM comparison ORDER BY signal").fetchall()
    run_id, as_of, made_at, record_version, baseline_version, home_currency, deals = rows[-1]
    return Run(
        run_id=run_id,
        as_of=as_of,
        made_at=made_at,
        record_version=record_version,
        baseline_version=baseline_version,
        home_currency=home_currency,
        deals=deals,
        signals={signal.signal: signal for signal in signals},
        comparisons={row[0]: Comparison(*row) for row in comparisons},
        company=company,
        note=note,
    )


def _make_signal(row: Sequence[Any]) -> AskedSignal:
    name, title, question, fires, unknown, thresholds, says, unit = row
    numbers = {key: value for key, value in json.loads(thresholds).items() if isinstance(value, (int, float))}
    return AskedSignal(name, title, question, fires, unknown, numbers, says, unit)


def read_deal_files(
    connection: duckdb.DuckDBPyConnection,
    deal_ids: Sequence[int],
    *,
    with_words: bool = True,
    kept: Path | None = None,
    names: Names | None = None,
) -> list[DealFile]:
    """The deals in the order asked for, each with every row about it; ids that no deal has are left out.

    with_words: also read bodies and transcripts, which only a page has room for.  kept: the folder of source rows, from
    which those that findings rest on are read too.  names: those of the record, where they were read before.
    """
    if not deal_ids:
        return []
    ids = ", ".join(str(int(deal_id)) for deal_id in deal_ids)
    names = names or read_names(connection)
    deals = {row[0]: _make_deal(row, names) for row in connection.execute(_DEAL.format(ids=ids)).fetchall()}
    moments = {row[0]: _make_moment(row, names) for row in connection.execute(_MOMENT.format(ids=ids)).fetchall()}
    compared = {row[0]: Comparable(*row[1:]) for row in connection.execute(_COMPARABLE.format(ids=ids)).fetchall()}
    quiet = {row[0]: Quiet(*row[1:]) for row in connection.execute(_QUIET.format(ids=ids)).fetchall()}
    turns = {row[0]: Turn(*row[1:]) for row in connection.execute(_TURN.format(ids=ids)).fetchall()}
    presence = read_presence(connection, ids)
    people = _read_people(connection, presence, names)
    spans = {deal.id: Span(deal.account_id, deal.opened_at, deal.closed_at) for deal in deals.values()}
    rows = read_rows(connection, spans, presence, names, with_words=with_words)
    answers, grounds = _read_answers(connection, ids), read_grounds(connection, ids)
    sellers, coded = list_sellers(presence, names), read_coded(connection, deal_ids)
    reasons, chances = read_reasons(connection, deal_ids), read_deal_chances(connection, deal_ids)
    found = [
        DealFile(
            deal=deals[deal_id],
            moment=moments.get(deal_id),
            comparable=compared.get(deal_id),
            people=tuple(people[deal_id]),
            answers=answers[deal_id],
            events=tuple(rows["events"][deal_id]),
            changes=tuple(rows["changes"][deal_id]),
            touches=tuple(rows["touches"][deal_id]),
            person_changes=tuple(rows["person_changes"][deal_id]),
            competitors=tuple(rows["competitors"][deal_id]),
            demands=tuple(rows["demands"][deal_id]),
            debriefs=tuple(rows["debriefs"][deal_id]),
            utterances=tuple(rows["utterances"][deal_id]),
            statements=tuple(rows["statements"][deal_id]),
            findings=tuple(rows["findings"][deal_id]),
            quiet=quiet.get(deal_id),
            turn=turns.get(deal_id),
            sellers=tuple(sellers[deal_id]),
            coded=tuple(coded.get(deal_id, ())),
            grounds=grounds[deal_id],
            reasons=reasons[deal_id],
            chance=chances.get(deal_id),
        )
        for deal_id in deal_ids
        if deal_id in deals
    ]
    if kept is None:
        return found
    sources = read_source_rows(connection, kept, list_evidence(found))
    return [replace(file, sources=sources) for file in found]


def read_names(connection: duckdb.DuckDBPyConnection) -> Names:
    """What sellers, stages and files of the record are called."""
    sellers = connection.execute("SELECT id, source_id, coalesce(name, email, source_id) FROM seller").fetchall()
    stages = connection.execute("SELECT code, coalesce(label, code) FROM stage").fetchall()
    files = connection.execute("SELECT file_no, name, coalesce(kept_as, '') FROM import_file").fetchall()
    return Names(
        sellers={row[0]: row[2] for row in sellers},
        seller_codes={row[1]: row[2] for row in sellers},
        stages=dict(stages),
        files={row[0]: row[1:] for row in files},
    )


def _make_deal(row: Sequence[Any], names: Names) -> Deal:
    return Deal(
        id=row[0],
        source=row[1],
        instance=row[2],
        source_id=row[3],
        name=row[4] or row[3],
        account_id=row[5],
        account=row[6] or "",
        owner=names.name_seller(row[7]),
        outcome=row[8],
        stage=names.stages.get(row[9], row[9] or ""),
        amount=None if row[10] is None else float(row[10]),
        currency=row[11],
        opened_at=row[12],
        closed_at=row[13],
        closed_at_basis=row[14] or "",
        close_date_stated=row[15],
        product=row[16] or "",
        loss_reason=row[17] or "",
        win_reason=row[18] or "",
        closed_in_batch=bool(row[19]),
        custom=_read_custom(row[20]),
        standing=names.place_row(row[21], row[22], row[23]),
        history_complete=bool(row[24]),
    )


def _make_moment(row: Sequence[Any], names: Names) -> Moment:
    stage, segment, product, band = row[8:]
    kind = (("segment", segment), ("product", product), ("size", "" if band == "unknown" else band))
    known = tuple((name, value) for name, value in kind if value)
    return replace(Moment(*row[1:8]), stage=names.stages.get(stage, stage or ""), kind=known)


def _read_custom(text: str | None) -> dict[str, object]:
    found = json.loads(text) if text else {}
    return found if isinstance(found, dict) else {}


def _read_people(connection: duckdb.DuckDBPyConnection, presence: Presence, names: Names) -> dict[int, list[Person]]:
    """By deal, those with a name first and by it."""
    everyone = ", ".join(sorted({str(person) for some in presence.people.values() for person in some}))
    rows = connection.execute(_PERSON.format(people=everyone)).fetchall() if everyone else []
    known = {row[0]: row[1:] for row in rows}
    places = {row[0]: at for at, row in enumerate(sorted(rows, key=lambda row: (row[1] is None, row[1] or "", row[0])))}
    roles: dict[tuple[int, int], list[Sequence[Any]]] = defaultdict(list)
    for deal, person, *role in presence.roles:
        roles[deal, person].append(role)
    return defaultdict(
        list,
        {
            deal: [
                _make_person(one, known[one], roles[deal, one], names)
                for one in sorted(some & known.keys(), key=places.__getitem__)
            ]
            for deal, some in presence.people.items()
        },
    )


def _make_person(person: int, row: Sequence[Any], roles: Sequence[Sequence[Any]], names: Names) -> Person:
    name, email, title, seniority = row
    told = sorted({role for role, *_ in roles if role is not None and role != "unknown"})
    # each of the place by itself: rows of several files have one role of the person between them
    role_row, file_no, line, url = (_find_greatest(column) for column in list(zip(*roles, strict=True))[1:] or [()] * 4)
    return Person(
        person,
        name or email or "a buyer without a name",
        title or "",
        LABELS.index(seniority) if seniority in LABELS else 0,
        tuple(told),
        role_row,
        names.place_row(file_no, line, url),
    )


def _find_greatest(values: Iterable[Any]) -> Any:
    return max((one for one in values if one is not None), default=None)


def _read_answers(connection: duckdb.DuckDBPyConnection, ids: str) -> dict[int, dict[str, str]]:
    answers: dict[int, dict[str, str]] = defaultdict(dict)
    query = f"SELECT deal_id, signal, answer FROM answer WHERE deal_id IN ({ids}) ORDER BY deal_id, signal"
    for deal_id, signal, answer in connection.execute(query).fetchall():
        answers[deal_id][signal] = answer
    return answers


def cut_batches(deal_ids: Sequence[int], size: int) -> Iterable[Sequence[int]]:
    """The ids in pieces of at most `size`, in their order."""
    return (deal_ids[start : start + size] for start in range(0, len(deal_ids), size))
