"""How likely open deals are to be won, how well that was told before, and which fields were kept out of it."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, ratio

#: of an open deal now; of a deal on a day gone by, told by what was learnt before that day
VIEWS = ("open", "back_test")

#: boosted, logistic: scores of many columns; the others are what they have to beat
MODELS = ("boosted", "logistic", "base_rate", "stage_rate", "stated", "naive_bayes")

WIN_PROBABILITY = computed(
    "win_probability",
    "The probability that a deal will be won, as of a day, from what was known by then; open deals and the back-test.",
    must("deal_id", "id", "the deal"),
    must("view", "text", "open: now; back_test: on a day gone by, by a score learnt before it", VIEWS),
    must("as_of", "time", "the day"),
    Column("p", "number", "probability of winning; empty where the score abstains"),
    Column("band_low", "number", "the group of probabilities that it belongs to: from"),
    Column("band_high", "number", "up to"),
    *ratio("band_rate", "share won of deals of the back-test with a probability in the band"),
    Column("band_deals", "whole", "how many deals these are"),
    Column("base_rate", "number", "share won of all deals of the back-test"),
    Column("stated", "number", "the probability that the CRM stated on that day, where it keeps a history of it"),
    Column("outcome", "text", "of the back-test, what became of the deal: won or not_won; empty while it is open"),
    Column(
        "weight", "number", "of the back-test, for how many snapshots it counts, those that have not ended included"
    ),
    Column("reasons_for", "json", "what raises the score most: column, value, part (what it adds to the log odds)"),
    Column("reasons_against", "json", "what lowers it most, in the same way"),
    Column("abstains", "text", "why no probability is given, as in win_model.verdict; empty where one is"),
    sort=("view", "deal_id", "as_of"),
)

VERDICTS = ("used", "challenger", "yardstick", "too_few_learnt", "too_few_tested", "no_better")

WIN_MODEL = computed(
    "win_model",
    "How well probabilities of winning kept their word on deals whose end came later, beside other ways of telling.",
    must("model", "text", "boosted, logistic, or what they have to beat", MODELS),
    must("verdict", "text", "used, challenger, yardstick; else why the score abstains", VERDICTS),
    must("learnt_deals", "whole", "ended deals that it was learnt from for the last try"),
    must("tested_deals", "whole", "ended deals that it was tried on, which it was not learnt from"),
    must("tested_rows", "whole", "their snapshots"),
    must("open_rows", "whole", "snapshots of deals still open: they count through those that ended after as long"),
    must("maturity_days", "whole", "how long a snapshot was followed before it was learnt from"),
    Column("tested_from", "time", "the first day that was asked about"),
    Column("tested_to", "time", "the last"),
    *ratio("auc", "chance that a deal that was won had the higher probability than one that was not"),
    *ratio("brier", "mean square of probability less what happened; 0 is best"),
    *ratio("ece", "mean gap of probability and share won, over tenths"),
    *ratio("slope", "of the calibration line; 1 is best, below it the score is too sure"),
    *ratio("gain", "how much lower its Brier score is than the base rate's"),
    Column("said", "number", "mean probability"),
    Column("happened", "number", "share won"),
    Column(
        "more_needed", "whole", "about so many more ended deals would be enough; empty: not in sight, or not needed"
    ),
    Column("curve", "json", "share won by band: low, high, rate, rate_low, rate_high, deals, said"),
    sort=("model",),
)

LEAK = computed(
    "leak",
    "Each field that could tell the outcome, how well it does so alone, and whether the score may read it.",
    must("field", "text", "of the deal, a field of the source's own, or a column of the score"),
    must("kind", "text", "own: of the deal; custom: of the source; column: of the score", ("own", "custom", "column")),
    must(
        "verdict",
        "text",
        "used; no_history: what stands now is not what stood then; after_end: filled or changed when all was over; "
        "too_good: tells more than a reading of an open deal can; by_meaning: it tells the end itself",
        ("used", "no_history", "after_end", "too_good", "by_meaning"),
    ),
    *ratio(
        "auc", "how well it alone orders deals that ended later, by what was seen of deals before; 0.5 is by chance"
    ),
    must("deals", "whole", "deals that ended later, on which this was tried"),
    Column("filled_ended", "number", "share of ended deals in which it is filled"),
    Column("filled_open", "number", "share of open deals in which it is filled"),
    Column("after_end", "number", "share of its changes that came at the close or after it, where it has a history"),
    sort=("field",),
)
