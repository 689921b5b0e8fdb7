"""Names of stages and of the fields that they ask for."""

from collections.abc import Iterator, Mapping

from assay.domain.tongue import say
from assay.reports.listing import say_field
from assay.reports.naming.evidence import Evidence, Namer
from assay.reports.wording import write_list, write_number, write_share


def _name_stage(found: Evidence) -> str:
    """The stage that the deal was in; a row that brought it there goes before what the run says of it."""
    entered = found.list_changes("stage")
    return entered[-1].new if entered else found.file.moment.stage if found.file.moment else ""


def _name_left_stages(found: Evidence) -> str:
    return write_list(list(dict.fromkeys(_list_returns(found))))


def _list_returns(found: Evidence) -> Iterator[str]:
    """Stages that the deal entered after it had left them."""
    left: set[str] = set()
    for change in found.list_changes("stage"):
        left.add(change.old)
        if change.new in left:
            yield change.new


def _name_passed_over(found: Evidence) -> str:
    """The stages in which the most won deals had been, of those where this deal never was, and their share."""
    file = found.file
    until = file.moment.as_of if file.moment else None
    stages = [one for one in file.changes if one.field == "stage" and (until is None or one.at <= until)]
    been = {name for change in stages for name in (change.old, change.new)}
    missed = [(share, name) for name, share in file.grounds.usual_stages if name not in been]
    top = max(missed, default=(0.0, ""))[0]
    names = write_list(sorted(name for share, name in missed if share == top))
    measure = file.grounds.measures.get("process.stage_skipped")
    return (
        say("{names}: {share} of {n}", names=names, share=write_share(top), n=write_number(measure.n))
        if names and measure
        else names
    )


def _name_fields(found: Evidence) -> str:
    asked = (say("{field} in {stage}", field=say_field(one.field), stage=one.stage) for one in found.demands)
    return write_list(list(dict.fromkeys(asked)))


NAMERS: Mapping[str, tuple[tuple[str, Namer], ...]] = {
    "process.profile_incomplete": (("were empty", _name_fields),),
    "process.stage_skipped": (("in this stage", _name_stage), ("this deal passed over", _name_passed_over)),
    "process.stage_stalled": (("in its stage", _name_stage),),
    "process.stage_went_back": (("to a stage that it had left", _name_left_stages),),
}
