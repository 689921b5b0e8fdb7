"""What becomes of the rows of each table when a person goes: as SQL, the same for the record and for what is imported.

Reads the temporary tables gone_person, gone_seller, own_activity, own_statement, own_utterance, near_activity and
near_deal (each of one column `id`), and the functions mask_far and mask_near.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import duckdb

from assay.sources.forgotten.hashed import Forgotten
from assay.sources.forgotten.masking import Mask
from assay.sources.forgotten.needles import Needles
from assay.store.quoting import quote_name
from assay.tables.column import Column, Table

_Relation = Callable[[str], str]

#: stands for a name or a text that is gone
ERASED = "[erased]"
_NAME = f"'{ERASED}'"
_IF_ANY = f"CASE WHEN {{0}} IS NULL THEN NULL ELSE {_NAME} END"
_NOTHING = "NULL"

_OF_PERSON = "person_id IN (SELECT id FROM gone_person)"
_LINKED = {"custom": _NOTHING, "source_url": _NOTHING}
_OF_STATEMENT = "statement_id IN (SELECT id FROM own_statement)"

#: table -> (rows that are the person's own, column -> what stands there afterwards)
OWN: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "person": (
        "id IN (SELECT id FROM gone_person)",
        {
            "full_name": _NAME,
            **dict.fromkeys(("email", "phone", "title", "department", "consent"), _NOTHING),
            "do_not_contact": "true",
            "source_id": "'erased ' || id",
            **_LINKED,
        },
    ),
    "seller": (
        "id IN (SELECT id FROM gone_seller)",
        {"name": _NAME, "email": _NOTHING, "role": _NOTHING, "source_id": "'erased ' || id", **_LINKED},
    ),
    "person_change": (
        _OF_PERSON,
        {
            "name": _NAME,
            **dict.fromkeys(("title", "old_title", "from_employer", "mandate"), _NOTHING),
            **_LINKED,
        },
    ),
    "activity": (
        "id IN (SELECT id FROM own_activity)",
        {**dict.fromkeys(("subject", "body", "attachments"), _IF_ANY), **_LINKED},
    ),
    "utterance": ("id IN (SELECT id FROM own_utterance)", {"text": _NAME, "speaker": _IF_ANY, **_LINKED}),
    "activity_person": (
        f"{_OF_PERSON} OR seller_id IN (SELECT id FROM gone_seller)",
        {"named_as": _IF_ANY, **_LINKED},
    ),
    "deal_person": (_OF_PERSON, {"role_stated": _NOTHING, **_LINKED}),
    "tie": (_OF_PERSON, {"basis": _NOTHING, **_LINKED}),
    "campaign_touch": (_OF_PERSON, _LINKED),
    "statement": (
        "id IN (SELECT id FROM own_statement)",
        {"text": "''", "speaker_id": _NOTHING, "is_deleted": "true", **_LINKED},
    ),
    "statement_code": (_OF_STATEMENT, {"span": _NOTHING, "is_deleted": "true", **_LINKED}),
    "requirement": (_OF_STATEMENT, {"what": "''", "is_deleted": "true", **_LINKED}),
    "buying_process": (_OF_STATEMENT, {"how": "''", "who_decides": _NOTHING, "is_deleted": "true", **_LINKED}),
}

#: table -> column by which a row is known to lie near the person, and the temporary table that says so
_NEAR = {"activity": ("id", "near_activity"), "deal": ("id", "near_deal")}
#: what never holds a person
_SAFE = frozenset({"source", "instance", "known_at_basis", "run_id", "signal", "fingerprint", "sha256", "kept_as"})


@dataclass(frozen=True)
class Swept:
    """How a table is written anew. rows: SQL to read it by.  changed: SQL of the rows that become others.

    columns: column -> its SQL.
    """

    rows: str
    changed: str
    columns: Mapping[str, str]

    @property
    def select(self) -> str:
        """What follows SELECT."""
        flags = "* EXCLUDE (is_own_row, is_near_row)"
        changed = ", ".join(f"{sql} AS {quote_name(name)}" for name, sql in self.columns.items())
        return f"{flags} REPLACE ({changed})" if changed else flags


def sweep_table(table: Table, needles: Needles, *, relation: str = "") -> Swept:
    """What becomes of a table: the person's own rows emptied, every other text masked.

    relation: what is read instead of the table of its name.
    """
    own, emptied = OWN.get(table.name, ("false", {}))
    near = find_near(table)
    columns: dict[str, str] = {}
    for column in table.columns:
        name = quote_name(column.name)
        sql = mask_cell(name, needles, "is_near_row" if near else "") if _may_tell(column) else name
        if column.name in emptied:
            sql = f"CASE WHEN is_own_row THEN {emptied[column.name].format(name)} ELSE {sql} END"
        if sql != name:
            columns[column.name] = sql
    if table.name == "rejected_row":
        columns |= _drop_row(columns)
    changed = " OR ".join(f"({sql}) IS DISTINCT FROM {quote_name(name)}" for name, sql in columns.items())
    flags = f"coalesce({own}, false) AS is_own_row, coalesce({near or 'false'}, false) AS is_near_row"
    rows = f"(SELECT *, {flags} FROM {relation or table.name})"
    return Swept(rows, changed or "false", columns)


def _drop_row(columns: Mapping[str, str]) -> dict[str, str]:
    """A rejected row that tells of the person goes whole: nothing says which of its cells are the person's."""
    hit = f"({columns['row_json']}) IS DISTINCT FROM row_json"
    return {"row_json": f"CASE WHEN {hit} THEN '{{}}' ELSE row_json END",
            "value": f"CASE WHEN {hit} THEN {_NAME} ELSE {columns['value']} END"}  # fmt: skip


def find_near(table: Table) -> str:
    """SQL of the rows that lie near the person; empty where none of a table can."""
    if table.name in _NEAR:
        column, of = _NEAR[table.name]
        return f"{column} IN (SELECT id FROM {of})"
    for column, of in (("activity_id", "near_activity"), ("deal_id", "near_deal")):
        if column in table.names:
            return f"{column} IN (SELECT id FROM {of})"
    return ""


def _may_tell(column: Column) -> bool:
    return column.type in ("text", "json") and not column.values and column.name not in _SAFE


def mask_cell(name: str, needles: Needles, near: str) -> str:
    """SQL of a cell without the person. near: SQL of what lies near; empty where nothing does."""
    close = f"WHEN {near} AND {needles.test(name, near=True)} THEN mask_near({name}) " if near else ""
    return f"CASE {close}WHEN {needles.test(name)} THEN mask_far({name}) ELSE {name} END"


def teach_masks(connection: duckdb.DuckDBPyConnection, mask: Mask) -> None:
    """Makes mask_far and mask_near known to the connection."""
    connection.create_function("mask_far", mask.mask, ["VARCHAR"], "VARCHAR")
    connection.create_function("mask_near", mask.mask_near, ["VARCHAR"], "VARCHAR")


def place_person(connection: duckdb.DuckDBPyConnection, one: Forgotten, relations: Mapping[str, str]) -> None:
    """Makes the temporary tables of a person. relations: table -> SQL to read instead of the table of that name."""
    for name, keys in (("gone_person", one.persons), ("gone_seller", one.sellers)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT unnest(?::BIGINT[]) AS id", [list(keys)])
    for name, query in _list_queries(lambda table: relations.get(table, table)):
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")


def _list_queries(of: _Relation) -> Iterator[tuple[str, str]]:
    took_part = f"{_OF_PERSON} OR seller_id IN (SELECT id FROM gone_seller)"
    yield "met", f"SELECT DISTINCT activity_id AS id FROM {of('activity_person')} WHERE {took_part}"
    yield (
        "own_activity",
        (
            f"SELECT DISTINCT p.activity_id AS id FROM {of('activity_person')} p JOIN {of('activity')} a"
            f" ON a.id = p.activity_id WHERE p.{_OF_PERSON} AND p.part = 'from'"
            " AND a.kind IN ('email', 'letter', 'chat')"
        ),
    )
    yield "own_utterance", f"SELECT id FROM {of('utterance')} WHERE {_OF_PERSON}"
    yield (
        "own_statement",
        (
            f"SELECT id FROM {of('statement')} WHERE speaker_id IN (SELECT id FROM gone_person)"
            # what a seller noted in the CRM is the company's; what was said in a debrief is the person's
            " OR (source = 'assay' AND speaker_id IN (SELECT id FROM gone_seller))"
            " OR (quoted_table = 'utterance' AND quoted_row IN (SELECT id FROM own_utterance))"
            " OR (quoted_table = 'activity' AND quoted_row IN (SELECT id FROM own_activity))"
        ),
    )
    yield (
        "near_deal",
        (
            f"SELECT deal_id AS id FROM {of('deal_person')} WHERE {_OF_PERSON}"
            f" UNION SELECT deal_id FROM {of('activity_deal')} WHERE activity_id IN (SELECT id FROM met)"
            f" UNION SELECT id FROM {of('deal')} WHERE owner_id IN (SELECT id FROM gone_seller)"
        ),
    )
    yield (
        "near_activity",
        (
            "SELECT id FROM met"
            f" UNION SELECT activity_id FROM {of('activity_deal')} WHERE deal_id IN (SELECT id FROM near_deal)"
            f" UNION SELECT id FROM {of('activity')} WHERE owner_id IN (SELECT id FROM gone_seller)"
        ),
    )
