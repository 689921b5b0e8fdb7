"""Texts that a spreadsheet would run as a formula, made plain texts: whoever opens a CSV of ours runs nothing."""

import re

#: what a spreadsheet takes for the beginning of a formula; RE2 reads it as Python does
FORMULA = r"^\s*[=+\-@\t\r]"

_FORMULA = re.compile(FORMULA)


def guard_formula(text: str) -> str:
    """The text, with an apostrophe before it where a spreadsheet would run it."""
    return f"'{text}" if _FORMULA.match(text) else text
