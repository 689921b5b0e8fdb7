"""How long the buyers of chosen open deals have been silent, and whether what is said of silences comes true."""

from collections import Counter
from collections.abc import Sequence

import duckdb

from assay.domain.tongue import say
from assay.reports.charts import Cell, Chart, Numbers, draw_chart
from assay.reports.patterns.drawings import USUAL, draw_kept_word, draw_silences
from assay.reports.patterns.floor import FLOOR, is_telling, join_few
from assay.reports.wording import write_number

#: upper ends of the bands, in days
_BANDS = (7, 14, 30, 60, 90, 180)

_OPEN = """
SELECT s.silence_days, s.usual_until IS NOT NULL AND m.as_of > s.usual_until AS is_long, m.is_hidden
FROM silence s JOIN moment m USING (deal_id) WHERE m.view = 'open'"""

_KEPT = """
SELECT avg(p_dead), p_share, p_low, p_high, n, deals FROM silence
WHERE p_share IS NOT NULL AND p_dead IS NOT NULL AND deals >= {fewest} GROUP BY ALL ORDER BY 1"""


def chart_silences(connection: duckdb.DuckDBPyConnection) -> tuple[Numbers, Chart] | None:
    """The narrowed open deals by days since the buyer's last word."""
    found = connection.execute(_OPEN).fetchall()
    bands = _join_bands(found)
    if not bands:
        return None
    names = [_name_band(band) for band in bands]
    deals = Counter((_find_band(days), bool(is_long)) for days, is_long, _ in found)
    rows: list[tuple[Cell, ...]] = [
        (name, word, sum(deals[number, bool(place)] for number in band))
        for name, band in zip(names, bands, strict=True)
        for place, word in enumerate(USUAL)
    ]
    columns = {"days_of_silence": "text", "silence": "word", "deals": "count"}
    numbers = Numbers("silences", columns, tuple(rows))
    about = say(
        "n = {n} open deals with a word of the buyer on record. A silence is longer than usual when nine "
        "of ten pauses of deals with that pace had ended by then.",
        n=write_number(len(found)),
    )
    alt = say("Bars of {n} open deals by days since the buyer's last word.", n=write_number(len(found)))
    title = say("How long buyers are silent")
    return numbers, draw_chart(numbers, draw_silences(names), title=title, about=about, alt=alt)


def chart_kept_word(connection: duckdb.DuckDBPyConnection, *, is_blurred: bool) -> tuple[Numbers, Chart] | None:
    """Of silences of which about the same was said, how many were the end; over the whole company."""
    found = connection.execute(_KEPT.format(fewest=FLOOR if is_blurred else 1)).fetchall()
    if not found:
        return None
    columns = {"said_probability": "share", "share": "rate", "low": "share", "high": "share"}
    numbers = Numbers("silences-kept", columns | {"silences": "count", "deals": "count"}, tuple(found))
    total = sum(row[4] for row in found)
    about = say(
        "n = {n} silences of deals that the model had not seen, put together by what was said of them. Lines "
        "are 95\u00a0% intervals; on the dashed line what was said is what came. Over the whole company.",
        n=write_number(total),
    )
    alt = say(
        "{n} points: what was said of silences, and the share of them that was the end, with intervals.", n=len(found)
    )
    return numbers, draw_chart(numbers, draw_kept_word(), title=say("Does it come true"), about=about, alt=alt)


def _join_bands(found: Sequence[tuple[int, bool, bool]]) -> list[list[int]]:
    """The bands by number, neighbours put together until no bar tells of single deals; none where one still would.

    found: days, whether longer than usual, whether out of sight.
    """
    if not found:
        return []
    hidden = Counter((_find_band(days), bool(is_long)) for days, is_long, is_hidden in found if is_hidden)
    groups = [[number] for number in range(len(_BANDS) + 1)]
    # what was joined for one colour stays enough when more is joined for the other
    for is_long in (False, True):

        def count(band: list[int], is_long: bool = is_long) -> int:
            return sum(hidden[number, is_long] for number in band)

        groups = [[number for band in joined for number in band] for joined in join_few(groups, count)]
        if any(is_telling(count(band)) for band in groups):
            return []
    return groups


def _find_band(days: int) -> int:
    return sum(days > end for end in _BANDS)


def _name_band(band: Sequence[int]) -> str:
    start, end = (-1, *_BANDS)[band[0]], (*_BANDS, None)[band[-1]]
    return say("over {n}", n=start) if end is None else f"{start + 1}\u2013{end}"
