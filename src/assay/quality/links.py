"""Rows that hang in the air: activities of no deal, participants without a name, keys that point at nothing."""

import duckdb

from assay.quality.remark import Remark, count_rows
from assay.quality.wording import write_count

_LOOSE = """
SELECT a.id FROM activity a WHERE NOT a.is_deleted
  AND a.id NOT IN (SELECT activity_id FROM activity_deal WHERE NOT is_deleted AND activity_id IS NOT NULL)"""

#: table, its key, the table that it points to, and what to say of rows whose other end is missing
_KEYS = (
    ("deal", "account_id", "account", "deal", "whose account no file holds: export the accounts"),
    ("deal", "owner_id", "seller", "deal", "whose owner no file holds: export the users"),
    ("deal_person", "deal_id", "deal", "role", "on deals that no file holds: export all deals"),
    ("deal_person", "person_id", "person", "role", "of people whom no file holds: export all contacts"),
    ("activity_deal", "deal_id", "deal", "activity link", "to deals that no file holds: export all deals"),
    (
        "activity_deal",
        "activity_id",
        "activity",
        "activity link",
        "of activities that no file holds: export all of them",
    ),
    (
        "activity_person",
        "activity_id",
        "activity",
        "participant",
        "of activities that no file holds: export all of them",
    ),
    ("activity_person", "person_id", "person", "participant", "whom no file holds: export all contacts"),
    ("stage_history", "deal_id", "deal", "change", "of deals that no file holds: export all deals"),
)


def check_loose_activities(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities that belong to no deal, not even by their people."""
    loose, of, deals = count_rows(
        connection,
        f"""WITH loose AS ({_LOOSE}), people AS (
          SELECT DISTINCT p.person_id FROM activity_person p JOIN loose ON loose.id = p.activity_id
          WHERE p.person_id IS NOT NULL AND NOT p.is_deleted)
        SELECT (SELECT count(*) FROM loose), (SELECT count(*) FROM activity WHERE NOT is_deleted),
          (SELECT count(DISTINCT d.id) FROM deal d WHERE NOT d.is_deleted AND (
            d.account_id IN (SELECT account_id FROM person SEMI JOIN people ON people.person_id = person.id)
            OR d.id IN (SELECT deal_id FROM deal_person SEMI JOIN people USING (person_id) WHERE NOT is_deleted)))""",
    )
    return [
        Remark(
            "Belongs to no deal",
            loose,
            of,
            "activities",
            deals,
            "They speak for no deal: none of the person's deals was open at the time, or several were. A deal may look"
            " silent that was not. The deals counted here are those of the same people and accounts.",
            "Relate activities to deals in the CRM, or export the links between them where it holds them.",
            "part" if loose * 2 > of else "mend",
        )
    ]


def check_unnamed(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Participants who cannot be told to be a buyer or one of us."""
    nobody, of, deals = count_rows(
        connection,
        """SELECT count(*) FILTER (side = 'unknown'), count(*),
          (SELECT count(DISTINCT deal_id) FROM deal_event WHERE unnamed > 0)
        FROM activity_person WHERE NOT is_deleted""",
    )
    names = connection.execute(
        """SELECT named_as, count(*) FROM activity_person WHERE side = 'unknown' AND named_as IS NOT NULL
        AND NOT is_deleted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Participant who is neither a known buyer nor one of us",
            nobody,
            of,
            "participants",
            deals,
            "Whether a decision maker was there cannot be told.",
            "Add them to the CRM as contacts with their e-mail address, or export all contacts and users.",
            lines=tuple(f"{name}: {n:,} times" for name, n in names),
        )
    ]


def check_keys(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Rows that point at a deal, a person, an activity, an account or a seller that the record does not hold."""
    count = of = 0
    deals: set[int] = set()
    lines = []
    for table, key, other, noun, what in _KEYS:
        missing = f"{key} NOT IN (SELECT id FROM {other})"
        rows, all_rows = count_rows(
            connection,
            f"SELECT count(*) FILTER ({missing}), count(*) FROM {table} WHERE NOT is_deleted AND {key} IS NOT NULL",
        )
        count, of = count + rows, of + all_rows
        if rows:
            lines.append(f"{write_count(rows, noun)} {what}")
            deals |= _find_deals(connection, table, missing)
    return [
        Remark(
            "Points at something that no file holds",
            count,
            of,
            "references",
            len(deals),
            "What hangs on them cannot be read: roles, people, links and changes are lost to every signal.",
            "Export the tables in full, not one view or one period of them.",
            "export",
            tuple(lines),
        )
    ]


def _find_deals(connection: duckdb.DuckDBPyConnection, table: str, missing: str) -> set[int]:
    """The deals of the record whose rows of a table miss the other end."""
    rows = f"SELECT * FROM {table} WHERE {missing} AND NOT is_deleted"
    deals = {
        "deal": f"SELECT id FROM ({rows})",
        "activity_person": f"SELECT l.deal_id FROM ({rows}) r JOIN activity_deal l ON l.activity_id = r.activity_id",
    }.get(table, f"SELECT deal_id FROM ({rows})")
    found = connection.execute(f"SELECT id FROM deal WHERE NOT is_deleted AND id IN ({deals})").fetchall()
    return {int(number) for (number,) in found}
