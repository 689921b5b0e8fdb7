"""Which campaigns are steps of one programme: sources keep each step as a campaign of its own, below another one."""

import ibis
import ibis.expr.types as ir

from assay.runs.record_tables import standing_rows


# Each time the way up doubles: 8 steps, where Salesforce, the deepest of the sources, allows 4.
def read_programmes(doublings: int = 3) -> ir.Table:
    """campaign_id, programme_id (the topmost campaign above it, if only by its id) of each campaign that has one above.

    Campaigns that stand above each other in a circle are told something of the circle, and never run on.
    """
    campaign = standing_rows("campaign").filter(lambda row: row.parent_id.notnull())
    climbed = campaign.select(campaign_id=campaign.id, programme_id=campaign.parent_id)
    for _ in range(doublings):
        above = climbed.select(below_id=climbed.campaign_id, above_id=climbed.programme_id)
        joined = climbed.left_join(above, climbed.programme_id == above.below_id)
        climbed = joined.select("campaign_id", programme_id=ibis.coalesce(joined.above_id, joined.programme_id))
    return climbed
