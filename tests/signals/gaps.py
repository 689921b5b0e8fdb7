"""What an engine cannot do for a signal, said honestly: the kind of gap, and the exception that shows it."""

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
