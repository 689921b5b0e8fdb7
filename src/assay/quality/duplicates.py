"""People who stand in the record more than once."""

import duckdb

from assay.quality.remark import Remark, count_rows

#: Everybody with the three things by which two rows are taken to be one person. Too short a number is an extension.
_PEOPLE = r"""
known AS (
  SELECT id, lower(trim(email)) AS email, lower(trim(full_name)) AS name, account_id,
    CASE WHEN length(regexp_replace(phone, '[^0-9]', '', 'g')) >= 7
      THEN regexp_replace(phone, '[^0-9]', '', 'g') END AS phone
  FROM person WHERE NOT is_deleted),
same AS (
  SELECT 'e-mail address' AS by_what, email AS grp, NULL AS grp2, id FROM known WHERE email <> ''
  UNION ALL SELECT 'name and account', name, account_id::VARCHAR, id FROM known WHERE account_id IS NOT NULL
  UNION ALL SELECT 'name and telephone', name, phone, id FROM known WHERE phone IS NOT NULL),
twin AS (
  SELECT *, row_number() OVER (PARTITION BY by_what, grp, grp2 ORDER BY id) > 1 AS is_extra,
    count(*) OVER (PARTITION BY by_what, grp, grp2) > 1 AS is_twin
  FROM same WHERE grp IS NOT NULL)"""


def check_duplicates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Rows beyond the first of one person: the same address, or the same name at one account or with one telephone."""
    extra, of, deals = count_rows(
        connection,
        f"""WITH {_PEOPLE} SELECT count(DISTINCT id) FILTER (is_extra), (SELECT count(*) FROM known),
          (SELECT count(DISTINCT deal_id) FROM (
            SELECT deal_id FROM deal_presence WHERE person_id IN (SELECT id FROM twin WHERE is_twin)
            UNION ALL SELECT deal_id FROM deal_person
            WHERE person_id IN (SELECT id FROM twin WHERE is_twin) AND NOT is_deleted))
        FROM twin""",
    )
    lines = connection.execute(
        f"""WITH {_PEOPLE} SELECT by_what, count(*) FROM twin WHERE is_extra GROUP BY 1 ORDER BY 2 DESC, 1"""
    ).fetchall()
    names = connection.execute(
        f"""WITH {_PEOPLE} SELECT DISTINCT coalesce(p.full_name, p.email) FROM twin t JOIN person p ON p.id = t.id
        WHERE is_extra ORDER BY 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Probably the same person twice",
            extra,
            of,
            "buyers",
            deals,
            "Whoever stands twice counts as two engaged buyers, and is met under one name and unknown under the other.",
            "Merge them in the CRM; the next import follows.",
            lines=(
                *(f"same {by_what}: {n:,}" for by_what, n in lines),
                *([f"such as {', '.join(str(name) for (name,) in names)}"] if names else []),
            ),
        )
    ]
