"""All tables of what is concluded from a run."""

from assay.tables.concluded.conclusion import CONCLUSION
from assay.tables.concluded.criterion import CRITERIA
from assay.tables.concluded.reason import DRIVER_EFFECT, REASON, REASON_GROUND, VERDICT
from assay.tables.concluded.share import SHARES

CONCLUDED = (
    CONCLUSION,
    REASON,
    REASON_GROUND,
    VERDICT,
    DRIVER_EFFECT,
    *SHARES,
    *CRITERIA,
)
