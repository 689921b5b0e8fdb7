"""Codes of an earlier run that stand until the words of this one are coded."""

from assay.runs.clock import Clock
from assay.runs.earlier import Earlier
from assay.runs.gathering import Gathering


def carry_mentions(gathering: Gathering, earlier: Earlier | None, clock: Clock, *, codes_words: bool) -> None:
    """Tables fin_mention and fin_coding: what was coded of deals in same_deal, and by whom.

    Nothing of it stands where words are not coded, or where a later day was asked about: it may tell what was not
    known by then.
    """
    then = earlier.identity if earlier else None
    stands = codes_words and then is not None and then.as_of <= clock.as_of and then.known_by <= clock.known_by
    gathering.make(
        "fin_mention",
        f"SELECT * FROM mention WHERE {str(stands).lower()} AND deal_id IN (SELECT deal_id FROM same_deal)",
    )
    gathering.make("fin_coding", f"SELECT * FROM coding WHERE {str(stands).lower()}")
