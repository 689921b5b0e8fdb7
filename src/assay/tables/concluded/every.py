"""All tables of what is concluded from a run."""

from assay.tables.concluded.competitor import (
    COMPETITOR_CHANGE,
    COMPETITOR_EVENT_CHECK,
    COMPETITOR_QUOTE,
    COMPETITOR_RATE,
    RATE_NARROWING,
)
from assay.tables.concluded.conclusion import CONCLUSION
from assay.tables.concluded.criterion import CRITERIA
from assay.tables.concluded.driver import DRIVER
from assay.tables.concluded.offer import OFFERS
from assay.tables.concluded.pair import COMBINATION, PAIR
from assay.tables.concluded.practice import PRACTICE_TABLES
from assay.tables.concluded.reason import DRIVER_EFFECT, REASON, REASON_GROUND, VERDICT
from assay.tables.concluded.share import SHARES
from assay.tables.concluded.win_probability import LEAK, WIN_MODEL, WIN_PROBABILITY

CONCLUDED = (
    CONCLUSION,
    REASON,
    REASON_GROUND,
    VERDICT,
    DRIVER_EFFECT,
    DRIVER,
    PAIR,
    COMBINATION,
    *SHARES,
    COMPETITOR_RATE,
    COMPETITOR_CHANGE,
    COMPETITOR_EVENT_CHECK,
    COMPETITOR_QUOTE,
    RATE_NARROWING,
    WIN_PROBABILITY,
    WIN_MODEL,
    LEAK,
    *CRITERIA,
    *OFFERS,
    *PRACTICE_TABLES,
)
