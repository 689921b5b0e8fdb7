"""Every signal gives the same answers on every engine; a gap is marked with its kind and the exception that it raises.

notimpl: we could, and have not.  notyet: the engine or its compiler cannot yet.  never: it makes no sense there.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from assay.domain.signal import Signal
from assay.signals import find_signals
from signals import contract
from signals.gaps import GAPS, Gap, describe_engines, mark_gaps
from signals.histories import read_cases
from signals.sessions import Session, compile_function, open_duckdb, open_postgres, open_spark
from spark_server import SparkUrls

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "engines.md"


@pytest.fixture(scope="module")
def postgres(postgres_server: str) -> Iterator[Session]:
    yield from open_postgres(postgres_server)


@pytest.fixture(scope="module")
def spark(spark_urls: SparkUrls) -> Iterator[tuple[Session, ...]]:
    """In this process, and over Connect."""
    with contextmanager(open_spark)(spark_urls.local) as local, contextmanager(open_spark)(spark_urls.connect) as away:
        yield local, away


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "postgres", GAPS))
def test_postgresql_answers_as_duckdb_does(signal: Signal, postgres: Session) -> None:
    contract.check_engines(signal, open_duckdb(), postgres, read_cases(signal.name))


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "pyspark", GAPS))
def test_spark_answers_as_duckdb_does_here_and_over_connect(signal: Signal, spark: tuple[Session, ...]) -> None:
    cases = read_cases(signal.name)
    for function in (signal.answer, signal.evidence, signal.typical):
        if function:
            compile_function(function, "pyspark")  # before the threads begin: Ibis knows nothing of them

    def check(theirs: Session) -> None:
        contract.check_engines(signal, open_duckdb(), theirs, cases)

    with ThreadPoolExecutor(len(spark)) as threads:
        assert list(threads.map(check, spark)) == [None] * len(spark)


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
