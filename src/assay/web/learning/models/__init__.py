"""What this room keeps in the workflow database."""

from assay.web.learning.models.audits import Audit, AuditDraw, AuditPick, AuditRefusal, Judgement
from assay.web.learning.models.meetings import Meeting, MinutesVersion, Series
from assay.web.learning.models.returning import Moment, Plan
from assay.web.learning.models.weights import HeardWeights

__all__ = [
    "Audit",
    "AuditDraw",
    "AuditPick",
    "AuditRefusal",
    "HeardWeights",
    "Judgement",
    "Meeting",
    "MinutesVersion",
    "Moment",
    "Plan",
    "Series",
]
