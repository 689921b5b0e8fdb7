"""When a link of an activity became known, where its source keeps no clock of its own for links."""

from assay.sources.landing.draft import Draft

TABLES = ("activity_person", "activity_deal", "utterance")


def assume_clocks(draft: Draft) -> None:
    """Rows that were dated by their file alone are assumed to be as old as their activity, and say so."""
    activity = draft.relation("activity")
    for table in TABLES:
        draft.connection.execute(f"""
            CREATE OR REPLACE TABLE clock_{table} AS
            SELECT t.id, a.known_at, 'assumed' AS known_at_basis FROM {draft.relation(table)} t
            JOIN {activity} a ON a.id = t.activity_id
            WHERE t.known_at_basis = 'file_date' AND a.known_at < t.known_at""")
        draft.patch(table, f"clock_{table}", ("known_at", "known_at_basis"))
