"""What models learned, and what they estimate of each deal."""

from assay.tables.column import Column, must
from assay.tables.computed import computed, of_deals

MODEL = computed(
    "model",
    "What was fitted to deals known to have ended before each quarter, and estimates of deals rest on.",
    must("model", "text", "turn: how active buyers are, weekdays and holidays, how often activity falls for good"),
    must("fingerprint", "text", "of the source that fitted it"),
    must("valid_from", "time", "moments from here"),
    must("valid_to", "time", "until before here are estimated with it"),
    must("n", "whole", "deals behind it"),
    must("parameters", "json", "the numbers"),
    sort=("model", "valid_from"),
)

SILENCE = of_deals(
    "silence",
    "How long each buyer had been silent at the deal's moment, when that became unusual, and how likely it is the end.",
    must("deal_id", "id", "the deal; those without a known word of the buyer are left out"),
    must("last_word_at", "time", "the buyer's last word"),
    must("words", "whole", "days on which the buyer spoke"),
    must("silence_days", "whole", "days since the last of them"),
    must("pauses", "whole", "pauses that ended, of all deals, from which the usual one was learnt"),
    Column(
        "usual_until", "time", "until then the silence is no longer than nine of ten pauses, beside the deal's pace"
    ),
    Column(
        "p_dead", "number", "probability of no word in 90 days more and no win in them; empty: too few to learn from"
    ),
    Column("p_share", "number", "of the silences of which about the same was said, so many were the end"),
    Column("p_low", "number", "95 % interval"),
    Column("p_high", "number", "95 % interval"),
    Column("n", "whole", "how many such silences, said of deals that the model had not seen"),
    Column("deals", "whole", "how many deals these are of"),
    Column("hopeless_at", "time", "when p_dead passes 0.9 if no word comes before; empty: no silence seen was so bad"),
    sort=("deal_id",),
)

TURN = of_deals(
    "turn",
    "When the buyer's words became fewer for good, as the signal rhythm.momentum_turned read it at the deal's moment.",
    must("deal_id", "id", "the deal"),
    must("words", "whole", "words of the buyer since the opening"),
    must("days", "whole", "from the opening to the last of them; the columns after it are empty where they are few"),
    Column("log_bf", "number", "log of the Bayes factor of one fall for good against a steady rate or a passing lull"),
    Column("p_turn", "number", "probability of such a fall, given how often deals have one"),
    Column("turn_at", "time", "the median day of it, if there was one"),
    Column("low_at", "time", "beginning of the days within which it lies with 80 %, if there was one"),
    Column("high_at", "time", "end of these days"),
    Column("rate_before", "number", "words a week before it, if there was one"),
    Column("rate_after", "number", "words a week after it, if there was one"),
    sort=("deal_id",),
)

EXPERIENCE = of_deals(
    "experience",
    "What our people on a deal, and the team, had seen end before of its kind. Described, and no verdict on anybody.",
    must("deal_id", "id", "the deal"),
    must("seller_id", "id", "one of ours on it"),
    must("basis", "whole", "of what the kind is: 1 segment, 2 product, 3 size band"),
    must("on_call", "whole", "1: took part in a conversation of the deal; 0: owns it"),
    must("closed", "whole", "deals of that kind on which the person was, known to have ended before the quarter"),
    must("won", "whole", "of these won"),
    must("team_closed", "whole", "deals of that kind of everybody"),
    must("team_won", "whole", "of these won"),
    must("rate", "number", "won of closed, drawn towards what is usual in the team by as much as it is uncertain"),
    must("low", "number", "95 % interval"),
    must("high", "number", "95 % interval"),
    must("first_at", "time", "when the person is first seen on a deal"),
    Column("record_from", "time", "when anybody is; empty where no deal had ended"),
    sort=("deal_id", "basis", "seller_id"),
)
