"""The record cut at a moment: all that was known then, and the only thing that a signal may read.

The tables here are unbound Ibis tables. Each row already belongs to a deal that is asked about and already satisfies
that deal's own cut, so that a signal never filters by time itself. Times are epoch seconds UTC.
"""

from dataclasses import dataclass, field

import ibis
import ibis.expr.types as ir

#: One row a deal. `as_of` is the moment asked about. Stage, amount and owner are those that stood then.
DEAL = {
    "deal_id": "int64",
    "as_of": "int64",
    "opened_at": "int64",
    "account_id": "int64",
    "owner_id": "int64",
    "pipeline": "string",
    "stage": "string",
    "stage_entered_at": "int64",
    "amount": "float64",  # in the home currency
    "size_band": "string",  # such as 30k-100k; "unknown" without an amount
    "segment": "string",
    "product": "string",
    "channel": "string",  # where the deal came from
    "history_complete": "boolean",
    "is_look_back": "boolean",  # the deal had ended, so that as_of follows from its end and not from a day asked about
}

#: One row an activity of the deal (tables/clustered.py, deal_event). Activities still ahead of as_of are not here.
EVENT = {
    "deal_id": "int64",
    "activity_id": "int64",
    "occurred_at": "int64",
    "kind": "string",
    "direction": "string",
    "status": "string",
    "is_automated": "boolean",
    "buyers": "int64",
    "unnamed": "int64",
    "top_rank": "int64",
    "owner_id": "int64",  # the seller whose activity it is, also where no list of participants names one
    "has_attachment": "boolean",  # null where the source does not tell
    "has_body": "boolean",
}

#: One row a buyer in an activity of the deal (tables/clustered.py, deal_presence).
PRESENCE = {
    "deal_id": "int64",
    "activity_id": "int64",
    "person_id": "int64",
    "occurred_at": "int64",
    "kind": "string",
    "direction": "string",
    "status": "string",
    "part": "string",
    "rank": "int64",
}

#: One row a seller in an activity of the deal (tables/clustered.py, deal_seat).
SEAT = {
    "deal_id": "int64",
    "activity_id": "int64",
    "seller_id": "int64",
    "occurred_at": "int64",
    "kind": "string",
    "direction": "string",
    "status": "string",
    "part": "string",
}

#: One row a person of the buying group with a role on the deal (deal_person), rank by the title.
MEMBER = {
    "deal_id": "int64",
    "row_id": "int64",
    "person_id": "int64",
    "role": "string",
    "rank": "int64",
    "is_primary": "boolean",
}

#: One row a change of the deal (stage_history). `field`: stage, amount, close_date, owner, ...
CHANGE = {
    "deal_id": "int64",
    "row_id": "int64",
    "field": "string",
    "old_value": "string",
    "new_value": "string",
    "changed_at": "int64",
    "sequence": "int64",
}

#: One row a campaign touch of a person of the deal's buying group or account.
#: `programme_id`: the topmost of the campaigns above, or the campaign itself where there is none.
TOUCH = {
    "deal_id": "int64",
    "row_id": "int64",
    "campaign_id": "int64",
    "programme_id": "int64",
    "person_id": "int64",
    "kind": "string",
    "responded": "boolean",
    "occurred_at": "int64",
}

#: One row a competitor of the deal (deal_competitor). Without `named_at` nobody can tell since when it was known.
RIVAL = {
    "deal_id": "int64",
    "row_id": "int64",
    "competitor_id": "int64",
    "part": "string",
    "named_at": "int64",
}

#: One row a person who joined, left, was promoted or moved at the deal's account (person_change).
TURNOVER = {
    "deal_id": "int64",
    "row_id": "int64",
    "person_id": "int64",
    "change": "string",
    "occurred_at": "int64",  # the day on which we learnt it, where no other is told
    "rank": "int64",  # with the new title, 0 unknown
    "old_rank": "int64",  # before, 0 unknown
    "has_mandate": "boolean",
    "from_rival_buyer": "boolean",  # the former employer buys from a competitor; null: its supplier is not known
}

#: One row a field that should be filled in a stage that the deal has come to (stage_requirement).
DEMAND = {
    "deal_id": "int64",
    "row_id": "int64",
    "stage": "string",
    "field": "string",
    "asked_at": "int64",  # when the deal came to the stage; null where no history tells
    "is_filled": "boolean",  # at as_of; null where nobody can tell
}

#: One row a debrief, planned, announced or held (debrief); what lies ahead of as_of is empty.
DEBRIEF = {
    "deal_id": "int64",
    "row_id": "int64",
    "kind": "string",
    "announced_at": "int64",
    "asked_at": "int64",
    "held_at": "int64",
}

#: One row a transcribed activity of the deal (tables/clustered.py, deal_speech).
SPEECH = {
    "deal_id": "int64",
    "activity_id": "int64",
    "occurred_at": "int64",
    "our_ms": "int64",  # null, as all times here, unless every turn has both its times
    "their_ms": "int64",
    "our_words": "int64",
    "their_words": "int64",
    "unknown_words": "int64",
    "longest_id": "int64",  # the utterance in which our longest stretch of speech begins
    "longest_ms": "int64",
    "longest_words": "int64",
}

#: One row a turn of speech or message in which the buyer asked something (deal_question).
QUESTION = {
    "deal_id": "int64",
    "row_id": "int64",  # the utterance, for a message the activity
    "activity_id": "int64",
    "occurred_at": "int64",
    "asked_in": "string",
    "content_words": "int64",
    "answer_words": "int64",  # of our next turn in the call, null where there was none
    "answer_asks": "boolean",
    "answer_defers": "boolean",
    "is_doubtful": "boolean",  # somebody spoke next whose side is not known
}

#: One row a message of ours in the two weeks after one of the buyer's that asked something (deal_reply).
REPLY = {
    "deal_id": "int64",
    "question_id": "int64",  # activity of the buyer's message
    "asked_at": "int64",
    "activity_id": "int64",
    "occurred_at": "int64",
    "words": "int64",  # null without its text
    "shared": "int64",  # words of the question that stand in it; null where nobody can tell
}

#: One row a thing that our side said it would do (deal_promise), at its making.
PROMISE = {
    "deal_id": "int64",
    "row_id": "int64",  # the utterance, else the activity
    "activity_id": "int64",
    "occurred_at": "int64",  # when it was promised
    "made_in": "string",
    "due_at": "int64",  # end of the day by which it was due; null where none was named
    "is_done": "boolean",  # a task was ticked off by as_of; null for promises in words
    "done_at": "int64",  # when that was, where it is known
}

#: One row a buying cue of one kind in a turn of speech or message of the buyer (deal_cue; domain/cue.py).
CUE = {
    "deal_id": "int64",
    "row_id": "int64",  # the utterance, for a message the activity
    "activity_id": "int64",
    "occurred_at": "int64",
    "said_in": "string",
    "cue": "string",
    "is_taken_up": "boolean",  # in the call itself; null for messages
    "is_doubtful": "boolean",  # somebody spoke next whose side is not known
}

#: One row a message of ours in the week after a buying cue (deal_cue_reply).
CUE_REPLY = {
    "deal_id": "int64",
    "row_id": "int64",  # of the cue
    "cue": "string",
    "said_at": "int64",
    "activity_id": "int64",
    "occurred_at": "int64",
    "takes_up": "boolean",  # null where nobody can tell
}

#: What is typical among won deals known to be closed before `valid_from`; see runs/baseline. One signal's rows only.
BASELINE = {
    "grp": "string",  # the group that the signal's `typical` named; "all" pools them
    "age_days": "int64",  # the age that the values belong to; 0 where age plays no part
    "valid_from": "int64",
    "valid_to": "int64",  # valid_from <= deal.as_of < valid_to picks the version that may be used
    "n": "int64",  # won deals behind it
    "p10": "float64",
    "p25": "float64",
    "p50": "float64",
    "p75": "float64",
    "p90": "float64",
}

#: When the buyer's words became fewer for good: one row a deal of which a word is known. Made by runs/models/turn.
#: Null from log_bf on where the words span too few days for a turn to be looked for.
TURN = {
    "deal_id": "int64",
    "words": "int64",  # words of the buyer since the opening
    "days": "int64",  # from the opening to the last of them
    "log_bf": "float64",  # log of the Bayes factor of one fall for good against none, a passing lull being none
    "p_turn": "float64",  # probability of such a fall, given how often deals have one
    "turn_at": "int64",  # the median day of it, if there was one
    "low_at": "int64",  # beginning and end of the days within which it lies with 80 %, if there was one
    "high_at": "int64",
    "rate_before": "float64",  # words a week before and after it, if there was one
    "rate_after": "float64",
}

#: How long the buyer has been silent and what that means: one row a deal of which a word is known. Made by
#: runs/models/silence. From p_dead on null where too few silences were learnt from, usual_until with too few pauses.
SILENCE = {
    "deal_id": "int64",
    "last_word_at": "int64",
    "words": "int64",  # days on which the buyer spoke
    "silence_days": "int64",
    "pauses": "int64",  # that ended, from which the usual one was learnt
    "usual_until": "int64",  # until then the silence is no longer than nine of ten pauses, set beside the deal's pace
    "p_dead": "float64",  # probability of no word in 90 days more, and no win in them
    "p_share": "float64",  # of silences of which about the same was said, so many were the end, with the 95 % interval
    "p_low": "float64",
    "p_high": "float64",
    "n": "int64",  # how many such silences, and of how many deals
    "deals": "int64",
    "hopeless_at": "int64",  # when p_dead passes .9 if no word comes before; null where no silence seen was so bad
}

#: Up to three rows for each of our people on the deal: what they and the team had seen end before that is of its kind,
#: by its segment, its product and its size band; see runs/models/experience. Only deals known to have ended before the
#: quarter count, each as the kind that it was called when it ended.
EXPERIENCE = {
    "deal_id": "int64",
    "seller_id": "int64",
    "basis": "int64",  # of what the kind is: 1 segment, 2 product, 3 size band
    "on_call": "int64",  # 1: took part in a conversation of the deal; 0: owns it
    "closed": "int64",
    "won": "int64",
    "team_closed": "int64",
    "team_won": "int64",
    "rate": "float64",  # won of closed, drawn towards the team's; see stats/shrunken_rate
    "low": "float64",
    "high": "float64",
    "first_at": "int64",  # when the seller is first seen on a deal
    "record_from": "int64",  # when anybody is; null where no deal had ended
}

SCHEMAS = {
    "deal": DEAL,
    "event": EVENT,
    "presence": PRESENCE,
    "seat": SEAT,
    "member": MEMBER,
    "change": CHANGE,
    "touch": TOUCH,
    "rival": RIVAL,
    "turnover": TURNOVER,
    "demand": DEMAND,
    "debrief": DEBRIEF,
    "speech": SPEECH,
    "question": QUESTION,
    "reply": REPLY,
    "promise": PROMISE,
    "cue": CUE,
    "cue_reply": CUE_REPLY,
    "baseline": BASELINE,
    "turn": TURN,
    "silence": SILENCE,
    "experience": EXPERIENCE,
}

#: tables that a model estimates from the others (runs/models), so that they have no clock of their own
ESTIMATED = ("turn", "silence", "experience")


def _unbound(name: str) -> ir.Table:
    return ibis.table(SCHEMAS[name], name=f"book_{name}")


@dataclass(frozen=True)
class Book:
    """The tables of one cut, by the names under which an engine holds them (`book_deal`, `book_event`, ...)."""

    deal: ir.Table = field(default_factory=lambda: _unbound("deal"))
    event: ir.Table = field(default_factory=lambda: _unbound("event"))
    presence: ir.Table = field(default_factory=lambda: _unbound("presence"))
    seat: ir.Table = field(default_factory=lambda: _unbound("seat"))
    member: ir.Table = field(default_factory=lambda: _unbound("member"))
    change: ir.Table = field(default_factory=lambda: _unbound("change"))
    touch: ir.Table = field(default_factory=lambda: _unbound("touch"))
    rival: ir.Table = field(default_factory=lambda: _unbound("rival"))
    turnover: ir.Table = field(default_factory=lambda: _unbound("turnover"))
    demand: ir.Table = field(default_factory=lambda: _unbound("demand"))
    debrief: ir.Table = field(default_factory=lambda: _unbound("debrief"))
    speech: ir.Table = field(default_factory=lambda: _unbound("speech"))
    question: ir.Table = field(default_factory=lambda: _unbound("question"))
    reply: ir.Table = field(default_factory=lambda: _unbound("reply"))
    promise: ir.Table = field(default_factory=lambda: _unbound("promise"))
    cue: ir.Table = field(default_factory=lambda: _unbound("cue"))
    cue_reply: ir.Table = field(default_factory=lambda: _unbound("cue_reply"))
    baseline: ir.Table = field(default_factory=lambda: _unbound("baseline"))
    turn: ir.Table = field(default_factory=lambda: _unbound("turn"))
    silence: ir.Table = field(default_factory=lambda: _unbound("silence"))
    experience: ir.Table = field(default_factory=lambda: _unbound("experience"))
