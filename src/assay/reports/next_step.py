"""What can be done next with a deal, from what its file holds: to watch, to review, or to talk to the buyer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from assay.reports.deal_file import DealFile, Debrief, Run
from assay.reports.wording import write_count, write_day

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
        yield Step(f"Watch: {finding.sentence}", _anchor(finding.signal), signal.title if signal else finding.signal)
    if not file.findings and file.moment:
        yield Step("No signal fires on this deal now. See what could not be asked of it.", "unknown", "What is missing")


def _review(file: DealFile, *, is_lost: bool) -> Iterator[Step]:
    talks = [debrief for debrief in file.debriefs if debrief.kind == "buyer"]
    held = [debrief.held_at for debrief in talks if debrief.held_at is not None]
    if held:
        yield Step(f"The buyer was talked to on {write_day(max(held))}. Read what was said.", "sides", "Each side")
    elif talks:
        yield Step(f"{_say_planned(talks[-1])} No answer of the buyer is on record yet.", "sides", "Each side")
    elif is_lost:
        yield Step("The record holds no talk with the buyer about this loss. Ask for one.", "people", "Who took part")
    if is_lost and file.findings:
        count = write_count(len(file.findings), "finding")
        yield Step(f"Review the {count} with those who were there.", "findings", "What stands out")
    unknown = sum(1 for answer in file.answers.values() if answer == "unknown")
    if unknown:
        count = write_count(unknown, "question")
        yield Step(f"Answer what is missing: {count} could not be answered.", "unknown", "What is missing")


def _say_planned(debrief: Debrief) -> str:
    if debrief.asked_at is not None:
        return f"A talk with the buyer was asked for on {write_day(debrief.asked_at)}."
    if debrief.announced_at is not None:
        return f"A talk with the buyer was announced on {write_day(debrief.announced_at)}."
    return "A talk with the buyer is planned."


def _anchor(signal: str) -> str:
    return "finding-" + signal.replace(".", "-")
