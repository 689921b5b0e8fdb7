"""Coded passages of a deal, as its loss file and the command line read them."""

from collections.abc import Iterator

import pytest

from assay.reports.coded import read_coded
from reports.coding.coded_record import CodedRecord, open_coded


@pytest.fixture
def coded() -> Iterator[CodedRecord]:
    coded = open_coded()
    yield coded
    coded.connection.close()


def test_what_was_said_in_a_circle_is_not_in_the_file_even_before_the_next_run(coded: CodedRecord) -> None:
    deal = coded.ids["lost"]
    coded.mention("lost", "said", table="statement", quote="Price!", start=0, end=6, choices=None)
    coded.mention("lost", "note", choices=None)
    assert {words.table for words in read_coded(coded.connection, [deal])[deal]} == {"statement", "activity"}
    coded.connection.execute("UPDATE statement SET circle = 'team'")
    assert {words.table for words in read_coded(coded.connection, [deal])[deal]} == {"activity"}
