"""How the report writes numbers, spans of time and lines of a given width."""

import textwrap

#: the space that keeps a number and its sign on one line
_TIE = "\u00a0"


def write_share(share: float) -> str:
    """A share of 0 to 1 as "42 %"; one decimal below 10 %, and never 0 % or 100 % for less than all."""
    percent = share * 100
    if 0 < percent < 0.1:
        return f"under 0.1{_TIE}%"
    if 99 < percent < 100:
        return f"over 99{_TIE}%"
    decimals = 0 if percent >= 10 or percent == 0 else 1
    return f"{percent:.{decimals}f}{_TIE}%"


def write_count(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 deal", "1,200 deals"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def write_span(seconds: float) -> str:
    """A span of time in the unit that a person would use: "under an hour", "5 hours", "12 days"."""
    hours = seconds / 3600
    if hours < 1:
        return "under an hour"
    if hours < 48:
        return write_count(round(hours), "hour")
    return write_count(round(hours / 24), "day")


def fold(text: str, width: int, indent: int = 0, hang: int = 0) -> str:
    """`text` in lines of at most `width` signs, all by `indent`, the lines after the first by `hang` more."""
    lead = " " * indent
    wrapped = textwrap.wrap(
        text,
        width,
        initial_indent=lead,
        subsequent_indent=lead + " " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(wrapped)
