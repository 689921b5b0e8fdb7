"""The words of a signal are read from its docstring, and nothing may be left unsaid."""

import pytest

from assay.domain.errors import InputError
from assay.domain.signal import SECTIONS
from assay.signals.docstring import read_text

WRITTEN = """Gone quiet

Question: Has the buyer
    gone quiet?
Fires: when nothing was heard.
Says: Nothing was heard for {value} since {day}.
Value: days
Reads: deal, event
Unknown: No e-mails. Export e-mails.
Evidence: The last word.
Source: M2.
"""


def test_a_section_may_run_over_several_lines() -> None:
    assert read_text(WRITTEN, "rhythm.gone_quiet").question == "Has the buyer gone quiet?"


def test_the_first_line_is_the_title() -> None:
    assert read_text(WRITTEN, "rhythm.gone_quiet").title == "Gone quiet"


def test_the_tables_read_are_told_apart() -> None:
    assert read_text(WRITTEN, "rhythm.gone_quiet").reads == ("deal", "event")


@pytest.mark.parametrize("section", SECTIONS)
def test_a_missing_section_is_refused(section: str) -> None:
    with pytest.raises(InputError, match=r"rhythm\.gone_quiet has the sections"):
        read_text(WRITTEN.replace(f"{section}:", f"Not {section.lower()}:"), "rhythm.gone_quiet")


def test_sections_out_of_order_are_refused() -> None:
    lines = WRITTEN.splitlines()
    swapped = "\n".join([*lines[:-2], lines[-1], lines[-2]])
    with pytest.raises(InputError, match="Source, Evidence"):
        read_text(swapped, "rhythm.gone_quiet")


def test_a_section_written_twice_is_refused() -> None:
    with pytest.raises(InputError, match="Source, Source"):
        read_text(WRITTEN + "Source: F4.\n", "rhythm.gone_quiet")


@pytest.mark.parametrize(("words", "left"), [("Source: M2.", "Source:"), ("Gone quiet\n", "\n")])
def test_an_empty_section_is_refused(words: str, left: str) -> None:
    with pytest.raises(InputError, match="leaves (source|title) empty"):
        read_text(WRITTEN.replace(words, left), "rhythm.gone_quiet")


def test_no_docstring_at_all_is_refused() -> None:
    with pytest.raises(InputError, match="has the sections none"):
        read_text(None, "rhythm.gone_quiet")
