"""Plays of deals that have ended, ended with them: what became of each deal is read from the record."""

from django.db.models import F
from django.utils import timezone

from assay.asking.ask import Ask, list_ids
from assay.web.people.log import note
from assay.web.plays.announcing import tell_ended
from assay.web.plays.models import Play


def follow_deals(ask: Ask) -> int:
    """Sets the outcome of each play to that of its deal; returns how many have newly ended."""
    plays = list(Play.objects.filter(dropped_at=None))
    deals = {one.deal_id for one in plays}
    outcomes: dict[int, str] = (
        dict(ask(f"SELECT deal_id, outcome FROM moment WHERE deal_id IN ({list_ids(deals)})")) if deals else {}
    )
    ended = 0
    for play in plays:
        outcome = outcomes.get(play.deal_id, "open")
        # a lost deal that is to be won back has ended before: it has ended again only when it was won
        is_over = outcome == "won" if play.kind == Play.Kind.WON_BACK else outcome != "open"
        told = outcome if is_over else ""
        if told != play.outcome:
            _set(play, told)
            ended += bool(told)
    return ended


def _set(play: Play, outcome: str) -> None:
    play.outcome, play.ended_at = outcome, timezone.now() if outcome else None
    Play.objects.filter(pk=play.pk).update(outcome=outcome, ended_at=play.ended_at, version=F("version") + 1)
    note(None, "ended" if outcome else "opened", "play", play.pk, play.deal_name, outcome=outcome)
    if outcome:
        tell_ended(play)
