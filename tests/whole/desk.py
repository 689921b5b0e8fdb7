"""A home of its own, and the commands a person runs in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
from click.testing import CliRunner, Result

from assay.cli import main
from assay.store import open_place
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES


@dataclass(frozen=True)
class Desk:
    """One home, and what a person may do with it."""

    home: Path

    def run(self, *arguments: str | Path, exit_code: int = 0) -> str:
        """Runs one command; gives what it printed."""
        result: Result = CliRunner(env={"ASSAY_HOME": str(self.home), "COLUMNS": "120"}).invoke(
            main, [str(argument) for argument in arguments]
        )
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == exit_code, result.output
        return result.output

    def record(self, query: str) -> Sequence[tuple[object, ...]]:
        """Rows of the record."""
        return self._rows(self.home / "record", query, record=True)

    def results(self, query: str) -> Sequence[tuple[object, ...]]:
        """Rows of the last run's results."""
        return self._rows(self.home / "results", query, record=False)

    @staticmethod
    def _rows(place: Path, query: str, *, record: bool) -> Sequence[tuple[object, ...]]:
        with duckdb.connect() as connection:
            open_place(str(place), TABLES if record else RESULT_TABLES).attach(connection)
            return connection.execute(query).fetchall()
