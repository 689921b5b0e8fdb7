"""Which versions are kept, and what is removed."""

import duckdb
import pytest

from assay.store import folder_commit
from assay.store.folder import FolderPlace
from assay.store.folder_commit import KEPT_VERSIONS
from assay.store.manifest import read_manifest


class Clock:
    """Seconds that only the test moves."""

    def __init__(self) -> None:
        self.now = 1_700_000_000

    def time(self) -> int:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(folder_commit, "time", clock)
    return clock


def commit_events(place: FolderPlace, connection: duckdb.DuckDBPyConnection) -> None:
    with place.writing() as commit:
        commit.replace(connection, "event", "SELECT 1 AS deal_id, 2 AS occurred_at")
        commit.publish(note="")


def kept_versions(place: FolderPlace) -> list[int]:
    return [commit.version for commit in read_manifest(place.root).history]


def test_the_last_versions_are_kept_and_the_files_of_others_removed(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection, clock: Clock
) -> None:
    for _ in range(KEPT_VERSIONS + 3):
        clock.now += 7200
        commit_events(place, connection)
    assert kept_versions(place) == list(range(4, KEPT_VERSIONS + 4))
    assert len(list(place.root.glob("event/*.parquet"))) == KEPT_VERSIONS


def test_a_version_that_was_the_newest_within_the_hour_is_kept(
    place: FolderPlace, connection: duckdb.DuckDBPyConnection, clock: Clock
) -> None:
    for _ in range(KEPT_VERSIONS + 5):
        clock.now += 60
        commit_events(place, connection)
    assert kept_versions(place) == list(range(1, KEPT_VERSIONS + 6))
    place.engine(version=1).close()
