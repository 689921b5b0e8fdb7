"""What the values of a column look like: how many are filled, distinct, dates, numbers, addresses, ids."""

from dataclasses import dataclass

import duckdb

from assay.sources import amounts, cells, dates
from assay.sources.amounts import AmountForm
from assay.sources.dates import DateForm
from assay.sources.raw import RawTable
from assay.store.quoting import quote_name, quote_text

#: rows that are looked at
LOOK_AT = 20_000
SAMPLES = 5
#: an id of 15 or 18 letters and figures that begins as Salesforce's do, a UUID, or a number of at least four figures
_ID = (
    r"^(?:00[0-9A-Za-z][0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?|[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|\d{4,})$"
)
_ADDRESS = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
_CURRENCY = r"[€$£¥₹]|^[A-Z]{3} ?\d|\d ?[A-Z]{3}$"


@dataclass(frozen=True)
class ColumnProfile:
    """One column. Counts are of the rows looked at; samples are its first different values."""

    number: int
    heading: str
    rows: int
    filled: int
    distinct: int
    days: int
    numbers: int
    addresses: int
    ids: int
    currencies: int
    yes_nos: int
    words: float
    samples: tuple[str, ...]

    def parsed(self, kind: str) -> int:
        """How many filled values can be read as this type of slot."""
        counts = {"time": self.days, "day": self.days, "money": self.numbers, "number": self.numbers}
        if kind == "email":
            return self.addresses
        return counts.get(kind, self.yes_nos if kind == "yes_no" else self.filled)

    def fits(self, kind: str) -> bool:
        """Whether the values are of this type, but for a few: a twentieth, or one of four or more."""
        misfits = self.filled - self.parsed(kind)
        if not self.filled or misfits > max(0.05 * self.filled, min(1, self.filled // 4)):
            return False
        checks = {
            "id": self.filled == self.rows and self.distinct == self.rows,
            "stage": self.distinct <= 40 and self.days < self.filled and self.addresses == 0,
            "name": self.numbers < 0.5 * self.filled and self.days < 0.5 * self.filled,
            "choice": self.distinct <= max(40, self.filled // 5) and self.days < 0.5 * self.filled,
            # bare figures of an id or a year are no money
            "money": self.days < 0.5 * self.filled or self.currencies > 0,
        }
        return checks.get(kind, True)


def profile_columns(connection: duckdb.DuckDBPyConnection, raw: RawTable) -> list[ColumnProfile]:
    """The profile of every column, from the first rows of the file."""
    profiles = []
    for number, heading in enumerate(raw.headings):
        cell = cells.clean_sql(f"c{number}")
        source = f"SELECT row, {cell} AS v FROM {quote_name(raw.table)} ORDER BY row LIMIT {LOOK_AT}"
        row = connection.execute(f"SELECT {_PROFILE} FROM ({source}) s").fetchall()[0]
        samples = connection.execute(
            f"SELECT v FROM ({source}) WHERE v IS NOT NULL GROUP BY v ORDER BY min(row) LIMIT {SAMPLES}"
        ).fetchall()
        shown = tuple(text[:80] for (text,) in samples)
        counts = dict(zip(_COUNTS, row, strict=True))
        profiles.append(ColumnProfile(number=number, heading=heading, samples=shown, **counts))
    return profiles


def share_filled_by(
    connection: duckdb.DuckDBPyConnection, raw: RawTable, column: int, stage: int, lost: list[str]
) -> tuple[float, float]:
    """Share of rows in which a column is filled: among rows in one of the `lost` stages, and among all others."""
    value, of = cells.clean_sql(f"c{column}"), cells.clean_sql(f"c{stage}")
    names = ", ".join(quote_text(name) for name in lost) or "NULL"
    row = connection.execute(
        f"SELECT avg((v IS NOT NULL)::INT) FILTER (w), avg((v IS NOT NULL)::INT) FILTER (NOT w) FROM "
        f"(SELECT {value} AS v, coalesce({of} IN ({names}), false) AS w FROM {quote_name(raw.table)} LIMIT {LOOK_AT})"
    ).fetchall()[0]
    return row[0] or 0.0, row[1] or 0.0


_COUNTS = ("rows", "filled", "distinct", "days", "numbers", "addresses", "ids", "currencies", "yes_nos", "words")


def _make_profile() -> str:
    odd = DateForm(filled=2)
    times = [dates.time_sql("v", odd, order, None, None) for order in ("dmy", "mdy")]
    days = ", ".join(f"count(*) FILTER (WHERE ({time}) IS NOT NULL)" for time in times)
    serial = f"count(*) FILTER (WHERE regexp_matches(v, {quote_text(dates.SERIAL)}) AND v BETWEEN '25000' AND '6')"
    numbers = ", ".join(
        f"count(*) FILTER (WHERE ({amounts.number_sql('v', AmountForm(1), sign, 'DOUBLE')}) IS NOT NULL)"
        for sign in ("comma", "point")
    )
    matches = ", ".join(
        f"count(*) FILTER (WHERE regexp_matches(v, {quote_text(pattern)}))" for pattern in (_ADDRESS, _ID, _CURRENCY)
    )
    return (
        f"count(*), count(v), count(DISTINCT v), "
        f"greatest({days}, CASE WHEN {serial} = count(v) THEN {serial} ELSE 0 END), "
        f"greatest({numbers}), {matches}, count(*) FILTER (WHERE ({cells.yes_no_sql('v')}) IS NOT NULL), "
        "coalesce(avg(len(string_split(v, ' '))), 0)"
    )


_PROFILE = _make_profile()
