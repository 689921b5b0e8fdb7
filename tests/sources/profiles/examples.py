"""The files in examples/: a folder a profile, a file a feed, named after it. All of it is invented."""

from functools import cache
from pathlib import Path

import duckdb

from assay.sources.profiles import shipped_mappings
from sources.profiles.conftest import Mapped, map_paths

FOLDER = Path(__file__).parent / "examples"
PROFILES = tuple(sorted(path.name for path in FOLDER.iterdir()))


@cache
def map_example(profile: str) -> Mapped:
    """The folder of one profile, mapped once for all tests, which only look."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    return map_paths(connection, [FOLDER / profile])


def feeds_of(profile: str) -> list[str]:
    """The feeds of a shipped profile, in their order."""
    (mapping,) = (one for one in shipped_mappings() if one.name == profile)
    return [feed.name for feed in mapping.feeds]
