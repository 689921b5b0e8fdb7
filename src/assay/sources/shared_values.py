"""Expressions of one file that are worked out once and then read as columns.

A converted date stands in the conditions, checks and columns of many rules. Written out at each place, the SQL of a
wide file grows to hundreds of kilobytes, and planning it takes far longer than running it.
"""

import re
from dataclasses import dataclass, field

#: tables of which a file refers to few rows many times, so that the key of each is worked out once
FEW = ("seller", "account", "deal", "person", "campaign", "competitor")
#: rows from which on that is cheaper than working out a key in every row
MANY_ROWS = 100_000
#: shorter expressions are as cheap to work out as to read
LEAST_LENGTH = 60
_COLUMN = re.compile(r"\bs\.v(\d+)\b")
_REFERENCE = re.compile(r"\bs\.k\d+\b")


@dataclass
class SharedValues:
    """The expressions shared so far, each over the cells c0.. and the expressions before it."""

    _expressions: list[str] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    _depths: list[int] = field(default_factory=list)
    _references: dict[tuple[str, str], int] = field(default_factory=dict)

    def reference(self, key: str, text: str) -> str:
        """The column that holds the key of what a text refers to. key: SQL of the key, over a column `t`."""
        if "s.item" in text or "s." not in text:
            return key.replace("{t}", text)
        number = self._references.setdefault((key, text), len(self._references))
        return f"s.k{number}"

    def name(self, sql: str) -> str:
        """The column that holds an expression; the expression itself where it is short or rests on other rows."""
        if len(sql) < LEAST_LENGTH or "s.item" in sql or " OVER (" in sql or _REFERENCE.search(sql):
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
        cells = rows
        for depth in range(1, 1 + max(self._depths, default=0)):
            columns = ", ".join(
                f"{sql} AS v{number}" for number, sql in enumerate(self._expressions) if self._depths[number] == depth
            )
            rows = f"SELECT s.*, {columns} FROM ({rows}) s"
        keys, joins = "", ""
        for (key, text), number in self._references.items():
            different = f"SELECT DISTINCT {self.spell_out(text)} AS t FROM ({cells}) s"
            made = f"SELECT t, {key.replace('{t}', 't')} AS k FROM ({different})"
            joins += f" LEFT JOIN ({made}) r{number} ON r{number}.t = {text}"
            keys += f", r{number}.k AS k{number}"
        return f"SELECT s.*{keys} FROM ({rows}) s{joins}" if keys else rows
