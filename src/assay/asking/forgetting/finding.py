"""Who is meant: people of the record found by a name or an address, and all that tells them from others."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import duckdb

from assay.domain.errors import InputError
from assay.sources.forgotten.hashed import Told, fold, fold_number, list_name_keys, split_name
from assay.sources.forgotten.masking import ADDRESS, ID, NUMBER
from assay.sources.forgotten.sweeping import ERASED
from assay.sources.keeping import read_kept
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES

#: how many are listed at most
SHOWN = 20
_PHONE = re.compile(r"phone|mobil|tel|fax|handy|cell", re.IGNORECASE)
_MAIL = re.compile(r"mail", re.IGNORECASE)
_ID = re.compile(rf"(?=[A-Za-z\-]*\d){ID}")
_LEAST_WORD = 3
#: a word that stands in lower case more often than this share is a word, and no name
_MOST_LOWER = 0.2


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be meant. side: person or seller.  where: company, or team of ours.  deals: they are on."""

    side: str
    id: int
    name: str
    address: str
    title: str
    where: str
    deals: int


@dataclass(frozen=True)
class Person:
    """One human: the rows of the record that are of this person, and how the person is called."""

    persons: tuple[int, ...]
    sellers: tuple[int, ...]
    told: Told

    @property
    def name(self) -> str:
        """The name to confirm by, else the address."""
        return min(self.told.names | self.told.addresses, key=lambda one: ("@" in one, -len(one), one), default="")


_SEARCH = f"""
SELECT 'person' AS side, p.id, coalesce(p.full_name, ''), coalesce(p.email, ''), coalesce(p.title, ''),
  coalesce(a.name, ''), (SELECT count(DISTINCT m.deal_id) FROM deal_person m WHERE m.person_id = p.id
  AND NOT m.is_deleted) AS deals
FROM person p LEFT JOIN account a ON a.id = p.account_id
WHERE coalesce(p.full_name, '') <> '{ERASED}' AND (contains(lower(p.full_name), $1) OR contains(lower(p.email), $1)
  OR p.source_id = $2 OR ($3 <> '' AND contains(regexp_replace(p.phone, '[^0-9]', '', 'g'), $3)))
UNION ALL SELECT 'seller', s.id, coalesce(s.name, ''), coalesce(s.email, ''), coalesce(s.role, ''),
  coalesce(s.team, ''), (SELECT count(*) FROM deal d WHERE d.owner_id = s.id AND NOT d.is_deleted)
FROM seller s
WHERE coalesce(s.name, '') <> '{ERASED}' AND (contains(lower(s.name), $1) OR contains(lower(s.email), $1)
  OR s.source_id = $2)
ORDER BY 7 DESC, 3, 4, 2 LIMIT {SHOWN}"""


def search_people(home: Home, text: str) -> list[Candidate]:
    """People on both sides whose name, address, id or telephone number holds the text; none for less than two letters.

    Those with more deals come first.
    """
    wanted = fold(text)
    if len(wanted) < 2:
        return []
    digits = re.sub(r"\D", "", text)
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        told = [wanted, text.strip(), digits if len(digits) >= 6 else ""]
        return [Candidate(*row) for row in connection.execute(_SEARCH, told).fetchall()]


_SAME = """
SELECT id, full_name, email, phone, source_id, custom, file_no, line FROM person WHERE id = $1
  OR email = (SELECT email FROM person WHERE id = $1 AND email <> '')
  OR EXISTS (SELECT 1 FROM person o WHERE o.id = $1 AND lower(o.full_name) = lower(person.full_name)
    AND o.account_id = person.account_id)"""
_SAME_SELLER = """
SELECT id, name, email, NULL, source_id, custom, file_no, line FROM seller WHERE id = $1
  OR same_as = $1 OR id = (SELECT same_as FROM seller WHERE id = $1)
  OR email = (SELECT email FROM seller WHERE id = $1 AND email <> '')"""


def gather_person(home: Home, side: str, number: int) -> Person:
    """All rows of the record that are of the person whom one row names, and all that tells the person from others.

    The same address, or the same name at the same company, is the same person. Raises InputError where there is none.
    """
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        rows = connection.execute(_SAME if side == "person" else _SAME_SELLER, [number]).fetchall()
        if not rows:
            raise InputError("There is no such person in the record.", fix="Look for the name once more.")
        told = _tell(home, connection, rows)
        keys = tuple(sorted(int(row[0]) for row in rows))
        person = Person(keys, (), told) if side == "person" else Person((), keys, told)
        return Person(person.persons, person.sellers, complete(connection, person))


def _tell(home: Home, connection: duckdb.DuckDBPyConnection, rows: Sequence[tuple[object, ...]]) -> Told:
    names, addresses, numbers, ids = set(), set(), set(), set()
    for _, name, email, phone, source_id, custom, file_no, line in rows:
        names.add(str(name or ""))
        addresses.add(str(email or ""))
        numbers.add(str(phone or ""))
        told = str(source_id or "")
        ids |= {told} if _ID.fullmatch(told) and fold(told) != fold(str(name or "")) else set()
        cells = [*_list_cells(custom), *_read_source(home, connection, file_no, line, told)]
        for heading, cell in cells:
            numbers |= set(NUMBER.findall(cell)) if _PHONE.search(heading) else set()
            addresses |= set(ADDRESS.findall(cell)) if _MAIL.search(heading) else set()
    return Told(
        names=frozenset(names - {"", ERASED}),
        addresses=frozenset(addresses - {""}),
        numbers=frozenset(filter(fold_number, numbers)),
        ids=frozenset(ids),
    )


def _list_cells(custom: object) -> Iterator[tuple[str, str]]:
    for heading, cell in json.loads(str(custom)).items() if custom else ():
        yield str(heading), str(cell)


def _read_source(
    home: Home, connection: duckdb.DuckDBPyConnection, file_no: object, line: object, source_id: str
) -> Iterable[tuple[str, str]]:
    """The cells of the person's own source row; a row that says something else and names the person tells nothing."""
    found = connection.execute("SELECT kept_as FROM import_file WHERE file_no = ?", [file_no]).fetchall()
    path = home.kept / str(found[0][0]) if found and found[0][0] else None
    if path is None or not path.exists() or not line:
        return ()
    try:
        cells = read_kept(path, int(str(line)))
    except InputError:
        return ()
    return [(name, cell) for name, cell in cells.items() if cell] if source_id in cells.values() else ()


def complete(connection: duckdb.DuckDBPyConnection, person: Person) -> Told:
    """What is told of a person, with the single words that tell the person, and whether the name is someone else's."""
    told = person.told
    words = {word for name in told.names for word in split_name(name) if len(word) >= _LEAST_WORD}
    lone = frozenset(word for word in words if _is_name(connection, word))
    keys = {key for name in told.names for key in list_name_keys(name)}
    shared = any(list_name_keys(other) & keys for other in _list_others(connection, person, told))
    return Told(told.names, told.addresses, told.numbers, told.ids, lone, shared)


def _is_name(connection: duckdb.DuckDBPyConnection, word: str) -> bool:
    """Whether a word is always or nearly always written as a name is."""
    # an address is written small, whatever it is made of
    pattern = f"(?:^|[^\\p{{L}}.@_-]){re.escape(word)}(?:$|[^\\p{{L}}.@_-])"
    counts = [0, 0]
    for table, column in (("activity", "body"), ("utterance", "text"), ("statement", "text")):
        told = connection.execute(
            f"SELECT coalesce(sum(len(regexp_extract_all({column}, ?))), 0),"
            f" coalesce(sum(len(regexp_extract_all(lower({column}), ?))), 0)"
            f" FROM {table} WHERE contains(lower({column}), ?)",
            [pattern, pattern, word],
        ).fetchall()
        counts = [counts[0] + int(told[0][0]), counts[1] + int(told[0][1])]
    return counts[0] <= _MOST_LOWER * counts[1]


def _list_others(connection: duckdb.DuckDBPyConnection, person: Person, told: Told) -> Iterator[str]:
    last = [split_name(name)[-1] for name in told.names if split_name(name)]
    for table, column, keys in (("person", "full_name", person.persons), ("seller", "name", person.sellers)):
        for word in last:
            rows = connection.execute(
                f"SELECT DISTINCT {column} FROM {table} WHERE contains(lower({column}), ?)"
                " AND NOT list_contains(?::BIGINT[], id)",
                [word, list(keys)],
            ).fetchall()
            yield from (str(name) for (name,) in rows)
