"""Every signal gives the same answers on every engine; a gap is marked with its kind and the exception that it raises.

notimpl: we could, and have not.  notyet: the engine or its compiler cannot yet.  never: it makes no sense there.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from assay.domain.answer import ANSWERS
from assay.domain.signal import Signal
from assay.runs.questions import compile_signals
from assay.signals import find_signals
from assay.store.duckdb_engine import DuckDbEngine, open_connection
from assay.store.engine import Engine
from assay.store.spark_engine import SparkEngine
from assay.store.spark_session import open_session
from signals import contract
from signals.asked_together import Told, ask_all, read_all
from signals.gaps import GAPS, Gap, describe_engines, mark_gaps
from signals.histories import read_cases
from signals.sessions import Session, open_duckdb, open_postgres
from spark_server import SparkUrls

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "engines.md"


@pytest.fixture(scope="module")
def postgres(postgres_server: str) -> Iterator[Session]:
    yield from open_postgres(postgres_server)


@pytest.fixture(scope="module")
def told(spark_urls: SparkUrls) -> list[dict[str, Told | Exception]]:
    """What all signals say on DuckDB, on Spark in this process, and over Spark Connect."""
    signals = find_signals()
    histories = read_all(signals)
    compile_signals(signals, "pyspark")  # before the threads begin: Ibis knows nothing of them

    def ask(engine: Engine) -> dict[str, Told | Exception]:
        with closing(engine):
            return ask_all(engine, signals, histories)

    ours = ask(DuckDbEngine(open_connection()))
    with ThreadPoolExecutor(2) as threads:
        sessions = [SparkEngine(open_session(url)) for url in (spark_urls.local, spark_urls.connect)]
        return [ours, *threads.map(ask, sessions)]


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "postgres", GAPS))
def test_postgresql_answers_as_duckdb_does(signal: Signal, postgres: Session) -> None:
    contract.check_engines(signal, open_duckdb(), postgres, read_cases(signal.name))


@pytest.mark.parametrize("way", [1, 2], ids=["here", "connect"])
@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "pyspark", GAPS))
def test_spark_answers_as_duckdb_does(signal: Signal, told: list[dict[str, Told | Exception]], way: int) -> None:
    ours, theirs = told[0][signal.name], told[way][signal.name]
    if isinstance(theirs, Exception):
        raise theirs
    assert isinstance(ours, Told)
    assert {row["answer"] for row in ours.answers} == {*ANSWERS}
    for part in ("answers", "evidence", "typical"):
        assert contract.is_alike(getattr(ours, part), getattr(theirs, part)), f"other {part}"


def test_the_page_of_engines_lists_the_gaps() -> None:
    """ASSAY_UPDATE_GOLDEN=1 writes it anew."""
    page = describe_engines(GAPS)
    if os.environ.get("ASSAY_UPDATE_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page


def test_a_gap_is_told_with_its_kind_and_reason() -> None:
    gap = Gap("notyet", ValueError, "no such function")
    told = "| `people.single_thread` | Spark | notyet: the engine or its compiler cannot yet | no such function |"
    assert told in describe_engines({"people.single_thread": {"pyspark": gap}}).splitlines()
