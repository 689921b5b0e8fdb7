"""How the columns of one file are written, found in as few passes over the file as can be.

A compiler asks for the form of a column while it writes SQL. The first time round it gets an empty form and the wish is
noted; `look` then reads the file once for all wishes, and the second time round every form is known.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

import duckdb

from assay.domain.errors import InputError
from assay.sources.amounts import (
    AmountForm,
    decide_decimal,
    default_decimal,
    profile_amount_sql,
    quick_amount_sql,
    read_amount_form,
)
from assay.sources.dates import DateForm, decide_order, profile_date_sql, quick_date_sql, read_date_form


@dataclass
class Forms:
    """Forms of the texts of one file, by the SQL of the text and of the rows that it is read from.

    date_order: dmy or mdy, for dates that nothing in the file decides.  notes: what was decided, in words.
    """

    file: str
    date_order: str | None = None
    notes: list[str] = field(default_factory=list)
    _dates: dict[tuple[str, str, str], DateForm | None] = field(default_factory=dict)
    _amounts: dict[tuple[str, str, str], AmountForm | None] = field(default_factory=dict)

    def date_form(self, scope: str, text: str, label: str) -> DateForm:
        return self._dates.setdefault((scope, text, label), None) or DateForm(0)

    def amount_form(self, scope: str, text: str, label: str) -> AmountForm:
        return self._amounts.setdefault((scope, text, label), None) or AmountForm(0, plain=True)

    def look(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Read the file for every wish."""
        _look(
            connection, self._dates, quick_date_sql, profile_date_sql, read_date_form, lambda n: DateForm(n, iso=n > 0)
        )
        _look(
            connection,
            self._amounts,
            quick_amount_sql,
            profile_amount_sql,
            read_amount_form,
            lambda n: AmountForm(n, True),
        )
        for form in self._dates.values():
            if form and form.short_years:
                self.note("two-digit years are read as 1970 to 2069")

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def order(self, form: DateForm, label: str, stated: str | None) -> str | None:
        """Day first or month first: as stated, as the column shows, else as the file's other columns show.

        Where nothing decides, as the person who imports says.  Raises InputError when that is not said either.
        """
        if stated or not form.numeric:
            return stated
        own = decide_order(form)
        if own:
            return own
        others = {decide_order(other) for other in self._dates.values() if other} - {None}
        if len(others) == 1:
            order = str(others.pop())
            if form.undecided:
                said = "day" if order == "dmy" else "month"
                self.note(f"dates of {label} are read {said} first, as another date column of the file shows")
            return order
        if not form.undecided:
            return "dmy"
        if self.date_order:
            return self.date_order
        raise InputError(
            f"{self.file}: the dates under {label!r} can be read day first or month first: "
            f"{form.undecided} of {form.filled} values, and nothing in the file decides it.",
            fix="Import again with --date-order dmy (day first) or --date-order mdy (month first). "
            "A mapping file of your own says it with date_order: dmy.",
        )

    def decimal(self, form: AmountForm, label: str, stated: str | None, kind: str) -> str:
        """The decimal sign: as stated, as the column shows, else as the file's other columns show, else by custom."""
        if stated:
            return stated
        own = decide_decimal(form)
        if own or not (form.loose_comma or form.loose_point):
            return own or "point"
        others = {decide_decimal(other) for other in self._amounts.values() if other} - {None}
        sign = str(others.pop()) if len(others) == 1 else default_decimal(form, kind)
        self.note(f"in {label} the {'comma' if sign == 'comma' else 'point'} is taken as the decimal sign")
        return sign


Form = TypeVar("Form", DateForm, AmountForm)


def _look(
    connection: duckdb.DuckDBPyConnection,
    forms: dict[tuple[str, str, str], Form | None],
    quick: Callable[[str], str],
    full: Callable[[str], str],
    read: Callable[[tuple[int, ...]], Form],
    regular: Callable[[int], Form],
) -> None:
    """Fill in the forms: a cheap look at all columns, a thorough one at those that are not regular."""
    todo: dict[str, list[tuple[str, str, str]]] = {}
    for key, form in forms.items():
        if form is None:
            todo.setdefault(key[0], []).append(key)
    for scope, keys in todo.items():
        counts = _row(connection, ", ".join(quick(text) for _, text, _ in keys), scope)
        odd = []
        for number, key in enumerate(keys):
            filled, plain = counts[2 * number : 2 * number + 2]
            if filled == plain:
                forms[key] = regular(filled)
            else:
                odd.append(key)
        if odd:
            counts = _row(connection, ", ".join(full(text) for _, text, _ in odd), scope)
            width = len(counts) // len(odd)
            for number, key in enumerate(odd):
                forms[key] = read(counts[width * number : width * (number + 1)])


def _row(connection: duckdb.DuckDBPyConnection, aggregates: str, scope: str) -> tuple[int, ...]:
    return tuple(connection.execute(f"SELECT {aggregates} FROM ({scope}) s").fetchall()[0])
