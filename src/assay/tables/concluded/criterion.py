"""Criteria: rules that tell deals worth pursuing from those not, what they rest on, and their test on later deals."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: in a train case a rule was learnt, on a test case it was tried; between lies what had not ended when learning stopped
PERIODS = ("train", "between", "test", "young", "open")

#: held: on later deals too.  hindsight: it did, but rests on a field of which nobody knows what stood in it at intake
VERDICTS = ("held", "hindsight", "not_held", "not_enough")

CRITERION = computed(
    "criterion",
    "Rules that tell deals worth pursuing from those not: learnt on earlier deals, tried on later ones.",
    must("rule", "text", "key of its conditions"),
    must("place", "whole", "1 for the one that was told best on earlier deals"),
    must("direction", "text", "what it speaks for", ("pursue", "decline")),
    must("says", "text", "the rule in words"),
    must("conditions", "json", 'all of which must hold: [{"fact": ..., "is": "equals", "value": ...}]'),
    must("age_days", "whole", "age by which its facts are known; 0: when the deal is opened"),
    must("basis", "text", "then: facts as they stood; now: a field without history plays a part", ("then", "now")),
    must("trained_n", "whole", "earlier deals that it was learnt on"),
    must("trained_met", "whole", "of these, those that meet it"),
    Column("trained_lift", "number", "win rate of earlier deals that meet it over that of the others"),
    must("tested_n", "whole", "later deals that it was tried on; those of which a fact is unknown are left out"),
    must("tested_met", "whole", "of these, those that meet it"),
    must("tested_unknown", "whole", "later deals of which a fact is unknown"),
    Column("rate_met", "number", "win rate of later deals that meet it"),
    Column("rate_met_low", "number", "95 % interval"),
    Column("rate_met_high", "number", "95 % interval"),
    Column("rate_rest", "number", "win rate of the later deals that do not"),
    Column("rate_rest_low", "number", "95 % interval"),
    Column("rate_rest_high", "number", "95 % interval"),
    *ratio("lift", "the first of these rates over the second"),
    Column("p", "number", "two-sided, on later deals"),
    Column("q", "number", "p adjusted for all rules that were tried on later deals (Benjamini and Hochberg 1995)"),
    must("tried", "whole", "rules that were tried on later deals"),
    must("looked_at", "whole", "conditions and pairs of them that were looked at on earlier deals"),
    must("verdict", "text", "held, hindsight, not_held or not_enough", VERDICTS),
    Column("more_needed", "whole", "with about so many more later deals a rule like it could be told; empty: settled"),
    Column("trained_until", "time", "the deals that it was learnt on had ended, and that was known, before this"),
    Column("tested_until", "time", "the deals that it was tried on were opened from then until before this"),
    sort=("place",),
)

CRITERION_BACKTEST = computed(
    "criterion_backtest",
    "What would have come of following the rules on the later deals, by time: the past, not a promise.",
    must("rule", "text", "key of a rule to decline; all: every rule that held together"),
    must("measure", "text", "declined, losses_avoided, wins_forgone, and of value and hours"),
    must("amount", "number", "deals, money of the home currency, or hours"),
    must("total", "number", "of all that there was of it among the later deals"),
    must("n", "whole", "deals behind the total"),
    *ratio("share", "the first over the second"),
    sort=("rule", "measure"),
)

CRITERION_FIT = computed(
    "criterion_fit",
    "Which rules each open deal, and each account without a deal, meets.",
    must("rule", "text", "key of the rule"),
    must("direction", "text", "what it speaks for", ("pursue", "decline")),
    Column("deal_id", "id", "the open deal; empty for an account"),
    Column("account_id", "id", "the account without a deal; empty for a deal"),
    must("meets", "text", "yes, no or unknown", ("yes", "no", "unknown")),
    must("unknown_facts", "json", "facts of the rule that are not known of it"),
    sort=("deal_id", "account_id", "rule"),
)

CRITERION_FIELD = computed(
    "criterion_field",
    "The facts that rules may speak of.",
    must("fact", "text", "its name in conditions; of a signal that of the signal"),
    must("label", "text", "what it is called"),
    must("kind", "text", "word, number, yes_no or signal", ("word", "number", "yes_no", "signal")),
    must("age_days", "whole", "age of the deal by which it is known; 0: when it is opened"),
    must("of_account", "yes_no", "it is known of an account without a deal too"),
    must("basis", "text", "then: as it stood; now: kept without history, so as it stands", ("then", "now")),
    must("known_share", "number", "share of the deals of which it is known"),
    Column(
        "better", "text", "more or less, where sense says which way it can speak for a deal", values=("more", "less")
    ),
    Column(
        "shut_out",
        "text",
        "why no rule may be learnt from it; empty where one may",
        values=("tells_outcome", "filled_late"),
    ),
    sort=("fact",),
)

CRITERION_FACT = computed(
    "criterion_fact",
    "What is known of each deal at intake or early, and of each account without a deal; no row where it is unknown.",
    must("fact", "text", "as in criterion_field; signals stand in landmark and answer"),
    Column("deal_id", "id", "the deal"),
    Column("account_id", "id", "the account, where it has no deal"),
    Column("text", "text", "the word, or yes and no"),
    Column("number", "number", "the number"),
    sort=("fact", "deal_id", "account_id"),
)

CRITERION_CASE = computed(
    "criterion_case",
    "The deals that rules are learnt on, tried on, and asked of.",
    must("deal_id", "id", "the deal"),
    must("period", "text", "train, between, test, young or open", PERIODS),
    Column("won", "yes_no", "how it ended; empty for open deals"),
    must("opened_at", "time", "when it was opened"),
    must("is_early", "yes_no", "it lived to the age at which early facts are known"),
    Column("value", "number", "in the home currency"),
    must("timed_hours", "number", "hours of its activities that tell their length"),
    must("untimed", "whole", "activities that do not"),
    must("timed_hours_later", "number", "the first, after the age at which early facts are known"),
    must("untimed_later", "whole", "the second, after that age"),
    sort=("deal_id",),
)

CRITERIA = (CRITERION, CRITERION_BACKTEST, CRITERION_FIT, CRITERION_FIELD, CRITERION_FACT, CRITERION_CASE)
