"""The buying group: a person's part in one deal."""

from assay.tables.column import Column, Table

DEAL_PERSON = Table(
    "deal_person",
    "The buying group: a person's part in one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("person_id", "id", "the person", required=True, refers="person"),
        Column(
            "role",
            "text",
            "role",
            required=True,
            values=(
                "decision_maker",
                "economic_buyer",
                "champion",
                "influencer",
                "evaluator",
                "blocker",
                "procurement",
                "legal",
                "user",
                "unknown",
            ),
        ),
        Column("role_stated", "text", "the role in the source's words"),
        Column("is_primary", "yes_no", "is primary"),
        Column("valid_from", "time", "valid from"),
        Column("valid_to", "time", "valid to"),
        Column(
            "basis",
            "text",
            "where the role was read",
            required=True,
            values=("crm_role", "association_label", "participant", "inferred"),
        ),
    ),
    sort=("deal_id", "id"),
)
