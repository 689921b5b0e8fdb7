"""The invented company as the tests of pages read it."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from assay.reports.deal_file import Run
from assay.reports.deal_reading import read_run
from assay.reports.site import build_site
from reports.invented_company import Company


@pytest.fixture(scope="session")
def company() -> Iterator[duckdb.DuckDBPyConnection]:
    """Sixty deals with their results."""
    connection = Company().open()
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def run(company: duckdb.DuckDBPyConnection) -> Run:
    """The run over them."""
    return read_run(company, company="Pressworks")


@pytest.fixture(scope="session")
def site(company: duckdb.DuckDBPyConnection, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole report on them, PDF and grouping included."""
    out = tmp_path_factory.mktemp("report")
    build_site(company, run, out, field="Region", pdf=True)
    return out
