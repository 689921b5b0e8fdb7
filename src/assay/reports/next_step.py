"""What can be done next with a deal, from what its file holds: to watch, to review, or to talk to the buyer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark_counted, say, say_counted
from assay.reports.deal_file import DealFile, Debrief, Run
from assay.reports.naming import say_plain
from assay.reports.wording import write_day

_ENDED = ("lost", "no_decision", "disqualified")


@dataclass(frozen=True)
class Step:
    """One thing to do, and where on the page it begins."""

    text: Annotated[str, "what to do, and from what that follows"]
    anchor: Annotated[str, "the part of the page that it is about"]
    label: Annotated[str, "what the link to that part says"]


def list_steps(file: DealFile, run: Run) -> tuple[Step, ...]:
    """The next steps of a deal: of an open one what to watch, of an ended one how to review it."""
    outcome = file.moment.outcome if file.moment else file.deal.outcome
    if outcome == "open":
        return tuple(_watch(file, run))
    return tuple(_review(file, is_lost=outcome in _ENDED))


def _watch(file: DealFile, run: Run) -> Iterator[Step]:
    for finding in file.findings:
        signal = run.signals.get(finding.signal)
        watched = say_plain(finding, signal)
        yield Step(
            say("Watch: {sentence}", sentence=watched),
            _anchor(finding.signal),
            signal.title if signal else finding.signal,
        )
    if not file.findings and file.moment:
        text = say("No signal fires on this deal now. See what could not be asked of it.")
        yield Step(text, "unknown", "What is missing")


def _review(file: DealFile, *, is_lost: bool) -> Iterator[Step]:
    talks = [debrief for debrief in file.debriefs if debrief.kind == "buyer"]
    held = [debrief.held_at for debrief in talks if debrief.held_at is not None]
    if held:
        day = write_day(max(held))
        yield Step(say("The buyer was talked to on {day}. Read what was said.", day=day), "sides", "Each side")
    elif talks:
        text = say("{planned} No answer of the buyer is on record yet.", planned=_say_planned(talks[-1]))
        yield Step(text, "sides", "Each side")
    elif is_lost:
        text = say("The record holds no talk with the buyer about this loss. Ask for one.")
        yield Step(text, "people", "Who took part")
    if is_lost and file.findings:
        one, many = mark_counted(
            "Review the {n} finding with those who were there.", "Review the {n} findings with those who were there."
        )
        yield Step(say_counted(one, many, len(file.findings)), "findings", "What stands out")
    unknown = sum(1 for answer in file.answers.values() if answer == "unknown")
    if unknown:
        one, many = mark_counted(
            "Answer what is missing: {n} question could not be answered.",
            "Answer what is missing: {n} questions could not be answered.",
        )
        yield Step(say_counted(one, many, unknown), "unknown", "What is missing")


def _say_planned(debrief: Debrief) -> str:
    if debrief.asked_at is not None:
        return say("A talk with the buyer was asked for on {day}.", day=write_day(debrief.asked_at))
    if debrief.announced_at is not None:
        return say("A talk with the buyer was announced on {day}.", day=write_day(debrief.announced_at))
    return say("A talk with the buyer is planned.")


def _anchor(signal: str) -> str:
    return "finding-" + signal.replace(".", "-")
