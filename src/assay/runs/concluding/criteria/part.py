"""The part of what follows from a run that learns which deals to pursue and which not."""

from assay.domain.tongue import mark
from assay.runs.concluding.criteria.hours import read_hours_each
from assay.runs.concluding.part import Part, Work
from assay.store.home import Home
from assay.tables.concluded.criterion import CRITERIA


def _make(work: Work) -> None:
    # imported as it is made, so that asking whether it is due costs little
    from assay.runs.concluding.criteria.making import make_criteria

    make_criteria(work)


def _name_hours(home: Home) -> str:
    return str(read_hours_each(home))


CRITERIA_PART = Part("criteria", mark("learning which deals to pursue"), CRITERIA, _make, 1, _name_hours)
