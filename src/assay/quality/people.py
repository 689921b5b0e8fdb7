"""Who is known: roles, titles, duplicates, rows that point at nobody."""

import duckdb

from assay.quality.remark import Remark, count_rows


def check_roles(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals without a buying group, or with one in which nobody has a role."""
    no_one, no_role, of = count_rows(
        connection,
        """SELECT count(*) FILTER (r.deal_id IS NULL), count(*) FILTER (r.known = 0), count(*) FROM deal d
           LEFT JOIN (SELECT deal_id, count(*) FILTER (role <> 'unknown') AS known FROM deal_person WHERE NOT is_deleted
             GROUP BY 1) r ON r.deal_id = d.id WHERE NOT d.is_deleted""",
    )
    remarks = []
    if no_one:
        remarks.append(
            Remark(
                "No buyer attached",
                no_one,
                of,
                "deals",
                no_one,
                "Who was met, and whether a decision maker was, cannot be told.",
                "Export the people on deals (see below); in the CRM, attach contacts to deals.",
            )
        )
    if no_role:
        remarks.append(
            Remark(
                "Buyers attached, but nobody's role is known",
                no_role,
                of,
                "deals",
                no_role,
                "Decision makers are then told by title alone.",
                "Fill in the role of at least the main contact and the decision maker.",
            )
        )
    return remarks


def check_titles(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Buyers whose seniority cannot be told from their title."""
    unknown, of, deals = count_rows(
        connection,
        """SELECT count(*) FILTER (coalesce(seniority, 'unknown') = 'unknown'), count(*),
             (SELECT count(DISTINCT deal_id) FROM deal_presence WHERE rank = 0) FROM person WHERE NOT is_deleted""",
    )
    if not unknown:
        return []
    titles = connection.execute(
        """SELECT title, count(*) FROM person WHERE coalesce(seniority, 'unknown') = 'unknown' AND title IS NOT NULL
           AND NOT is_deleted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5"""
    ).fetchall()
    return [
        Remark(
            "Seniority unknown",
            unknown,
            of,
            "buyers",
            deals,
            "How senior the people met were cannot be told for their deals.",
            "Include the job title of contacts in the export, and fill in missing ones.",
            tuple(f"{title}: {n}" for title, n in titles),
        )
    ]


def check_duplicates(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """People who stand in the record more than once: the same address, or the same name at one account."""
    extra, of = count_rows(
        connection,
        """WITH p AS (SELECT id, lower(email) AS email, lower(full_name) AS full_name, account_id FROM person
             WHERE NOT is_deleted), twin AS (
             SELECT id FROM p WHERE email IS NOT NULL QUALIFY row_number() OVER (PARTITION BY email ORDER BY id) > 1
             UNION SELECT id FROM p WHERE full_name IS NOT NULL AND account_id IS NOT NULL
             QUALIFY row_number() OVER (PARTITION BY full_name, account_id ORDER BY id) > 1)
           SELECT (SELECT count(*) FROM twin), (SELECT count(*) FROM p)""",
    )
    if not extra:
        return []
    (deals,) = count_rows(
        connection,
        """SELECT count(DISTINCT deal_id) FROM deal_presence WHERE person_id IN (SELECT id FROM person
           WHERE email IN (SELECT email FROM person WHERE email IS NOT NULL GROUP BY 1 HAVING count(*) > 1))""",
    )
    return [
        Remark(
            "Probably the same person twice",
            extra,
            of,
            "buyers",
            deals,
            "Engaged buyers are counted too high where one person stands twice.",
            "Merge them in the CRM; the next import follows.",
        )
    ]


def check_dangling(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Activities that belong to no deal, and participants who are not in the record."""
    loose, of, deals = count_rows(
        connection,
        """SELECT count(*) FILTER (l.activity_id IS NULL), count(*), 0 FROM activity a
           LEFT JOIN (SELECT DISTINCT activity_id FROM activity_deal WHERE NOT is_deleted) l ON l.activity_id = a.id
           WHERE NOT a.is_deleted""",
    )
    nobody, parts, touched = count_rows(
        connection,
        """SELECT count(*) FILTER (p.side = 'unknown'), count(*),
             (SELECT count(DISTINCT deal_id) FROM deal_event WHERE unnamed > 0) FROM activity_person p""",
    )
    remarks = []
    if loose:
        remarks.append(
            Remark(
                "Belong to no deal",
                loose,
                of,
                "activities",
                deals,
                "They speak for no deal, so silence may be seen where there was none.",
                "Relate activities to deals in the CRM, or at least to a contact of one open deal.",
            )
        )
    if nobody:
        remarks.append(
            Remark(
                "Participants who are neither a known buyer nor one of us",
                nobody,
                parts,
                "participants",
                touched,
                "Whether a decision maker was there cannot be told.",
                "Export all contacts and users, with their e-mail addresses.",
            )
        )
    return remarks
