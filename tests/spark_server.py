"""One Spark for the length of the test run: as the Spark of this process, and over Spark Connect; one Java for both."""

import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

#: small plans on small tables: what pays at scale costs more than the query itself
_QUICK = {
    "spark.driver.memory": "1g",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.default.parallelism": "1",
    # else the planner itself works out queries on the few rows of a case, a row at a time
    "spark.sql.optimizer.excludedRules": "org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation",
}


@dataclass(frozen=True)
class SparkUrls:
    """Both ways to the same Spark."""

    local: str
    connect: str


@pytest.fixture(scope="session")
def spark_urls() -> Iterator[SparkUrls]:
    """URLs of a Spark that is started by the first session and serves Connect to this machine alone."""
    from pyspark.sql import SparkSession

    from assay.store.spark_session import open_session

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {
        **_QUICK,
        "spark.plugins": "org.apache.spark.sql.connect.SparkConnectPlugin",
        "spark.connect.grpc.binding.address": "127.0.0.1",
        "spark.connect.grpc.binding.port": str(port),
    }
    options = "&".join(f"{name}={value}".replace("+", "%2B") for name, value in settings.items())
    local = f"spark+local://2?{options}"
    open_session(local)
    yield SparkUrls(local, f"sc://127.0.0.1:{port}")
    started = SparkSession.getActiveSession()
    assert started is not None
    started.stop()
