"""Who changed, and where: histories of people name the person alone, lists of changes the account and a name."""

from assay.sources.deriving.naming import FULL_NAME
from assay.sources.landing.draft import Draft


def place_changes(draft: Draft) -> None:
    """Give each change the person of that name at its account, and the account and name that its source row left out.

    A name that two people of the account bear names nobody.
    """
    changes, people = draft.relation("person_change"), draft.relation("person")
    is_same_name = f"{FULL_NAME.format('p.full_name')} = {FULL_NAME.format('c.name')}"
    draft.connection.execute(f"""
        CREATE OR REPLACE TABLE named_change AS
        SELECT c.id, min(p.id) AS person_id FROM {changes} c
        JOIN {people} p ON p.account_id = c.account_id AND {is_same_name}
        WHERE c.person_id IS NULL AND NOT c.is_deleted AND NOT p.is_deleted GROUP BY c.id HAVING count(*) = 1""")
    draft.patch("person_change", "named_change", ("person_id",))
    draft.connection.execute(f"""
        CREATE OR REPLACE TABLE placed_change AS
        SELECT c.id, coalesce(c.account_id, p.account_id) AS account_id, coalesce(c.name, p.full_name) AS name
        FROM {draft.relation("person_change")} c JOIN {people} p ON p.id = c.person_id
        WHERE (c.account_id IS NULL AND p.account_id IS NOT NULL) OR (c.name IS NULL AND p.full_name IS NOT NULL)""")
    draft.patch("person_change", "placed_change", ("account_id", "name"))
