"""Which messages a machine wrote, where their source does not say it: by what they say of themselves."""

from assay.sources.landing.draft import Draft
from assay.sources.wording.automatic import is_automatic


def mark_automatic(draft: Draft) -> None:
    """Mark messages that are automatic replies or returned mail. What a source says of one stays."""
    draft.connection.execute(
        f"""CREATE OR REPLACE TABLE automatic_patch AS
        SELECT id, true AS is_automated FROM {draft.relation("activity")}
        WHERE is_automated IS NULL AND kind IN ('email', 'chat') AND direction <> 'internal'
          AND ({is_automatic("subject", "body")})"""
    )
    draft.patch("activity", "automatic_patch", ("is_automated",))
