"""The quarter that a moment lies in, of the calendar or of the company's fiscal year, as SQL of DuckDB.

fiscal_start: the month in which fiscal years begin, 1 to 12. A fiscal year has the name of the calendar year in which
it ends.
"""


def name_quarter(moment: str, fiscal_start: int) -> str:
    """SQL of "2026-Q3" for `moment` (SQL of epoch seconds); of "FY2027-Q1" where years begin in another month."""
    day = _shift_to_january(moment, fiscal_start)
    return f"('{_name_head(fiscal_start)}' || strftime({day}, '%Y') || '-Q' || quarter({day}))"


def number_quarter(moment: str, fiscal_start: int) -> str:
    """SQL of a whole number for the quarter of `moment` (SQL of epoch seconds); the next quarter has the next one."""
    day = _shift_to_january(moment, fiscal_start)
    return f"(year({day}) * 4 + quarter({day}) - 1)"


def name_numbered(number: int, fiscal_start: int) -> str:
    """The name, as of name_quarter, of a quarter that number_quarter numbers."""
    return f"{_name_head(fiscal_start)}{number // 4}-Q{number % 4 + 1}"


def _shift_to_january(moment: str, fiscal_start: int) -> str:
    """SQL of a time in the calendar quarter that is called as the fiscal quarter of `moment`."""
    return f"(make_timestamp(({moment})::BIGINT * 1000000) + INTERVAL {(13 - fiscal_start) % 12} MONTH)"


def _name_head(fiscal_start: int) -> str:
    return "" if fiscal_start == 1 else "FY"
