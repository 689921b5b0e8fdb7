"""Every signal gives the same answers on every engine; a gap is marked with its kind and the exception that it raises.

notimpl: we could, and have not.  notyet: the engine or its compiler cannot yet.  never: it makes no sense there.
"""

from collections.abc import Iterator

import pytest

from assay.domain.signal import Signal
from assay.signals import find_signals
from signals import contract
from signals.gaps import Gap, mark_gaps
from signals.histories import read_cases
from signals.sessions import Session, open_duckdb, open_postgres, open_spark
from spark_server import SparkUrls

#: signal -> engine -> gap
GAPS: dict[str, dict[str, Gap]] = {}


@pytest.fixture(scope="module")
def postgres(postgres_server: str) -> Iterator[Session]:
    yield from open_postgres(postgres_server)


@pytest.fixture(scope="module")
def spark(spark_urls: SparkUrls) -> Iterator[Session]:
    yield from open_spark(spark_urls.local)


@pytest.fixture(scope="module")
def spark_connect(spark_urls: SparkUrls) -> Iterator[Session]:
    yield from open_spark(spark_urls.connect)


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "postgres", GAPS))
def test_postgresql_answers_as_duckdb_does(signal: Signal, postgres: Session) -> None:
    contract.check_engines(signal, open_duckdb(), postgres, read_cases(signal.name))


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "pyspark", GAPS))
def test_spark_answers_as_duckdb_does(signal: Signal, spark: Session) -> None:
    contract.check_engines(signal, open_duckdb(), spark, read_cases(signal.name))


@pytest.mark.parametrize("signal", mark_gaps(find_signals(), "pyspark", GAPS))
def test_spark_connect_answers_as_duckdb_does(signal: Signal, spark_connect: Session) -> None:
    contract.check_engines(signal, open_duckdb(), spark_connect, read_cases(signal.name))
