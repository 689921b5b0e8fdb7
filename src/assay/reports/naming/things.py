"""Names of competitors and campaigns, and the words of questions and promises."""

from collections.abc import Mapping

from assay.domain.spans import DAY
from assay.domain.tongue import say, translate
from assay.reports.meaning import is_word, is_written_by_buyer
from assay.reports.naming.evidence import Evidence, Namer, quote
from assay.reports.wording import write_count, write_day, write_list, write_number


def _name_rivals(found: Evidence) -> str:
    """Competitors of the rows, and those written into a field that names them."""
    written = [change.new for change in found.changes if change.new]
    names: dict[str, str] = {}
    for name in (*(rival.name for rival in found.rivals), *written):
        names.setdefault(name.casefold(), name)
    return write_list(list(names.values()))


def _name_campaigns(found: Evidence) -> str:
    return quote(touch.campaign for touch in found.touches)


def _name_subjects(found: Evidence) -> str:
    return quote(event.subject for event in found.events if is_written_by_buyer(event))


def _name_promises(found: Evidence) -> str:
    return quote([*(event.subject for event in found.events), *(turn.text for turn in found.utterances)])


def _name_doubts(found: Evidence) -> str:
    """What spoke against it while the deal was counted as sure: a silence, moves of the close date, nobody met."""
    quiet = found.thresholds.get("quiet_days", 0) * DAY
    words = [event.at for event in found.file.events if is_word(event)]
    last = [event for event in found.events if not any(event.at < at <= event.at + quiet for at in words)]
    silent = write_count(round(quiet / DAY), "day")
    doubts = [
        say("no word of the buyer in {days} after {day}", days=silent, day=write_day(event.at)) for event in last[:1]
    ]
    moves = found.list_changes("close_date")
    doubts += [say("the close date moved later, lastly on {day}", day=write_day(moves[-1].at))] if moves else []
    # the other activities are those in which nobody was met who is known to decide
    doubts += [say("nobody met who is known to decide")] if len(last) < len(found.events) else []
    return "; ".join(doubts)


def _name_kind(found: Evidence) -> str:
    """What the kind is told by, and what it is: of those that the team knew well, the one seen least."""
    moment = found.file.moment
    seen = min(found.file.grounds.seen, key=lambda one: (one.closed, -one.team_closed), default=None)
    kind = dict(moment.kind).get(seen.kind, "") if moment and seen else ""
    if not (kind and seen):
        return ""
    closed = write_number(seen.team_closed)
    return say("{by}: {kind}; the team had seen {n}", by=translate(seen.kind), kind=kind, n=closed)


NAMERS: Mapping[str, tuple[tuple[str, Namer], ...]] = {
    "competition.competitor_named_early": (("A competitor", _name_rivals),),
    "competition.competitor_named_late": (("The first competitor", _name_rivals),),
    "competition.competitor_present": (("on this deal", _name_rivals),),
    "competition.competitor_won": (("as chosen by the buyer", _name_rivals),),
    "competition.incumbent_present": (("as supplying the buyer already", _name_rivals),),
    "judgement.answer_beside_question": (("what the buyer had asked about", _name_subjects),),
    "judgement.sure_and_then": (("something in the record", _name_doubts),),
    "marketing.nurture_changed": (("A campaign", _name_campaigns),),
    "judgement.buying_cue_missed": (("buying cues in calls and messages", _name_promises),),
    "marketing.nurture_stopped": (("A campaign", _name_campaigns),),
    "marketing.touches_after_last_word": (("Campaigns", _name_campaigns),),
    "people.stranger_to_this_kind": (("of this kind", _name_kind),),
    "rhythm.promise_missed": (("for which we had promised something", _name_promises),),
}
