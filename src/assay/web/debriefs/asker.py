"""Who asks the buyer, by the name that the buyer knows."""

from assay.web.debriefs.models import Debrief
from assay.web.debriefs.models.words import AskerWord
from assay.web.people.letters import name_company
from assay.web.people.models import User


def name_asker(debrief: Debrief, writer: User | None = None) -> str:
    """Whoever holds the debrief; else `writer`, else the company."""
    if debrief.asker_kind == AskerWord.THIRD_PARTY and debrief.asker_name:
        return debrief.asker_name
    return str(debrief.asker or writer or name_company())
