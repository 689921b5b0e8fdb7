"""What a text must not be for a spreadsheet that opens it."""

import re

#: what a spreadsheet takes for the beginning of a formula
_FORMULA = re.compile(r"^\s*[=+\-@\t\r]")


def guard_formula(text: str) -> str:
    """The text as no spreadsheet works it out: with an apostrophe before what would be a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
