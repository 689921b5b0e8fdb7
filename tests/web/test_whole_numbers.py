"""What a form sends where a whole number belongs."""

import pytest
from django.test import RequestFactory

from assay.web.whole_numbers import read_id, read_version


@pytest.mark.parametrize(
    ("typed", "version"), [("0", 0), ("17", 17), ("999999999", 999999999), ("1234567890", 0), ("-1", 0), ("²", 0),
                           ("٣", 0), (" 3", 0), ("3\n", 0), ("", 0), ("9" * 5000, 0)]
)  # fmt: skip
def test_a_version_is_read_and_all_else_is_none(rf: RequestFactory, typed: str, version: int) -> None:
    assert read_version(rf.post("/", {"seen": typed}), "seen") == version  # type: ignore[arg-type]  # nobody signed in


@pytest.mark.parametrize(
    ("typed", "number"), [("0", 0), ("-5", -5), (str(2**63 - 1), 2**63 - 1), (str(-(2**63)), -(2**63)),
                          (str(2**63), None), ("--5", None), ("5-", None), ("²", None), ("٣", None), ("", None),
                          ("9" * 5000, None)]
)  # fmt: skip
def test_an_id_is_read_and_all_else_is_none(typed: str, number: int | None) -> None:
    assert read_id(typed) == number
