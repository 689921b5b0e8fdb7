"""The quarter that a moment lies in, of the calendar or of the company's fiscal year, as SQL of DuckDB."""


def name_quarter(moment: str, fiscal_start: int) -> str:
    """SQL of "2026-Q3" for `moment` (SQL of epoch seconds); of "FY2027-Q1" where fiscal years begin in another month.

    A fiscal year has the name of the calendar year in which it ends. fiscal_start: the month, 1 to 12.
    """
    day = f"(make_timestamp(({moment})::BIGINT * 1000000) + INTERVAL {(13 - fiscal_start) % 12} MONTH)"
    head = "" if fiscal_start == 1 else "FY"
    return f"('{head}' || strftime({day}, '%Y') || '-Q' || quarter({day}))"
