"""What the record shows of one of ours in a deal, by the questions of an investigation (T8): facts, no verdict."""

from collections.abc import Mapping
from dataclasses import dataclass

from assay.asking.ask import Ask

#: question -> the signals whose findings belong to it
SIGNALS: Mapping[str, tuple[str, ...]] = {
    "profile": (
        "process.profile_incomplete",
        "people.few_buyers_engaged",
        "people.single_thread",
        "competition.competitor_named_late",
    ),
    "message": (
        "judgement.answer_beside_question",
        "people.began_too_low",
        "people.demo_repeated_upward",
        "process.demo_before_discovery",
    ),
    "call": ("rhythm.talked_too_much", "rhythm.long_monologue", "judgement.questions_unanswered"),
    "cues": ("judgement.buying_cue_missed",),
    "process": (
        "process.stage_skipped",
        "process.stage_stalled",
        "process.stage_went_back",
        "process.proposal_before_decider",
        "process.discount_early_or_late",
        "rhythm.promise_missed",
        "rhythm.replies_missing",
        "rhythm.slow_replies",
        "rhythm.long_gap_on_our_side",
    ),
    "person": (
        "people.no_decision_maker_met",
        "people.decider_met_late",
        "people.champion_not_equipped",
        "people.many_handovers",
        "people.rest_after_handover",
        "people.single_thread_on_our_side",
        "people.stranger_to_this_kind",
    ),
}


@dataclass(frozen=True)
class PartFinding:
    """A finding, and how many of the rows that it rests on lie in activities of one person. rows: all of them."""

    signal: str
    sentence: str
    at: int | None
    rows: int
    own: int


@dataclass(frozen=True)
class Calls:
    """The transcribed talks that a person sat in. low, high: the least and most of the words that were ours."""

    count: int
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Cues:
    """Buying cues in talks that a person sat in. taken: which were taken up."""

    count: int
    taken: int


_OWN = """
own AS (
  SELECT activity_id FROM deal_seat WHERE deal_id = {deal} AND seller_id = {seller}
  UNION SELECT activity_id FROM deal_event WHERE deal_id = {deal} AND owner_id = {seller})"""


def read_part_findings(ask: Ask, deal_id: int, seller_id: int | None) -> dict[str, list[PartFinding]]:
    """Question -> the findings of the last run that belong to it, with this person's part in each.

    seller_id: None for somebody whom the record does not know as a seller; then no part is theirs.
    """
    rows = ask(
        f"""
        WITH {_OWN.format(deal=f"{deal_id:d}", seller=f"{-1 if seller_id is None else seller_id:d}")},
        said AS (SELECT u.id, u.activity_id FROM utterance u
          JOIN deal_event e ON e.activity_id = u.activity_id AND e.deal_id = {deal_id:d}),
        rest AS (SELECT e.signal, count(*) AS n,
          count(*) FILTER (WHERE e.row_id IN (SELECT activity_id FROM own)
            OR said.activity_id IN (SELECT activity_id FROM own)) AS own
          FROM evidence e LEFT JOIN said ON said.id = e.row_id WHERE e.deal_id = {deal_id:d} GROUP BY e.signal)
        SELECT f.signal, f.sentence, f.hit_at, coalesce(rest.n, 0), coalesce(rest.own, 0)
        FROM finding f LEFT JOIN rest USING (signal) WHERE f.deal_id = {deal_id:d}
        ORDER BY f.hit_at NULLS LAST, f.signal"""
    )
    found = {signal: PartFinding(signal, *told) for signal, *told in rows}
    return {
        question: [one for signal, one in found.items() if signal in signals] for question, signals in SIGNALS.items()
    }


def read_calls(ask: Ask, deal_id: int, seller_id: int) -> Calls:
    """The talks with a transcript that this person sat in, and how much of the words were ours."""
    rows = ask(
        f"""
        WITH {_OWN.format(deal=f"{deal_id:d}", seller=f"{seller_id:d}")},
        told AS (SELECT our_words::DOUBLE / nullif(our_words + their_words, 0) AS share FROM deal_speech
          WHERE deal_id = {deal_id:d} AND activity_id IN (SELECT activity_id FROM own))
        SELECT count(*), min(share), max(share) FROM told"""
    )
    return Calls(*rows[0]) if rows else Calls(0, None, None)


def read_cues(ask: Ask, deal_id: int, seller_id: int) -> Cues:
    """The buying cues in talks that this person sat in; those with a doubtful speaker are left out."""
    rows = ask(
        f"""
        WITH {_OWN.format(deal=f"{deal_id:d}", seller=f"{seller_id:d}")}
        SELECT count(*), count(*) FILTER (WHERE is_taken_up) FROM deal_cue
        WHERE deal_id = {deal_id:d} AND said_in = 'call' AND NOT is_doubtful
          AND activity_id IN (SELECT activity_id FROM own)"""
    )
    return Cues(*rows[0]) if rows else Cues(0, 0)
