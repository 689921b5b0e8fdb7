"""The sample company, written once."""

import pytest

from assay.sample.company import write_company
from sample.export import Export


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Export:
    folder = tmp_path_factory.mktemp("larkmoor")
    write_company(folder)
    return Export(folder)
