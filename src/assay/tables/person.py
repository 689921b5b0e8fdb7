"""A contact or lead on the buyer's side."""

from assay.tables.column import Column, Table

PERSON = Table(
    "person",
    "A contact or lead on the buyer's side.",
    (
        Column("kind", "text", "contact or lead", required=True, values=("contact", "lead")),
        Column("full_name", "text", "full name"),
        Column("email", "text", "lower case"),
        Column("phone", "text", "phone"),
        Column("title", "text", "as the source has it"),
        Column(
            "seniority",
            "text",
            "derived from the title",
            values=("individual", "manager", "director", "vp", "c_level", "unknown"),
        ),
        Column("department", "text", "department"),
        Column("account_id", "id", "the account", refers="account"),
        Column("do_not_contact", "yes_no", "do not contact"),
        Column("consent", "text", "consent"),
    ),
)
