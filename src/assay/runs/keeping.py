"""Puts the results of a run together, new answers beside those that still stand, and commits them at once."""

import json
import time
from collections.abc import Sequence

from assay.domain.book import ESTIMATED, SCHEMAS
from assay.domain.key import key_sql
from assay.domain.signal import Signal
from assay.domain.spans import DAY
from assay.runs.gathering import Gathering
from assay.runs.saying import say_finding
from assay.store.folder_commit import FolderCommit
from assay.store.quoting import quote_text
from assay.tables.results import RESULT_TABLES, RESULTS

_FINDING_KEY = key_sql("assay", "", "finding", "signal || '|' || deal_id::VARCHAR")


def join_answers(gathering: Gathering, carried: Sequence[str]) -> None:
    """Tables fresh_answer, fresh_evidence, fresh_landmark: the new rows; fin_*: with them what still stands.

    What stands: rows of `carried` signals about same_deal.
    """
    fresh = {
        "answer": """SELECT signal, deal_id, view, answer, a.value, hit_at
            FROM new_answer a JOIN run_moment USING (deal_id)""",
        "evidence": f"""SELECT {_FINDING_KEY} AS finding_id, deal_id, signal, table_name, row_id, occurred_at
            FROM new_evidence""",
        "landmark": """SELECT signal, deal_id, age_days, a.stage, outcome, answer, l.value
            FROM new_landmark l JOIN new_age a USING (deal_id, age_days) JOIN run_moment USING (deal_id)""",
    }
    for name, query in fresh.items():
        gathering.make(f"fresh_{name}", query)
        _join_standing(gathering, name, carried)


def _join_standing(gathering: Gathering, name: str, carried: Sequence[str]) -> None:
    """View fin_NAME: fresh_NAME, and what still stands of table NAME; seldom read, so that it need not be copied."""
    columns = ", ".join(column for column in RESULT_TABLES[name].names if column != "made_in")
    stands = f"signal IN ({', '.join(quote_text(signal) for signal in carried) or 'NULL'})"
    gathering.local.connection.execute(
        f"""CREATE OR REPLACE TEMP VIEW fin_{name} AS SELECT {columns} FROM fresh_{name} UNION ALL
        SELECT {columns} FROM {name} WHERE {stands} AND deal_id IN (SELECT deal_id FROM same_deal)"""
    )


def join_estimates(gathering: Gathering, read: Sequence[str]) -> None:
    """Of the models: tables fresh_NAME, the new rows, and fin_NAME, with them those about same_deal that still stand.

    read: the models whose tables signals of this run read; of others nothing stands.
    """
    for name in ESTIMATED:
        columns = ", ".join(SCHEMAS[name])
        gathering.make(f"fresh_{name}", f"SELECT {columns} FROM new_{name}")
        stands = f"deal_id IN (SELECT deal_id FROM same_deal) AND deal_id NOT IN (SELECT deal_id FROM new_{name})"
        gathering.make(
            f"fin_{name}",
            f"""SELECT {columns} FROM fresh_{name}
            UNION ALL SELECT {columns} FROM {name} WHERE {str(name in read).lower()} AND {stands}""",
        )


def make_findings(gathering: Gathering, signals: Sequence[Signal], carried: Sequence[str]) -> None:
    """Tables fresh_finding and fin_finding: every hit with its sentence; each different sentence is worded once."""
    texts = {signal.name: signal.text for signal in signals}
    hits = gathering.rows(f"SELECT DISTINCT signal, value, hit_at // {DAY} FROM fresh_answer WHERE answer = 'hit'")
    sentences = [
        (
            name,
            value,
            day,
            say_finding(texts[name].says, texts[name].value, value, None if day is None else day * DAY),
        )
        for name, value, day in hits
    ]
    schema = {"signal": "string", "value": "float64", "day": "int64", "sentence": "string"}
    gathering.local.put("run_sentence", schema, sentences)
    gathering.make(
        "fresh_finding",
        f"""WITH counted AS (SELECT finding_id, count(*) AS evidence_rows FROM fresh_evidence GROUP BY finding_id),
        hit AS (SELECT {_FINDING_KEY} AS finding_id, * FROM fresh_answer WHERE answer = 'hit')
        SELECT finding_id, h.signal, deal_id, view, h.value, hit_at, sentence,
            coalesce(evidence_rows, 0) AS evidence_rows
        FROM hit h JOIN run_sentence s ON s.signal = h.signal AND s.value IS NOT DISTINCT FROM h.value
            AND s.day IS NOT DISTINCT FROM hit_at // {DAY}
        LEFT JOIN counted USING (finding_id)""",
    )
    _join_standing(gathering, "finding", carried)


def make_coverage(gathering: Gathering) -> None:
    """Table fin_coverage."""
    counts = ", ".join(f"count(*) FILTER (answer = '{answer}') AS {answer}" for answer in ("hit", "clear", "unknown"))
    gathering.make(
        "fin_coverage",
        f"""SELECT signal, view, outcome, count(*) AS deals, {counts}
        FROM fin_answer JOIN (SELECT deal_id, outcome FROM run_moment) USING (deal_id) GROUP BY ALL""",
    )


def make_signal_rows(gathering: Gathering, signals: Sequence[Signal]) -> None:
    """Table fin_signal."""
    rows = [
        (
            signal.name,
            signal.text.title,
            signal.text.question,
            signal.text.fires,
            signal.text.says,
            signal.text.value,
            signal.text.unknown,
            signal.text.source,
            json.dumps(signal.thresholds, sort_keys=True),
            signal.fingerprint,
        )
        for signal in signals
    ]
    gathering.local.put("fin_signal", dict.fromkeys(RESULT_TABLES["signal"].names, "string"), rows)


def make_run_row(gathering: Gathering, values: dict[str, str | int | None]) -> None:
    """Table fin_run: its one row."""
    values = {**values, "made_at": int(time.time())}
    schema = {name: "string" if name in _TEXTS else "int64" for name in values}
    gathering.local.put("fin_run", schema, [tuple(values.values())])


_TEXTS = {"run_id", "baseline_version", "home_currency", "parts"}


#: from this share of deals superseded on, tables are written whole again
_SUPERSEDED = 0.2

#: and when they have so many files
MOST_FILES = 16


def can_amend(gathering: Gathering, signals: Sequence[Signal], carried: Sequence[str], *, files: int) -> bool:
    """Whether the rows of the changed deals may be written alone, beside those of which some no longer stand.

    files: those of which each table is made up by now.
    """
    if files >= MOST_FILES or set(carried) != {signal.name for signal in signals}:
        return False
    ((deals, renewed),) = gathering.rows(
        """SELECT count(*), count(*) FILTER (made_in > base OR same_deal.deal_id IS NULL)
        FROM moment CROSS JOIN (SELECT min(made_in) AS base FROM moment) LEFT JOIN same_deal USING (deal_id)"""
    )
    return bool(renewed <= _SUPERSEDED * deals)


def make_moment_rows(gathering: Gathering, made_in: int, *, amend: bool) -> None:
    """Table fin_moment.

    made_in: the version that the results will have.  amend: what was said of other deals still stands as it is.
    """
    gathering.make(
        "fin_moment",
        f"""WITH standing AS (SELECT deal_id, made_in FROM moment SEMI JOIN same_deal USING (deal_id) WHERE {amend})
        SELECT m.*, digest, coalesce(standing.made_in, {made_in}) AS made_in
        FROM run_moment m JOIN run_digest USING (deal_id) LEFT JOIN standing USING (deal_id)""",
    )


def commit_results(
    gathering: Gathering, commit: FolderCommit, run_id: str, baseline_version: str, *, amend: bool
) -> None:
    """Write every table of the results and make them count together.

    amend: of tables that are computed deal by deal, the rows of changed deals alone.
    """
    made_in = commit.base_version + 1
    gathering.make("fin_baseline", f"SELECT {quote_text(baseline_version)} AS version, * FROM new_baseline")
    connection = gathering.local.connection
    for table in RESULTS:
        if table.standing is None:
            commit.replace(connection, table.name, f"SELECT * FROM fin_{table.name}")
        else:
            write, rows = (commit.amend, "fresh") if amend else (commit.replace, "fin")
            write(connection, table.name, f"SELECT *, {made_in} AS made_in FROM {rows}_{table.name}")
    commit.publish(note=run_id)
