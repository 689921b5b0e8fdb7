"""Where somebody changed: histories of people name the person alone, whose account and name stand with the person."""

from assay.sources.landing.draft import Draft


def place_changes(draft: Draft) -> None:
    """Give each change of a known person the account and the name that its source row left out."""
    draft.connection.execute(f"""
        CREATE OR REPLACE TABLE placed_change AS
        SELECT c.id, coalesce(c.account_id, p.account_id) AS account_id, coalesce(c.name, p.full_name) AS name
        FROM {draft.relation("person_change")} c JOIN {draft.relation("person")} p ON p.id = c.person_id
        WHERE (c.account_id IS NULL AND p.account_id IS NOT NULL) OR (c.name IS NULL AND p.full_name IS NOT NULL)""")
    draft.patch("person_change", "placed_change", ("account_id", "name"))
