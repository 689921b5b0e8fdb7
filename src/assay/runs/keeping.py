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
from assay.store.place import Commit
from assay.store.quoting import quote_text
from assay.tables.results import RESULT_TABLES, RESULTS

_FINDING_KEY = key_sql("assay", "", "finding", "signal || '|' || deal_id::VARCHAR")


def join_answers(gathering: Gathering, carried: Sequence[str]) -> None:
    """Tables fin_answer, fin_evidence, fin_landmark: the new rows, and those of `carried` signals about same_deal."""
    stands = f"signal IN ({', '.join(quote_text(name) for name in carried) or 'NULL'})"
    stands += " AND deal_id IN (SELECT deal_id FROM same_deal)"
    gathering.make(
        "fin_answer",
        f"""SELECT signal, deal_id, view, answer, a.value, hit_at FROM new_answer a JOIN run_moment USING (deal_id)
        UNION ALL SELECT signal, deal_id, view, answer, value, hit_at FROM answer WHERE {stands}""",
    )
    gathering.make(
        "fin_evidence",
        f"""SELECT {_FINDING_KEY} AS finding_id, deal_id, signal, table_name, row_id, occurred_at FROM new_evidence
        UNION ALL SELECT finding_id, deal_id, signal, table_name, row_id, occurred_at FROM evidence WHERE {stands}""",
    )
    gathering.make(
        "fin_landmark",
        f"""SELECT signal, deal_id, age_days, a.stage, outcome, answer, l.value
        FROM new_landmark l JOIN new_age a USING (deal_id, age_days) JOIN run_moment USING (deal_id)
        UNION ALL SELECT signal, deal_id, age_days, stage, outcome, answer, value FROM landmark WHERE {stands}""",
    )


def join_estimates(gathering: Gathering, read: Sequence[str]) -> None:
    """Tables fin_NAME of the models: the new rows, and of those that are `read` the others about same_deal."""
    for name in ESTIMATED:
        stands = f"deal_id IN (SELECT deal_id FROM same_deal) AND deal_id NOT IN (SELECT deal_id FROM new_{name})"
        columns = ", ".join(SCHEMAS[name])
        gathering.make(
            f"fin_{name}",
            f"""SELECT {columns} FROM new_{name}
            UNION ALL SELECT {columns} FROM {name} WHERE {str(name in read).lower()} AND {stands}""",
        )


def make_findings(gathering: Gathering, signals: Sequence[Signal]) -> None:
    """Table fin_finding: every hit with its sentence; each different sentence is worded once."""
    texts = {signal.name: signal.text for signal in signals}
    hits = gathering.rows(f"SELECT DISTINCT signal, value, hit_at // {DAY} FROM fin_answer WHERE answer = 'hit'")
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
        "fin_finding",
        f"""WITH counted AS (SELECT finding_id, count(*) AS evidence_rows FROM fin_evidence GROUP BY finding_id),
        hit AS (SELECT {_FINDING_KEY} AS finding_id, * FROM fin_answer WHERE answer = 'hit')
        SELECT finding_id, h.signal, deal_id, view, h.value, hit_at, sentence,
            coalesce(evidence_rows, 0) AS evidence_rows
        FROM hit h JOIN run_sentence s ON s.signal = h.signal AND s.value IS NOT DISTINCT FROM h.value
            AND s.day IS NOT DISTINCT FROM hit_at // {DAY}
        LEFT JOIN counted USING (finding_id)""",
    )


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


def commit_results(gathering: Gathering, commit: Commit, run_id: str, baseline_version: str) -> None:
    """Write every table of the results and make them count together."""
    gathering.make("fin_baseline", f"SELECT {quote_text(baseline_version)} AS version, * FROM new_baseline")
    for table in RESULTS:
        commit.replace(gathering.local.connection, table.name, f"SELECT * FROM fin_{table.name}")
    commit.publish(note=run_id)
