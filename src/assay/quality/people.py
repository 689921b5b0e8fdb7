"""Who is known: people on deals, their roles and their titles."""

import duckdb

from assay.quality.remark import Remark, count_rows

_GROUP = """
SELECT deal_id, count(*) FILTER (role <> 'unknown') AS known FROM deal_person WHERE NOT is_deleted GROUP BY ALL"""

_NO_RANK = "coalesce(seniority, 'unknown') = 'unknown'"


def check_roles(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Deals without a buying group, or with one in which nobody has a role."""
    no_one, no_role, of, met = count_rows(
        connection,
        f"""SELECT count(*) FILTER (r.deal_id IS NULL), count(*) FILTER (r.known = 0), count(*),
          count(*) FILTER (r.deal_id IS NULL AND d.id IN (SELECT deal_id FROM deal_presence))
        FROM deal d LEFT JOIN ({_GROUP}) r ON r.deal_id = d.id WHERE NOT d.is_deleted""",
    )
    is_export = no_one * 2 >= of
    return [
        Remark(
            "No buyer attached",
            no_one,
            of,
            "deals",
            no_one,
            "Who decides is told by titles alone, and only of those who took part in an activity.",
            "Include the contacts of deals, with their roles, in the export."
            if is_export
            else "Attach the contacts to their deals in the CRM, the one who decides first.",
            "part" if is_export else "mend",
            (f"{met:,} of them name buyers in their activities all the same",) if met else (),
        ),
        Remark(
            "Buyers attached, but nobody's role is known",
            no_role,
            of - no_one,
            "deals with buyers",
            no_role,
            "Who decides is told by titles alone.",
            "Fill in the role of the main contact and of whoever decides.",
            "part" if no_role and no_role == of - no_one else "mend",
        ),
    ]


def check_titles(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """Buyers without a job title, and those whose title says nothing of their rank."""
    return [_check_missing(connection), _check_unread(connection)]


def _check_missing(connection: duckdb.DuckDBPyConnection) -> Remark:
    count, of = count_rows(
        connection,
        f"SELECT count(*) FILTER (title IS NULL AND {_NO_RANK}), count(*) FROM person WHERE NOT is_deleted",
    )
    return Remark(
        "No job title",
        count,
        of,
        "buyers",
        _count_met(connection, f"title IS NULL AND {_NO_RANK}"),
        "How senior the people met were cannot be told for their deals.",
        "Fill in the job titles of the buyers who took part in activities; all at once, by an export with titles."
        if count * 2 < of
        else "Include the job title of contacts in the export.",
        "part" if count * 2 >= of else "mend",
    )


def _check_unread(connection: duckdb.DuckDBPyConnection) -> Remark:
    condition = f"title IS NOT NULL AND {_NO_RANK}"
    count, of = count_rows(
        connection,
        f"SELECT count(*) FILTER ({condition}), count(*) FILTER (title IS NOT NULL) FROM person WHERE NOT is_deleted",
    )
    titles = connection.execute(
        f"SELECT title, count(*) FROM person WHERE {condition} AND NOT is_deleted GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 8"
    ).fetchall()
    rest = count - sum(n for _, n in titles)
    return Remark(
        "Job title that tells no rank",
        count,
        of,
        "buyers with a title",
        _count_met(connection, condition),
        "How senior they are is left unknown rather than guessed.",
        "Give them a role on the deal, which counts without a title; or write the title out in the CRM.",
        lines=(*(f'"{title}": {n:,}' for title, n in titles), *([f"others: {rest:,}"] if rest else [])),
    )


def _count_met(connection: duckdb.DuckDBPyConnection, condition: str) -> int:
    """Deals on which a buyer of this kind took part in something, or is attached."""
    people = f"SELECT id FROM person WHERE {condition} AND NOT is_deleted"
    (deals,) = count_rows(
        connection,
        f"""SELECT count(DISTINCT deal_id) FROM (
          SELECT deal_id FROM deal_presence WHERE person_id IN ({people}) AND rank = 0
          UNION ALL SELECT deal_id FROM deal_person WHERE person_id IN ({people}) AND NOT is_deleted)""",
    )
    return deals
