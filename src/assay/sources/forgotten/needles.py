"""Plain texts that tell which cells are worth a look: few are, and only these are masked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.forgotten.hashed import Told, fold, fold_number, list_name_keys, split_name
from assay.sources.forgotten.masking import ADDRESS, ID, NUMBER, Mask
from assay.store.quoting import quote_text

#: a shorter word stands in too many others to look for it alone
_LEAST_LETTERS = 3
_WORDS = r"[\p{L}]+(?:['’][\p{L}]+)*"
#: what is written between the digits of a telephone number
_BETWEEN_DIGITS = " \u00a0-./()+–\t"


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


@dataclass(frozen=True)
class Words:
    """What stands in some columns and may tell a person, each once, however often it stands there."""

    words: frozenset[str]
    addresses: frozenset[str]
    numbers: frozenset[str]
    ids: frozenset[str]


def gather_words(connection: duckdb.DuckDBPyConnection, columns: Sequence[tuple[str, str]]) -> Words:
    """Those of all these columns (table, column)."""

    def gather(pattern: str, *, lower: bool = False) -> frozenset[str]:
        return frozenset(
            word
            for table, column in columns
            for word in _list_different(connection, table, column, pattern, lower=lower)
        )

    return Words(gather(_WORDS, lower=True), gather(ADDRESS.pattern, lower=True), gather(NUMBER.pattern), gather(ID))


def find_needles(words: Words, mask: Mask) -> Needles:
    """Those that stand among these words, told by their hashes alone."""
    near = frozenset(filter(mask.knows_word, words.words))
    texts = {word for word in near if len(word) >= _LEAST_LETTERS}
    texts |= {one for word in words.addresses if mask.knows_address(one := word.rstrip("."))}
    texts |= {one.lower() for one in words.ids if mask.knows_id(one)}
    numbers = frozenset(fold_number(one) for one in words.numbers if mask.knows_number(one))
    return Needles(frozenset(texts), near, numbers)


def _list_different(
    connection: duckdb.DuckDBPyConnection, table: str, column: str, pattern: str, *, lower: bool = False
) -> list[str]:
    text = f"lower({column})" if lower else column
    rows = connection.execute(
        f"SELECT DISTINCT unnest(regexp_extract_all({text}, {quote_text(pattern)})) FROM {table}"
        f" WHERE {column} IS NOT NULL"
    ).fetchall()
    return [str(one) for (one,) in rows]
