"""Narrow tables made from the canonical ones at every import, sorted by deal and time, which signals read.

They hold nothing that the canonical tables do not: one join and one sort, done once. `known_at` is the latest of the
clocks of all rows joined, so that a row shows up only when the whole of it was known.
"""

from assay.domain.cue import CUES
from assay.tables.column import Column, Table

DEAL_EVENT = Table(
    "deal_event",
    "One activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity and link were both known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity; planned stands for a date still ahead of known_at", required=True),
        Column("is_automated", "yes_no", "sent by a system", required=True),
        Column("buyers", "whole", "buyers who took part, people in copy left out", required=True),
        Column("unnamed", "whole", "participants who could not be told to be buyer or seller", required=True),
        Column(
            "top_rank", "whole", "highest known seniority rank among those buyers, 0 when none is known", required=True
        ),
        Column("owner_id", "id", "the seller whose activity it is", refers="seller"),
        Column("has_attachment", "yes_no", "something was attached; empty where the source does not tell"),
        Column("has_body", "yes_no", "what was written, or noted of it, is on record"),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_PRESENCE = Table(
    "deal_presence",
    "One buyer in one activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("person_id", "id", "the buyer", required=True, refers="person"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity, link and participant were all known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity", required=True),
        Column("part", "text", "as in activity_person", required=True),
        Column("rank", "whole", "seniority rank by the title that the person bore then, 0 unknown", required=True),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_SEAT = Table(
    "deal_seat",
    "One seller in one activity on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("seller_id", "id", "the seller", required=True, refers="seller"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity, link and participant were all known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity", required=True),
        Column("part", "text", "as in activity_person", required=True),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_SPEECH = Table(
    "deal_speech",
    "One transcribed activity on one deal: who spoke how much.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when it happened", required=True),
        Column("known_at", "time", "when activity, link and the whole transcript were all known", required=True),
        Column("kind", "text", "as in activity", required=True),
        Column("direction", "text", "as in activity", required=True),
        Column("status", "text", "as in activity", required=True),
        Column("our_ms", "whole", "how long our side spoke; empty unless every turn has both its times"),
        Column("their_ms", "whole", "how long the buyer's side spoke; empty as our_ms is"),
        Column("our_words", "whole", "words of our side", required=True),
        Column("their_words", "whole", "words of the buyer's side", required=True),
        Column("unknown_words", "whole", "words of speakers whose side is not known", required=True),
        Column("turns", "whole", "stretches of speech of one side", required=True),
        Column("our_questions", "whole", "turns of speech of ours with a question", required=True),
        Column("their_questions", "whole", "turns of speech of the buyer's with a question", required=True),
        Column("longest_id", "id", "where our longest stretch of speech begins", refers="utterance"),
        Column("longest_ms", "whole", "how long it lasted; empty as our_ms is"),
        Column("longest_words", "whole", "its words"),
    ),
    sort=("deal_id", "occurred_at", "activity_id"),
    common=False,
)

DEAL_QUESTION = Table(
    "deal_question",
    "One turn of speech or message on one deal in which the buyer asked something.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("row_id", "id", "the utterance, for a message the activity", required=True),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when the activity happened", required=True),
        Column("known_at", "time", "when activity, link and words were all known", required=True),
        Column("asked_in", "text", "where it was asked", required=True, values=("call", "message")),
        Column("content_words", "whole", "words in the question that carry its matter", required=True),
        Column("answer_words", "whole", "words of our next turn in the call; empty where there was none"),
        Column("answer_asks", "yes_no", "that turn is itself nothing but a question"),
        Column("answer_defers", "yes_no", "that turn puts the answer off"),
        Column("is_doubtful", "yes_no", "somebody spoke next whose side is not known", required=True),
    ),
    sort=("deal_id", "occurred_at", "row_id"),
    common=False,
)

DEAL_REPLY = Table(
    "deal_reply",
    "One message of ours in the two weeks after a message on the deal in which the buyer asked something.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("question_id", "id", "the buyer's message", required=True, refers="activity"),
        Column("asked_at", "time", "when that was sent", required=True),
        Column("activity_id", "id", "our message", required=True, refers="activity"),
        Column("occurred_at", "time", "when ours was sent", required=True),
        Column("known_at", "time", "when both messages and their links were known", required=True),
        Column("words", "whole", "words of our message; empty where its text is not on record"),
        Column("shared", "whole", "words of the question's matter that stand in ours; empty: nobody can tell"),
    ),
    sort=("deal_id", "occurred_at", "activity_id", "question_id"),
    common=False,
)

DEAL_PROMISE = Table(
    "deal_promise",
    "One thing on one deal that our side said it would do: a task set for a day, or a promise in a message or call.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("row_id", "id", "the utterance, else the activity", required=True),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when it was promised", required=True),
        Column("known_at", "time", "when activity, link and words were all known", required=True),
        Column("made_in", "text", "where it was promised", required=True, values=("task", "message", "call")),
        Column("due_at", "time", "end of the day by which it was due; empty where no day was named"),
        Column("is_done", "yes_no", "a task was ticked off; empty for promises in words"),
        Column("done_at", "time", "when it was ticked off"),
    ),
    sort=("deal_id", "occurred_at", "row_id"),
    common=False,
)

DEAL_CUE = Table(
    "deal_cue",
    "One buying cue of one kind in a turn of speech or a message of the buyer on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("row_id", "id", "the utterance, for a message the activity", required=True),
        Column("activity_id", "id", "the activity", required=True, refers="activity"),
        Column("occurred_at", "time", "when the activity happened", required=True),
        Column("known_at", "time", "when activity, link and words were all known", required=True),
        Column("said_in", "text", "where it was said", required=True, values=("call", "message")),
        Column("cue", "text", "what it is about", required=True, values=CUES),
        Column("is_taken_up", "yes_no", "our next turns in the call refer to it, ask on or answer; empty for messages"),
        Column("is_doubtful", "yes_no", "somebody spoke next whose side is not known", required=True),
    ),
    sort=("deal_id", "occurred_at", "row_id", "cue"),
    common=False,
)

DEAL_CUE_REPLY = Table(
    "deal_cue_reply",
    "One message of ours in the week after a buying cue on one deal.",
    (
        Column("deal_id", "id", "the deal", required=True, refers="deal"),
        Column("row_id", "id", "the utterance or message with the cue", required=True),
        Column("cue", "text", "what it is about", required=True, values=CUES),
        Column("said_at", "time", "when that was said", required=True),
        Column("activity_id", "id", "our message", required=True, refers="activity"),
        Column("occurred_at", "time", "when ours was sent", required=True),
        Column("known_at", "time", "when both and their links were known", required=True),
        Column("takes_up", "yes_no", "it refers to the cue, asks on or answers; empty: nobody can tell"),
    ),
    sort=("deal_id", "occurred_at", "activity_id", "row_id", "cue"),
    common=False,
)

CLUSTERED = (
    DEAL_EVENT,
    DEAL_PRESENCE,
    DEAL_SEAT,
    DEAL_SPEECH,
    DEAL_QUESTION,
    DEAL_REPLY,
    DEAL_PROMISE,
    DEAL_CUE,
    DEAL_CUE_REPLY,
)
