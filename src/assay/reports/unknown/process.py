"""What is missing of the steps of a deal: stages, close date, amount, demos, proposals, fields, debriefs."""

import re
from collections.abc import Iterator, Mapping

from assay.domain.tongue import mark, say, say_counted
from assay.reports.deal_file import Change
from assay.reports.meaning import TOOK_PLACE
from assay.reports.unknown.case import (
    Case,
    Finder,
    say_opening,
    say_strangers,
    say_unmeasured,
    say_unsigned_writers,
)
from assay.reports.unknown.nameless import BEFORE_THE_PROPOSAL, say_nameless
from assay.reports.wording import write_count, write_day, write_list

#: stages named after a proposal (signals/process/proposal_before_decider)
PROPOSAL_STAGE = r"proposal|quote|quotation|angebot|devis|propuesta|proposta|^proposition$"

_EXPORT_STAGES = mark("Export the stage history.")
_EXPORT_FIELDS = mark("Export the field history of the deals.")
_EXPORT_TALKS = mark("Export meetings and calls with status, time and participants.")
_FEW_DISCOUNTS = mark("Too few won deals had a discount by then to say what is typical.")


def _list_numbers(changes: list[Change]) -> list[Change]:
    """Those that set a plain number above nought."""
    return [change for change in changes if _read_number(change.new) > 0]


def _read_number(text: str) -> float:
    return float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else 0.0


def _find_in_amounts(case: Case) -> Iterator[str]:
    if not _list_numbers(case.list_changes("amount")):
        said = say("No amount is recorded with the day on which it was set, by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_FIELDS)}"
    yield from say_opening(case)
    for change in case.list_changes("currency"):
        if change.old and change.old != change.new:
            yield say(
                "The currency was changed from {old} to {new} on {day}: amounts do not compare.",
                old=change.old,
                new=change.new,
                day=write_day(change.at),
            )


def _find_in_close_date(case: Case) -> Iterator[str]:
    if not any(re.fullmatch(r"\d{4}-\d\d-\d\d", change.new) for change in case.list_changes("close_date")):
        said = say("No close date is recorded with the day on which it was set, by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_FIELDS)}"


def _find_in_debriefs(case: Case) -> Iterator[str]:
    if not any(debrief.kind == "buyer" for debrief in case.file.debriefs):
        yield say("No debrief with the buyer is recorded by {day}.", day=case.day)
        yield say("Record each debrief with the day on which it was announced.")
    elif not case.has_ended:
        yield say("The deal is open and no debrief was asked for yet, so that there is time to announce one.")


def _find_in_first_demo(case: Case) -> Iterator[str]:
    demos = [event for event in case.talks if event.kind == "demo"]
    if not demos:
        yield say(
            "No demo is recorded as such by {day}. Export demos with an activity type of their own.", day=case.day
        )
        return
    talks = [event for event in case.events if event.kind in ("meeting", "call") and event.direction != "internal"]
    if not talks:
        yield say("No meeting and no call at all is recorded by {day}, so that they may not be kept.", day=case.day)
        yield say(_EXPORT_TALKS)
    before = [event for event in talks if event.at <= demos[0].at and event.status in (*TOOK_PLACE, "planned")]
    if before:
        yield say_counted(
            "Of {n}\u00a0meeting or call up to the demo of {day} it is not told whether they took place before it, and "
            "with whom.",
            "Of {n}\u00a0meetings and calls up to the demo of {day} it is not told whether they took place before it, "
            "and with whom.",
            len(before),
            day=write_day(demos[0].at),
        )
        yield say(_EXPORT_TALKS)


def _find_in_discount(case: Case) -> Iterator[str]:
    given = _list_numbers(case.list_changes("discount"))
    if not given:
        said = say("No discount is recorded with the day on which it was given, by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_FIELDS)}"
        return
    if _read_number(given[0].old) > 0:
        said = say(
            "The first change of the discount that is recorded, on {day}, raised an older one of which it is not known "
            "when it was given.",
            day=write_day(given[0].at),
        )
        yield f"{said} {say(_EXPORT_FIELDS)}"
    yield from say_opening(case)
    yield from say_unmeasured(case, _FEW_DISCOUNTS)


def _find_in_profile(case: Case) -> Iterator[str]:
    asking = case.file.grounds.asking_stages
    if not asking:
        yield say("No list says which fields a stage asks for. Import one (stage_requirement).")
        return
    reached = {name for change in case.list_changes("stage") for name in (change.old, change.new)}
    asked = [name for name in asking if name in reached]
    if not asked:
        said = say(
            "The deal is not known to have come by {day} to a stage that asks for a field ({stages}).",
            day=case.day,
            stages=write_list(list(asking)),
        )
        yield f"{said} {say(_EXPORT_STAGES)}"
        return
    said = say_counted(
        "Not every field that {stages} asks for can be read as it stood on {day}.",
        "Not every field that {stages} asks for can be read as it stood on {day}.",
        len(asked),
        stages=write_list(asked),
        day=case.day,
    )
    yield f"{said} {say(_EXPORT_FIELDS)}"


def _find_in_proposal(case: Case) -> Iterator[str]:
    sent = [one.at for one in case.events if one.kind == "proposal" and one.status in TOOK_PLACE]
    moved = [one.at for one in case.list_changes("stage") if re.search(PROPOSAL_STAGE, one.new.lower())]
    if not sent and not moved:
        yield say("No proposal is recorded by {day}, nor a move into a stage named after one.", day=case.day)
        yield say("Export proposals with an activity type of their own, or the stage history.")
        return
    at = min(sent or moved)
    told = [event for event in case.told if event.at <= at]
    if not told:
        yield say(
            "Nobody is recorded as met before the proposal of {day}. Export meetings, calls and e-mails.",
            day=write_day(at),
        )
        return
    yield from say_nameless(told, BEFORE_THE_PROPOSAL)
    yield from say_unsigned_writers(told)
    yield from say_strangers(case, told)
    planned = [event for event in case.unreported if event.at <= at]
    if planned:
        yield say(
            "{conversations} planned before it, and nobody reported whether held.",
            conversations=write_count(len(planned), "conversation"),
        )
        yield say("Export the status of meetings and calls.")


def _find_in_path(case: Case) -> Iterator[str]:
    stage = case.moment.stage
    if not stage:
        said = say("It is not known in which stage the deal was on {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_STAGES)}"
        return
    if not case.file.deal.history_complete:
        said = say("The record does not hold all stages that the deal went through since it was opened.")
        yield f"{said} {say(_EXPORT_STAGES)}"
    if case.measure is None:
        yield say("Too few deals had been won by way of the stage {stage} by then to say what is usual.", stage=stage)
        return
    usual = {name for name, share in case.file.grounds.usual_stages if share >= _RARE}
    been = {name for change in case.list_changes("stage") for name in (change.old, change.new) if name}
    strange = sorted(been - usual - {stage})
    if strange:
        yield say(
            "The deal was in {stages}, in which hardly any of the won deals had been before {stage}: the stages seem "
            "to be others now.",
            stages=write_list(strange),
            stage=stage,
        )


#: below it a stage counts as one in which won deals were not (signals/process/stage_skipped)
_RARE = 0.1


def _find_in_stay(case: Case) -> Iterator[str]:
    if not case.list_changes("stage"):
        yield say(
            "No change of stage is recorded by {day}, so it is not known when the deal entered its stage.", day=case.day
        )
        yield say(_EXPORT_STAGES)
    elif case.measure is None and case.moment.stage:
        yield say("Too few won deals passed through the stage {stage} to say what is typical.", stage=case.moment.stage)
    elif case.measure is None:
        yield say("Too few won deals passed through this stage to say what is typical.")


def _find_in_returns(case: Case) -> Iterator[str]:
    if not case.list_changes("stage"):
        said = say("No change of stage is recorded by {day}.", day=case.day)
        yield f"{said} {say(_EXPORT_STAGES)}"
    elif not case.file.deal.history_complete:
        said = say(
            "The record does not hold all stages that the deal went through since it was opened, and what is left out "
            "may have been a return."
        )
        yield f"{said} {say(_EXPORT_STAGES)}"


FINDERS: Mapping[str, Finder] = {
    "process.amount_cut_late": _find_in_amounts,
    "process.close_date_pushed": _find_in_close_date,
    "process.debrief_not_announced": _find_in_debriefs,
    "process.demo_before_discovery": _find_in_first_demo,
    "process.discount_early_or_late": _find_in_discount,
    "process.profile_incomplete": _find_in_profile,
    "process.proposal_before_decider": _find_in_proposal,
    "process.stage_skipped": _find_in_path,
    "process.stage_stalled": _find_in_stay,
    "process.stage_went_back": _find_in_returns,
}
