"""What an engine cannot do for a signal, said honestly: the kind of gap, and the exception that shows it.

docs/reference/engines.md lists them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

import pytest

from assay.domain.signal import Signal

ENGINES = ("duckdb", "postgres", "pyspark")


@dataclass(frozen=True)
class Gap:
    """kind: notimpl (we could), notyet (upstream cannot) or never.  raises: what is raised where it is tried."""

    kind: Literal["notimpl", "notyet", "never"]
    raises: type[Exception]
    reason: str


#: signal -> engine -> gap
GAPS: dict[str, dict[str, Gap]] = {}

_ABOUT = {
    "duckdb": ("DuckDB", "in the process itself; nothing to set"),
    "postgres": ("PostgreSQL", "`ASSAY_RECORD=postgresql://user@host/database`: where the record lies"),
    "pyspark": ("Spark", "`assay run --engine sc://host:15002` (Spark Connect) or `--engine spark+local://`"),
}

_KINDS = {
    "notimpl": "could be, and is not",
    "notyet": "the engine or its compiler cannot yet",
    "never": "no sense there",
}


def describe_engines(gaps: Mapping[str, Mapping[str, Gap]]) -> str:
    """The page that says which signal runs where."""
    told = [
        f"| `{signal}` | {_ABOUT[engine][0]} | {gap.kind}: {_KINDS[gap.kind]} | {gap.reason} |"
        for signal, by_engine in sorted(gaps.items())
        for engine, gap in sorted(by_engine.items())
    ]
    lines = [
        "# Engines",
        "",
        "A signal is one expression, compiled to the SQL of each engine. The tests ask every signal on every engine,",
        "on all of its written cases: answers and whole numbers are identical, other numbers within a billionth.",
        "",
        "| engine | how it is chosen |",
        "|---|---|",
        *[f"| {name} | {chosen} |" for name, chosen in _ABOUT.values()],
        "",
        "## Gaps",
        "",
    ]
    if not told:
        return "\n".join([*lines, "None: every signal runs on every engine.", ""])
    return "\n".join([*lines, "| signal | engine | kind | reason |", "|---|---|---|---|", *told, ""])


def mark_gaps(signals: Iterable[Signal], engine: str, gaps: Mapping[str, Mapping[str, Gap]]) -> list[object]:
    """The signals as test parameters; one with a gap must fail, and with the exception that its gap names.

    raises  ValueError for a gap of a signal or an engine that does not exist.
    """
    found = {signal.name: signal for signal in signals}
    strangers = (gaps.keys() - found.keys()) | (
        {name for by_engine in gaps.values() for name in by_engine} - {*ENGINES}
    )
    if engine not in ENGINES or strangers:
        raise ValueError(f"no such signal or engine: {sorted(strangers) or engine}")
    return [
        pytest.param(signal, id=name, marks=_marks(gaps.get(name, {}).get(engine))) for name, signal in found.items()
    ]


def _marks(gap: Gap | None) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(raises=gap.raises, reason=f"{gap.kind}: {gap.reason}", strict=True)] if gap else []
