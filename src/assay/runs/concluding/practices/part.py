"""The part: tables practice and saying."""

from assay.domain.tongue import mark
from assay.runs.concluding.part import Part, Work
from assay.tables.concluded.practice import PRACTICE_TABLES


def _make(work: Work) -> None:
    # imported as it is made, so that asking whether it is due costs little
    from assay.runs.concluding.practices.making import make_practices

    make_practices(work)


PRACTICES_PART = Part("practices", mark("asking what goes with practices"), PRACTICE_TABLES, _make)
