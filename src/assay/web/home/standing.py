"""How far the company has come: nothing imported, no run made, or results; and whether they are up to date."""

from dataclasses import dataclass
from enum import Enum

from assay.domain.errors import AssayError, InputError
from assay.reports.catalogue.opening import Catalogue, find_record_version, is_stale, open_catalogue
from assay.store.home import Home


class Step(Enum):
    """What has to be done next before there is something to show."""

    IMPORT = "import"
    RUN = "run"
    WAIT = "wait"
    NONE = "none"


@dataclass(frozen=True)
class Standing:
    """catalogue: what there is to show, None before `step` is done.  is_behind: the record has changed since the run.

    is_renewing: a later run has ended whose lists are still to be made.  is_reached: the record answered.
    """

    catalogue: Catalogue | None
    step: Step
    is_behind: bool = False
    is_renewing: bool = False
    is_reached: bool = True


def find_standing(home: Home) -> Standing:
    """How far this home has come."""
    try:
        catalogue = open_catalogue(home)
    except InputError:
        return _find_step(home)
    try:
        is_behind = find_record_version(home) != catalogue.meta["record_version"]
    except AssayError:
        return Standing(catalogue, Step.NONE, is_reached=False)
    return Standing(catalogue, Step.NONE, is_behind, is_renewing=is_stale(home))


def _find_step(home: Home) -> Standing:
    try:
        if find_record_version(home) == 0:
            return Standing(None, Step.IMPORT)
    except AssayError:
        return Standing(None, Step.WAIT, is_reached=False)
    return Standing(None, Step.WAIT if is_stale(home) else Step.RUN)
