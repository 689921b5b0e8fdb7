"""The time without a word of the buyer: what it most likely means, and the messages in it that may have been one."""

from collections.abc import Iterator
from dataclasses import dataclass

from assay.domain.spans import count_days
from assay.domain.tongue import say, say_counted
from assay.reports.deal_file import DealFile, Quiet
from assay.reports.meaning import is_unsaid
from assay.reports.wording import write_count, write_day, write_share, write_share_range

#: no record of some hundred silences knows a probability beyond this
_SUREST = 0.99


@dataclass(frozen=True)
class Silence:
    """From the buyer's last known word to the close, or to the day asked about.

    since, until: epoch seconds. unsaid: "2 messages carry no direction", of those in it; empty where there are none.
    """

    since: int
    until: int
    unsaid: str

    @property
    def days(self) -> int:
        return count_days(self.since, self.until)


def find_silence(file: DealFile) -> Silence | None:
    """The silence of a deal; None where it was not looked at, or no word of the buyer is known."""
    moment = file.moment
    if moment is None or moment.last_word_at is None:
        return None
    until = _find_end(file) or moment.as_of
    return Silence(moment.last_word_at, until, say_unsaid(file, moment.last_word_at))


def say_prospects(file: DealFile) -> str:
    """Since when the silence is unusual, how likely it was the end at the deal's moment, and when that is nine in ten.

    Empty where too little was learnt to say it. Of a deal that has ended nothing is said of days after its close.
    """
    quiet, silence = file.quiet, find_silence(file)
    if quiet is None or silence is None:
        return ""
    is_open = file.moment is not None and file.moment.view == "open"
    said = [*_say_unusual(quiet, silence)]
    if is_open:
        said += say_chance(quiet)
    return "; ".join([*said, *_say_hopeless(quiet, silence, is_open=is_open)])


def _say_unusual(quiet: Quiet, silence: Silence) -> Iterator[str]:
    if quiet.usual_until is None:
        return
    if silence.until > quiet.usual_until:
        day = write_day(quiet.usual_until + 1)
        yield say("from {day} on longer than nine of ten pauses, beside the pace of this deal", day=day)
    else:
        day = write_day(quiet.usual_until)
        yield say("no longer than nine of ten pauses until {day}, beside the pace of this deal", day=day)


def say_chance(quiet: Quiet) -> Iterator[str]:
    """The probability that a silence is the end, and what became of silences of which about the same was said.

    Every page that tells of a silence says it so; nothing where too little was learnt.
    """
    if quiet.p_dead is None or not quiet.n:
        return
    surest = say("more than {n} %", n=round(_SUREST * 100))
    likely = surest if quiet.p_dead > _SUREST else write_share(quiet.p_dead)
    yield say("the end with a probability of {likely}: no word in 90 days more, and no win", likely=likely)
    yield say(
        "of {silences} of which about the same was said, {share} ({range}) were ({deals})",
        silences=write_count(quiet.n, "silence"),
        share=write_share(quiet.p_share),
        range=write_share_range(quiet.p_low, quiet.p_high),
        deals=write_count(quiet.deals or 0, "deal"),
    )


def _say_hopeless(quiet: Quiet, silence: Silence, *, is_open: bool) -> Iterator[str]:
    """A day ahead is told only of a silence that is unusual already: of any other it is idle."""
    if quiet.hopeless_at is None:
        return
    if quiet.hopeless_at <= silence.until:
        yield say("from {day} on nine in ten such silences are the end", day=write_day(quiet.hopeless_at))
    elif is_open and quiet.usual_until is not None and silence.until > quiet.usual_until:
        day = write_day(quiet.hopeless_at)
        yield say("from {day} on nine in ten such silences are the end, if no word comes before", day=day)


def _find_end(file: DealFile) -> int | None:
    """The close, or the moment asked about where the deal was open then: what came later plays no part."""
    moment = file.moment
    if moment and (moment.view == "open" or file.deal.closed_at is None):
        return moment.as_of
    return file.deal.closed_at


def say_unsaid(file: DealFile, since: int | None) -> str:
    """How many messages after `since` and up to the close carry no direction; empty where none."""
    end = _find_end(file)
    kinds = [
        event.kind
        for event in file.events
        if is_unsaid(event) and (since is None or event.at > since) and (end is None or event.at <= end)
    ]
    if not kinds:
        return ""
    calls = kinds.count("call")
    n = len(kinds)
    if calls == n:
        text = say_counted("{n} call carries no direction", "{n} calls carry no direction", n)
    elif calls:
        text = say_counted("{n} message or call carries no direction", "{n} messages and calls carry no direction", n)
    else:
        text = say_counted("{n} message carries no direction", "{n} messages carry no direction", n)
    return text.replace(" ", "\u00a0", 1)
