"""What our own people's rooms put onto the page of a debrief."""

from assay.web.debriefs.investigating import showing as investigating
from assay.web.debriefs.own import showing as own
from assay.web.debriefs.peering import showing as peering
from assay.web.debriefs.steps.parts import MORE_PARTS

_PARTS = (own.show_part, peering.show_part, investigating.show_part)


def add_parts() -> None:
    """Adds them once, however often the app gets ready."""
    MORE_PARTS.extend(part for part in _PARTS if part not in MORE_PARTS)
