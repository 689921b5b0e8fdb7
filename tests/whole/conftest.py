"""The product as a new user runs it: commands on real files, in a home of their own."""

from collections.abc import Callable
from pathlib import Path

import pytest

from whole.desk import Desk

THIRD_PARTY = Path(__file__).parents[2].parent / "shared" / "data"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "home")


@pytest.fixture(scope="module")
def shared_desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One home for all tests of a file, for what takes seconds to set up and is only read."""
    return Desk(tmp_path_factory.mktemp("shared") / "home")


@pytest.fixture(scope="session")
def third_party() -> Callable[[str], Path]:
    """The folder of one third-party data set; the test is skipped, saying so, where it is absent."""

    def find(name: str) -> Path:
        folder = THIRD_PARTY / name
        if not folder.is_dir():
            pytest.skip(f"third-party data {name} is not at ../shared/data")
        return folder

    return find
