"""The plays of the ledger as lines of a table, for files."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone

from assay.web.plays.ledger.gathering import LedgerRow

COLUMNS = (
    *("play", "deal_id", "deal_name", "loss_name", "reason", "kind", "owner", "made_on", "probability", "result"),
    *("said", "outcome", "ended_on", "value", "won", "won_back", "was_silent", "revived", "learned", "forced_why"),
    "dropped_why",
)


def list_lines(rows: Sequence[LedgerRow]) -> Iterator[tuple[object, ...]]:
    """A line for each play, in the order of COLUMNS. Days are YYYY-MM-DD; unknown is empty."""
    for one in rows:
        play, became = one.play, one.became
        ended = None if became is None or became.ended is None else date.fromordinal(became.ended).isoformat()
        yield (
            *(play.pk, str(play.deal_id), play.deal_name, play.loss_name, play.driver, play.kind, play.owner.name),
            *(timezone.localdate(play.made_at).isoformat(), play.probability, one.result, one.said),
            *(None if became is None else became.outcome, ended, None if became is None else became.value),
            *(one.is_won, one.is_won_back, one.was_silent, one.is_revived, one.learned),
            *(play.forced_why, play.dropped_why),
        )
