"""Which findings bear on which driver: what ours or theirs did leaves tracks in the record where nobody writes of it.

None is taken for certain. How often a signal fires where the driver is at work, and where it is not, is learnt from the
record, words of the same driver beside it; what stands here is where that begins.
"""

from dataclasses import dataclass

#: P(hit) where the driver is at work, and where it is not, each with how many deals that is worth before any is seen
Prior = tuple[float, float, float]

#: the signal is a measure of the very behaviour
SHOWS: Prior = (0.7, 0.1, 10.0)
#: the behaviour often leaves such a track, and much else does
HINTS: Prior = (0.5, 0.2, 10.0)


@dataclass(frozen=True)
class Bearing:
    """A hit of `signal` speaks for `driver`, a clear answer against it."""

    signal: str
    driver: str
    prior: Prior


BEARINGS = (
    Bearing("rhythm.slow_replies", "slow_or_neglected", SHOWS),
    Bearing("rhythm.replies_missing", "slow_or_neglected", SHOWS),
    Bearing("rhythm.promise_missed", "slow_or_neglected", SHOWS),
    Bearing("rhythm.long_gap_on_our_side", "slow_or_neglected", SHOWS),
    Bearing("people.rest_after_handover", "slow_or_neglected", HINTS),
    Bearing("people.no_decision_maker_met", "no_access_to_power", SHOWS),
    Bearing("people.decider_met_late", "no_access_to_power", SHOWS),
    Bearing("people.began_too_low", "no_access_to_power", HINTS),
    Bearing("people.decider_lost", "no_access_to_power", HINTS),
    Bearing("process.proposal_before_decider", "no_access_to_power", HINTS),
    Bearing("people.champion_silent", "champion_lost_or_weak", SHOWS),
    Bearing("people.champion_not_equipped", "champion_lost_or_weak", HINTS),
    Bearing("buyer_change.somebody_left", "champion_lost_or_weak", HINTS),
    Bearing("process.stage_skipped", "left_the_process", SHOWS),
    Bearing("process.demo_before_discovery", "left_the_process", SHOWS),
    Bearing("process.stage_went_back", "left_the_process", HINTS),
    Bearing("buyer_change.new_leader_from_rival_buyer", "leadership_change", SHOWS),
    Bearing("buyer_change.somebody_joined", "leadership_change", HINTS),
    Bearing("buyer_change.somebody_left", "leadership_change", HINTS),
    Bearing("buyer_change.somebody_rose_or_moved", "leadership_change", HINTS),
    Bearing("competition.incumbent_present", "incumbent_preferred", HINTS),
    Bearing("judgement.answer_beside_question", "need_misunderstood", HINTS),
    Bearing("judgement.questions_unanswered", "need_misunderstood", HINTS),
    Bearing("rhythm.talked_too_much", "poor_pitch", HINTS),
    Bearing("rhythm.long_monologue", "poor_pitch", HINTS),
    Bearing("judgement.buying_cue_missed", "poor_pitch", HINTS),
    Bearing("process.close_date_pushed", "indecision", HINTS),
    Bearing("process.stage_stalled", "indecision", HINTS),
)
