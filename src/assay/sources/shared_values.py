"""Expressions of one file that are worked out once and then read as columns.

A converted date stands in the conditions, checks and columns of many rules. Written out at each place, the SQL of a
wide file grows to hundreds of kilobytes, and planning it takes far longer than running it.
"""

import re
from dataclasses import dataclass, field

#: shorter expressions are as cheap to work out as to read
LEAST_LENGTH = 60
_COLUMN = re.compile(r"\bs\.v(\d+)\b")


@dataclass
class SharedValues:
    """The expressions shared so far, each over the cells c0.. and the expressions before it."""

    _expressions: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _depths: list[int] = field(default_factory=list)

    def name(self, sql: str) -> str:
        """The column that holds an expression; the expression itself where it is short or rests on other rows."""
        if len(sql) < LEAST_LENGTH or "s.item" in sql or " OVER (" in sql:
            return sql
        if sql not in self._numbers:
            self._numbers[sql] = len(self._expressions)
            self._expressions.append(sql)
            below = [self._depths[int(number)] for number in _COLUMN.findall(sql)]
            self._depths.append(1 + max(below, default=0))
        return f"s.v{self._numbers[sql]}"

    def spell_out(self, sql: str) -> str:
        """The SQL with every shared column replaced by its expression."""
        while _COLUMN.search(sql):
            sql = _COLUMN.sub(lambda found: self._expressions[int(found.group(1))], sql)
        return sql

    def select(self, rows: str) -> str:
        """SQL of the rows with all shared columns; `rows` is SQL that gives the cells."""
        for depth in range(1, 1 + max(self._depths, default=0)):
            columns = ", ".join(
                f"{sql} AS v{number}" for number, sql in enumerate(self._expressions) if self._depths[number] == depth
            )
            rows = f"SELECT s.*, {columns} FROM ({rows}) s"
        return rows
