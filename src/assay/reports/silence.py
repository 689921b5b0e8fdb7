"""The time without a word of the buyer, and the messages in it that may have been one: nobody says who wrote them."""

from dataclasses import dataclass

from assay.reports.deal_file import DealFile
from assay.reports.meaning import is_unsaid
from assay.reports.wording import count_days, write_count


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
    one, many = ("call", "calls") if calls == len(kinds) else ("message", "messages and calls" if calls else "messages")
    return f"{write_count(len(kinds), one, many)} {'carries' if len(kinds) == 1 else 'carry'} no direction"
