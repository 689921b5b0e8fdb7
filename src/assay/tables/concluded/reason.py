"""The reasons of each deal, and what speaks for and against each."""

from assay.tables.column import Column, must
from assay.tables.computed import computed

#: of an ended deal what was at work by its end; of an open one what is at work now
VIEWS = ("open", "look_back")

REASON = computed(
    "reason",
    "The drivers that may have had a part in each deal, with their probability; of open and won ones what is at work.",
    must("deal_id", "id", "the deal"),
    must("view", "text", "open or look_back, as in moment", VIEWS),
    must("driver", "text", "code of the taxonomy"),
    must("p_active", "number", "probability that it was there by the deal's moment, 0 to 0.99"),
    must(
        "p",
        "number",
        "that it had a material part, 0 to 1: p_active, its effect, what was stated; of open deals p_active",
    ),
    must("p_low", "number", "95 % interval of p"),
    must("p_high", "number", "95 % interval of p"),
    must("strength", "number", "1 - exp(-b): how much of the risk of losing goes with it where it is there"),
    must("p_record", "number", "p by the record alone, before anybody was asked"),
    must("p_main", "number", "probability that it was the main one, of an open deal by the record alone, 0 to 1"),
    must("whose", "text", "who could have acted on it", ("ours", "theirs", "circumstance")),
    must("rank", "whole", "1 for the one with the greatest p_main among those with a row"),
    must("stated_by_rep", "yes_no", "the rep named it"),
    must("stated_by_buyer", "yes_no", "the buyer named it"),
    must("for_rows", "whole", "rows of reason_ground that speak for it"),
    must("against_rows", "whole", "rows of reason_ground that speak against it"),
    Column("since", "time", "the day by which it was likelier there than not; empty where it never was"),
    sort=("deal_id", "rank"),
)

REASON_GROUND = computed(
    "reason_ground",
    "The very rows that speak for or against a driver in a deal, each with how far it moved the odds.",
    must("deal_id", "id", "the deal"),
    must("driver", "text", "code of the taxonomy"),
    must("kind", "text", "finding, mention or statement", ("finding", "mention", "statement")),
    must("way", "text", "for or against", ("for", "against")),
    must("table_name", "text", "table of the row: finding, answer, activity, utterance, deal or statement"),
    must("row_id", "id", "that row; of a finding its finding_id, of a clear answer the deal"),
    Column("signal", "text", "of a finding or of a clear answer, its signal"),
    Column("side", "text", "whose words they are: rep, buyer, peer, ..."),
    Column("occurred_at", "time", "when it happened or was said"),
    Column("weight", "number", "log of the factor by which it moved the odds; empty where it only agrees"),
    sort=("deal_id", "driver", "occurred_at"),
)

VERDICT = computed(
    "verdict",
    "What may be said of why each lost deal was lost, and of what each open one may be lost for; or that it cannot.",
    must("deal_id", "id", "the deal: lost, ended without a decision, or open"),
    must("view", "text", "open or look_back, as in moment", VIEWS),
    must(
        "standing",
        "text",
        "told: a reason stands out; cannot_tell: none does; too_little: nothing is on record that speaks of any",
        ("told", "cannot_tell", "too_little"),
    ),
    Column("main", "text", "of the reasons that stand out the one with the greatest p times strength; empty: none"),
    Column("main_p", "number", "its p"),
    must("reasons", "whole", "drivers with p of .5 and more"),
    must("rep_names", "json", "the drivers that the rep named"),
    must("buyer_names", "json", "the drivers that the buyer named when asked, or wrote after the end"),
    must("record_names", "json", "the drivers with p_record of .5 and more"),
    must("audit_names", "json", "the drivers that audits of it found material"),
    must("main_unaudited", "text", "the driver likeliest the main one by all that no audit told, however unlikely"),
    must("audited", "yes_no", "an audit of it is on record"),
    must(
        "truth_gap",
        "text",
        "all: the rep named every driver that the audit found, and no other; none: none of them; else part; not_asked: "
        "the rep named none",
        ("all", "part", "none", "not_asked", "not_audited"),
    ),
    sort=("deal_id",),
)

DRIVER_EFFECT = computed(
    "driver_effect",
    "What goes with each driver across deals: how much more often deals in which it is at work are lost.",
    must("driver", "text", "code of the taxonomy"),
    must("deals", "whole", "ended deals in which it was likelier at work than not"),
    must("n", "whole", "ended deals that were followed week by week"),
    Column("effect", "number", "log hazard ratio of losing, per week in which it is at work"),
    Column("error", "number", "its standard error, clustered by deal"),
    Column("ratio", "number", "exp(effect)"),
    Column("ratio_low", "number", "95 % interval"),
    Column("ratio_high", "number", "95 % interval"),
    must("p_real", "number", "probability that the effect is more than trifling"),
    must("verdict", "text", "associated, not_associated or not_enough", ("associated", "not_associated", "not_enough")),
    sort=("driver",),
)
