"""All tables of what is concluded from a run."""

from assay.tables.concluded.competitor import (
    COMPETITOR_CHANGE,
    COMPETITOR_EVENT_CHECK,
    COMPETITOR_QUOTE,
    COMPETITOR_RATE,
)
from assay.tables.concluded.conclusion import CONCLUSION
from assay.tables.concluded.criterion import CRITERIA
from assay.tables.concluded.reason import DRIVER_EFFECT, REASON, REASON_GROUND, VERDICT

CONCLUDED = (
    CONCLUSION,
    REASON,
    REASON_GROUND,
    VERDICT,
    DRIVER_EFFECT,
    COMPETITOR_RATE,
    COMPETITOR_CHANGE,
    COMPETITOR_EVENT_CHECK,
    COMPETITOR_QUOTE,
    *CRITERIA,
)
