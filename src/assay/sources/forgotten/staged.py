"""An import without the people who were erased: their own rows are refused, and masked in all others.

It happens between the mapping and the landing, before anything of a file is kept.
"""

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from assay.sources.forgotten.hashed import Forgotten, Kept, add_keys, read_kept
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles, Words, find_needles, gather_words
from assay.sources.forgotten.sweeping import ERASED, find_near, mask_cell, place_person, sweep_table, teach_masks
from assay.sources.raw import RawTable
from assay.sources.staging import staging_columns
from assay.store.home import Home
from assay.store.quoting import quote_name, quote_text
from assay.tables import CANONICAL

#: what a row of a file of people makes besides the person
_OF_PEOPLE = frozenset({"person", "seller", "deal_person", "tie", "person_change", "campaign_touch", "source_field"})
_MESSAGE = "This row is of a person who was erased."
_FIX = "Leave the person out of the export; nothing of the row is kept."

#: what a connection is taught
_FUNCTIONS = ("mask_far", "mask_near", "is_theirs")

#: what the person wrote or said, by source row
_OWN_TEXTS = """
CREATE OR REPLACE TEMP TABLE own_text AS
SELECT row, trim(unnest([subject, body, attachments])) AS text FROM land_activity
  WHERE id IN (SELECT id FROM own_activity)
UNION ALL SELECT row, trim(text) FROM land_utterance WHERE id IN (SELECT id FROM own_utterance)
UNION ALL SELECT row, trim(text) FROM land_statement WHERE id IN (SELECT id FROM own_statement)"""


def forget_staged(home: Home, connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable]) -> None:
    """Takes everybody who was erased out of the staging tables, the raw tables and the rejected rows.

    The record is attached to the connection. Raises InputError where the list of the erased cannot be read.
    """
    kept = read_kept(home)
    if kept is None:
        return
    # masking takes words away and adds none, so that those of the beginning hold for everybody
    words = _gather_words(connection, raws)
    for one in kept.people:
        _forget(home, connection, raws, words, replace(kept, people=(one,)))
        for function in _FUNCTIONS:
            connection.remove_function(function)


def _gather_words(connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable]) -> Words:
    cells = [(quote_name(raw.table), f"c{number}") for raw in raws for number in range(len(raw.headings))]
    landed = [(f"land_{t.name}", quote_name(c)) for t in CANONICAL for c, k in staging_columns(t).items()
              if k == "VARCHAR" and _has_rows(connection, f"land_{t.name}")]  # fmt: skip
    return gather_words(connection, [*cells, *landed])


def _forget(
    home: Home, connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], words: Words, kept: Kept
) -> None:
    """Takes the one person of the list out."""
    mask = Mask(kept)
    needles = find_needles(words, mask)
    _teach(connection, mask)
    one = _find_again(home, connection, kept.people[0])
    if one.persons or one.sellers or needles.texts or needles.numbers:
        if _is_borne_by_others(connection, one):
            one = replace(one, is_shared=True)
        _teach(connection, Mask(replace(kept, people=(one,))))
        _link_by_name(connection, one)
        place_person(connection, one, _read_both(connection))
        rows = _refuse_own(connection, raws)
        connection.execute(_OWN_TEXTS)
        _sweep_landed(connection, needles)
        _sweep_raw(connection, raws, needles, refused=rows)


def _teach(connection: duckdb.DuckDBPyConnection, mask: Mask) -> None:
    def is_theirs(text: str) -> bool:
        return mask.knows_address(text) or mask.knows_number(text)

    for function in _FUNCTIONS:
        if connection.execute("SELECT 1 FROM duckdb_functions() WHERE function_name = ?", [function]).fetchall():
            connection.remove_function(function)
    teach_masks(connection, mask)
    connection.create_function("is_theirs", is_theirs, ["VARCHAR"], "BOOLEAN")


def _has_rows(connection: duckdb.DuckDBPyConnection, table: str) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchall())


def _find_again(home: Home, connection: duckdb.DuckDBPyConnection, one: Forgotten) -> Forgotten:
    """The person with the keys of rows that come under another id and the same address or number."""
    found = {}
    for name, columns in (("person", ("email", "phone")), ("seller", ("email",))):
        theirs = " OR ".join(f"is_theirs({c})" for c in columns)
        rows = connection.execute(f"SELECT DISTINCT id FROM land_{name} WHERE {theirs}").fetchall()
        found[name] = {int(key) for (key,) in rows}
    # the same name at the same company is the same person
    near = "account_id IN (SELECT account_id FROM person WHERE list_contains(?::BIGINT[], id))"
    rows = connection.execute(
        f"SELECT DISTINCT id FROM land_person WHERE full_name IS NOT NULL AND mask_near(full_name) <> full_name"
        f" AND regexp_full_match(mask_near(full_name), '[█\\s.]+') AND {near}",
        [list(one.persons)],
    ).fetchall()
    found["person"] |= {int(key) for (key,) in rows}
    again = replace(
        one,
        persons=tuple(sorted({*one.persons, *found["person"]})),
        sellers=tuple(sorted({*one.sellers, *found["seller"]})),
    )
    if again != one:
        add_keys(home, one, again)
    return again


def _is_borne_by_others(connection: duckdb.DuckDBPyConnection, one: Forgotten) -> bool:
    """Whether somebody else in the files has the same name, who is not to vanish with the person."""
    if one.is_shared:
        return True
    mine = {"person": list(one.persons), "seller": list(one.sellers)}
    for name, column in (("person", "full_name"), ("seller", "name")):
        hit = f"mask_near({column}) <> {column}"
        query = f"SELECT 1 FROM land_{name} WHERE primary_row AND {hit} AND NOT list_contains(?::BIGINT[], id) LIMIT 1"
        if connection.execute(query, [mine[name]]).fetchall():
            return True
    return False


def _link_by_name(connection: duckdb.DuckDBPyConnection, one: Forgotten) -> None:
    """What a source tells by address alone is tied to the key now: afterwards nobody could tell who it was."""
    for name, key in (("person_id", one.persons), ("seller_id", one.sellers)):
        if not key:
            continue
        free = "person_id IS NULL AND seller_id IS NULL"
        connection.execute(f"UPDATE land_activity_person SET {name} = {key[0]} WHERE {free} AND is_theirs(named_as)")
        connection.execute(f"UPDATE land_utterance SET {name} = {key[0]} WHERE {free} AND mask_far(speaker) <> speaker")
        break


def _read_both(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """The tables as they stand, with the rows that come."""
    columns = {
        "activity_person": "activity_id, person_id, seller_id, part",
        "activity": "id, kind, owner_id",
        "utterance": "id, person_id",
        "statement": "id, source, speaker_id, quoted_table, quoted_row",
        "deal_person": "deal_id, person_id",
        "activity_deal": "activity_id, deal_id",
        "deal": "id, owner_id",
    }
    return {
        name: f"(SELECT {told} FROM {name} UNION ALL SELECT {told} FROM land_{name})" for name, told in columns.items()
    }


def _refuse_own(connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable]) -> str:
    """Takes out rows that are of the person alone; the name of the table of their numbers (`row`)."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE refused_row AS"
        " SELECT row FROM land_person WHERE primary_row AND id IN (SELECT id FROM gone_person)"
        " UNION SELECT row FROM land_seller WHERE primary_row AND id IN (SELECT id FROM gone_seller)"
    )
    for table in CANONICAL:
        if table.name not in _OF_PEOPLE:
            connection.execute(
                f"DELETE FROM refused_row WHERE row IN (SELECT row FROM land_{table.name} WHERE primary_row)"
            )
    for name, gone in (("person", "gone_person"), ("seller", "gone_seller")):
        connection.execute(f"DELETE FROM land_{name} WHERE id IN (SELECT id FROM {gone})")
    for table in CANONICAL:
        connection.execute(f"DELETE FROM land_{table.name} WHERE row IN (SELECT row FROM refused_row)")
    for raw in raws:
        connection.execute(
            f"INSERT INTO reject SELECT r.row, ?, r.line, '', {quote_text(ERASED)}, ?, ?, '{{}}'"
            f" FROM {quote_name(raw.table)} r WHERE r.row IN (SELECT row FROM refused_row)",
            [raw.name, _MESSAGE, _FIX],
        )
    return "refused_row"


def _sweep_landed(connection: duckdb.DuckDBPyConnection, needles: Needles) -> None:
    """Masks the staging tables; `near_row` gets the numbers of source rows that lie near the person."""
    connection.execute("CREATE OR REPLACE TEMP TABLE near_row AS SELECT row FROM land_activity WHERE false")
    for table in CANONICAL:
        name = f"land_{table.name}"
        if not _has_rows(connection, name):
            continue
        if near := find_near(table):
            connection.execute(f"INSERT INTO near_row SELECT DISTINCT row FROM {name} WHERE {near}")
        swept = sweep_table(table, needles, relation=name)
        if connection.execute(f"SELECT 1 FROM {swept.rows} WHERE {swept.changed} LIMIT 1").fetchall():
            connection.execute(f"CREATE TABLE masked AS SELECT {swept.select} FROM {swept.rows}")
            connection.execute(f"DROP TABLE {name}")
            connection.execute(f"ALTER TABLE masked RENAME TO {name}")
    connection.execute(f"UPDATE land_name SET name = mask_far(name) WHERE {needles.test('name')}")
    hit = f"{needles.test('row_json')} AND mask_near(row_json) <> row_json"
    connection.execute(f"UPDATE reject SET row_json = '{{}}', value = {quote_text(ERASED)} WHERE {hit}")


def _sweep_raw(
    connection: duckdb.DuckDBPyConnection, raws: Sequence[RawTable], needles: Needles, *, refused: str
) -> None:
    for raw in raws:
        table = quote_name(raw.table)
        parts = []
        for number in range(len(raw.headings)):
            name = f"c{number}"
            said = f"(row, trim({name})) IN (SELECT (row, text) FROM own_text)"
            parts.append(
                f"CASE WHEN row IN (SELECT row FROM {refused}) THEN NULL WHEN {said} THEN {quote_text(ERASED)}"
                f" ELSE {mask_cell(name, needles, 'row IN (SELECT row FROM near_row)')} END AS {name}"
            )
        if not parts:
            continue
        kind = connection.execute("SELECT table_type FROM information_schema.tables WHERE table_name = ?", [raw.table])
        ((found,),) = kind.fetchall()
        connection.execute(f"CREATE TABLE raw_masked AS SELECT * REPLACE ({', '.join(parts)}) FROM {table}")
        connection.execute(f"DROP {'VIEW' if found == 'VIEW' else 'TABLE'} {table}")
        connection.execute(f"ALTER TABLE raw_masked RENAME TO {table}")
