"""The desk that tests of reading work on."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from sources.reading.reading_desk import ReadingDesk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[ReadingDesk]:
    with duckdb.connect() as connection:
        folder = tmp_path / "files"
        folder.mkdir()
        yield ReadingDesk(connection, folder)
