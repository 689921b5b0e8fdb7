"""A clean record, and one with a known number of every kind of dirt; both are only read."""

import pytest

from assay.quality.remark import Remark
from quality.hand_record import make_clean
from quality.soil import soil_all


@pytest.fixture(scope="session")
def clean() -> dict[str, Remark]:
    """What the checks say of a clean record, by title."""
    return make_clean().remarks()


@pytest.fixture(scope="session")
def soiled() -> dict[str, Remark]:
    """What they say of the same record with dirt of every kind (soil.py), by title."""
    record = make_clean()
    soil_all(record)
    return record.remarks()
