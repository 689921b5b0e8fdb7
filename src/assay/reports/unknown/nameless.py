"""Those who took part on the buyer's side and are not named."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assay.domain.tongue import mark, mark_counted, say, say_counted
from assay.reports.deal_file import Event
from assay.reports.wording import write_list

EXPORT_PARTICIPANTS = mark("Export the participants of activities.")


@dataclass(frozen=True)
class Among:
    """How it is said of some events that somebody is not named in them, each in its forms for one and for many.

    nobody: they name nobody at all.  somebody: they had somebody of whom nobody can tell who it was.
    """

    nobody: tuple[str, str]
    somebody: tuple[str, str]


FIRST_CONVERSATIONS = Among(
    mark_counted(
        "{n} of the first conversations names nobody on the buyer's side.",
        "{n} of the first conversations name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the first conversations had somebody of whom nobody can tell who it was.",
        "{n} of the first conversations had somebody of whom nobody can tell who it was.",
    ),
)
DEMOS = Among(
    mark_counted(
        "{n} of the demos names nobody on the buyer's side.",
        "{n} of the demos name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the demos had somebody of whom nobody can tell who it was.",
        "{n} of the demos had somebody of whom nobody can tell who it was.",
    ),
)
CONVERSATIONS_AND_MESSAGES = Among(
    mark_counted(
        "{n} of the conversations and messages names nobody on the buyer's side.",
        "{n} of the conversations and messages name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the conversations and messages had somebody of whom nobody can tell who it was.",
        "{n} of the conversations and messages had somebody of whom nobody can tell who it was.",
    ),
)
BEFORE_THE_PROPOSAL = Among(
    mark_counted(
        "{n} of the conversations and messages before the proposal names nobody on the buyer's side.",
        "{n} of the conversations and messages before the proposal name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the conversations and messages before the proposal had somebody of whom nobody can tell who it was.",
        "{n} of the conversations and messages before the proposal had somebody of whom nobody can tell who it was.",
    ),
)
MATERIAL = Among(
    mark_counted(
        "{n} of the proposals, demos and messages with attachments names nobody on the buyer's side.",
        "{n} of the proposals, demos and messages with attachments name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the proposals, demos and messages with attachments had somebody of whom nobody can tell who it was.",
        "{n} of the proposals, demos and messages with attachments had somebody of whom nobody can tell who it was.",
    ),
)
#: the champions are {names}, their last word fell on {day}
AFTER_THE_LAST_WORD = Among(
    mark_counted(
        "{n} of the talks after the last word of {names}, {day}, names nobody on the buyer's side.",
        "{n} of the talks after the last word of {names}, {day}, name nobody on the buyer's side.",
    ),
    mark_counted(
        "{n} of the talks after the last word of {names}, {day}, had somebody of whom nobody can tell who it was.",
        "{n} of the talks after the last word of {names}, {day}, had somebody of whom nobody can tell who it was.",
    ),
)


def list_nameless(events: Iterable[Event]) -> Iterator[Event]:
    """Those of `events` in which somebody of the buyer's side may have been who is not named."""
    return (event for event in events if event.buyers == 0 or event.unplaced > 0)


def say_nameless(events: Iterable[Event], among: Among, **places: str) -> Iterator[str]:
    """In how many of `events` somebody took part who is not named. places: of the messages of `among`."""
    found = list(list_nameless(events))
    silent = [event for event in found if not event.unplaced]
    if silent:
        yield say_counted(*among.nobody, len(silent), **places)
    strangers = list(dict.fromkeys(name for event in found for name in event.unnamed))
    if strangers:
        yield say("Nobody can tell who took part as {names}.", names=write_list(strangers))
    elif len(silent) < len(found):
        yield say_counted(*among.somebody, len(found) - len(silent), **places)
    if found:
        yield say(EXPORT_PARTICIPANTS)
