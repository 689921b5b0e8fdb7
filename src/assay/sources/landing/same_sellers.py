"""Sellers of a later source who are sellers of the record already: the same person, who goes on under the first id.

The e-mail address says so; where none is given, the full name, if it is that of one seller alone. The later row is kept
as deleted, with `same_as`, so that the next import finds it again; what refers to it refers to the first. Whoever stood
in the record as somebody of their own stays so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import duckdb

from assay.sources.deriving.naming import FULL_NAME
from assay.tables.column import Table

#: names of new sellers that are shown
SHOWN = 8
#: stands for the name of a person who was erased
_NOBODY = "[erased]"


@dataclass(frozen=True)
class Owners:
    """Sellers whom an import brings to a record that had some. new: how many are nobody of it; names: of the first."""

    by_address: int = 0
    by_name: int = 0
    new: int = 0
    names: Sequence[str] = ()

    def list_lines(self) -> list[str]:
        """What to say of them, one sentence each."""
        lines = []
        if matched := self.by_address + self.by_name:
            lines.append(
                f"{_count(matched)} of other sources in the record already: {self.by_address} by e-mail address, "
                f"{self.by_name} by name; what they own here is theirs"
            )
        if self.new:
            named = ", ".join(self.names) + (f" and {self.new - len(self.names)} more" if self.new > SHOWN else "")
            lines.append(
                f"{_count(self.new)} new ({named}): nobody signs in as them yet; "
                "an administrator links them under People"
            )
        return lines


def _count(owners: int) -> str:
    return "1 owner is" if owners == 1 else f"{owners} owners are"


def join_sellers(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> Owners | None:
    """Find the staged sellers whom the record has from another source, and let what was staged refer to those.

    None where the record had no seller, or no other comes.
    """
    connection.execute(f"CREATE OR REPLACE TABLE same_seller AS {_SAME}")
    owners = _count_owners(connection)
    if connection.execute("SELECT 1 FROM same_seller LIMIT 1").fetchall():
        connection.execute(
            "UPDATE land_seller SET is_deleted = true, same_as = s.same_as FROM same_seller s"
            " WHERE s.id = land_seller.id"
        )
        for table in tables.values():
            for column in table.columns if table.common else ():
                if column.refers == "seller" and column.name != "same_as":
                    connection.execute(
                        f"UPDATE land_{table.name} SET {column.name} = s.same_as FROM same_seller s"
                        f" WHERE s.id = land_{table.name}.{column.name}"
                    )
    return owners


def _count_owners(connection: duckdb.DuckDBPyConnection) -> Owners | None:
    if not connection.execute("SELECT 1 FROM seller WHERE NOT is_deleted LIMIT 1").fetchall():
        return None
    ((by_address, by_name),) = connection.execute(
        "SELECT count(*) FILTER (how = 'address'), count(*) FILTER (how = 'name') FROM same_seller"
    ).fetchall()
    new = connection.execute(
        "SELECT coalesce(any_value(name), any_value(email), any_value(source_id)) AS called FROM land_seller"
        " WHERE NOT coalesce(is_deleted, false) AND id NOT IN (SELECT id FROM seller)"
        " AND id NOT IN (SELECT id FROM same_seller) GROUP BY id ORDER BY lower(called), called"
    ).fetchall()
    if not (by_address or by_name or new):
        return None
    return Owners(int(by_address), int(by_name), len(new), [str(name) for (name,) in new[:SHOWN]])


def _person_sql(table: str, where: str) -> str:
    """id, source, instance, address and full name of each seller of a table; a name may be an address itself."""
    return f"""
    SELECT id, min(source) AS source, min(instance) AS instance,
      coalesce(max(lower(trim(email))), max(CASE WHEN name LIKE '%_@_%' THEN lower(trim(name)) END)) AS address,
      max(CASE WHEN name NOT LIKE '%@%' THEN {FULL_NAME.format("name")} END) AS name
    FROM {table} WHERE NOT coalesce(is_deleted, false) AND coalesce(name, '') <> '{_NOBODY}' AND {where} GROUP BY id"""


#: (id, same_as, how): how is address or name; before, where an earlier import said so
_SAME = f"""
WITH fresh AS ({_person_sql("land_seller", "id NOT IN (SELECT id FROM seller)")}),
standing AS ({_person_sql("seller", "same_as IS NULL")}),
by_address AS (
  SELECT f.id, min(s.id) AS same_as FROM fresh f JOIN standing s USING (address)
  WHERE (f.source, f.instance) <> (s.source, s.instance) GROUP BY f.id HAVING count(*) = 1),
alone AS (SELECT name FROM standing WHERE name IS NOT NULL GROUP BY name HAVING count(*) = 1),
alone_here AS (SELECT source, instance, name FROM fresh GROUP BY ALL HAVING count(*) = 1),
by_name AS (
  SELECT f.id, s.id AS same_as FROM fresh f JOIN standing s USING (name)
  SEMI JOIN alone USING (name) SEMI JOIN alone_here h
    ON h.source = f.source AND h.instance = f.instance AND h.name = f.name
  WHERE f.address IS NULL AND (f.source, f.instance) <> (s.source, s.instance))
SELECT id, same_as, 'address' AS how FROM by_address
UNION ALL SELECT id, same_as, 'name' FROM by_name
UNION ALL SELECT id, same_as, 'before' FROM seller WHERE same_as IS NOT NULL"""
