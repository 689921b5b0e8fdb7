"""Plain texts that tell which cells are worth a look: few are, and only these are masked one by one."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import duckdb

from assay.sources.forgotten.hashed import Told, fold, fold_number, list_name_keys, split_name
from assay.sources.forgotten.masking import ADDRESS, NUMBER, Mask
from assay.store.quoting import quote_text

#: a shorter word stands in too many others to look for it alone
_LEAST_LETTERS = 3
_WORDS = r"[\p{L}]+(?:['’][\p{L}]+)*"
#: what is written between the digits of a telephone number
_BETWEEN_DIGITS = " \u00a0-./()+–\t"
_IDS = r"[A-Za-z0-9][A-Za-z0-9\-]{6,38}[A-Za-z0-9]"


@dataclass(frozen=True)
class Needles:
    """texts: parts of a cell in lower case that has to be looked at.  near: those besides, where the person took part.

    numbers: the last digits of telephone numbers.
    """

    texts: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def test(self, column: str, *, near: bool = False) -> str:
        """SQL: whether a cell is worth a look."""
        texts = self.texts | self.near if near else self.texts
        tests = [f"contains(lower({column}), {quote_text(text)})" for text in sorted(texts)]
        if self.numbers:
            digits = f"translate({column}, {quote_text(_BETWEEN_DIGITS)}, '')"
            tests.extend(f"contains({digits}, {quote_text(number)})" for number in sorted(self.numbers))
        return f"({' OR '.join(tests)})" if tests else "false"


def take_needles(told: Told) -> Needles:
    """Those of a person whose name is still known."""
    words = [split_name(name) for name in told.names]
    last = {one[-1] for one in words if list_name_keys(" ".join(one)) and len(one[-1]) >= _LEAST_LETTERS}
    short = {" ".join(one) for one in words if len(one) > 1 and len(one[-1]) < _LEAST_LETTERS}
    texts = {*last, *short, *map(fold, told.addresses), *map(fold, told.ids)}
    numbers = {key for number in told.numbers if (key := fold_number(number))}
    return Needles(frozenset(texts) - {""}, frozenset(map(fold, told.lone)), frozenset(numbers))


@dataclass
class _Found:
    texts: set[str] = field(default_factory=set)
    near: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


def find_needles(
    connection: duckdb.DuckDBPyConnection, columns: Iterable[tuple[str, str]], mask: Mask, *, by_name: bool = True
) -> Needles:
    """Those that stand in any of these columns (table, column), told by their hashes alone.

    Every different word is looked at once, however often it stands there.
    """
    found = _Found()
    for table, column in columns:
        for word in _list_different(connection, table, column, _WORDS, lower=True):
            if mask.knows_word(word):
                found.near.add(word)
                if by_name and len(word) >= _LEAST_LETTERS:
                    found.texts.add(word)
        addresses = _list_different(connection, table, column, ADDRESS.pattern, lower=True)
        found.texts |= {one for word in addresses if mask.knows_address(one := word.rstrip("."))}
        numbers = _list_different(connection, table, column, NUMBER.pattern)
        found.numbers |= {fold_number(one) for one in numbers if mask.knows_number(one)}
        found.texts |= {one.lower() for one in _list_different(connection, table, column, _IDS) if mask.knows_id(one)}
    return Needles(frozenset(found.texts), frozenset(found.near), frozenset(found.numbers))


def _list_different(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, pattern: str, *, lower: bool = False
) -> list[str]:
    text = f"lower({column})" if lower else column
    rows = connection.execute(
        f"SELECT DISTINCT unnest(regexp_extract_all({text}, {quote_text(pattern)})) FROM {table}"
        f" WHERE {column} IS NOT NULL"
    ).fetchall()
    return [str(one) for (one,) in rows]
