"""The canonical tables, one file each. Signals, statistics and pages read these and nothing else."""

from assay.tables.account import ACCOUNT
from assay.tables.activity import ACTIVITY
from assay.tables.activity_deal import ACTIVITY_DEAL
from assay.tables.activity_person import ACTIVITY_PERSON
from assay.tables.audit import AUDIT
from assay.tables.bookkeeping import BOOKKEEPING
from assay.tables.buying_process import BUYING_PROCESS
from assay.tables.campaign import CAMPAIGN
from assay.tables.campaign_touch import CAMPAIGN_TOUCH
from assay.tables.clustered import CLUSTERED
from assay.tables.column import Table
from assay.tables.competitor import COMPETITOR
from assay.tables.competitor_event import COMPETITOR_EVENT
from assay.tables.deal import DEAL
from assay.tables.deal_competitor import DEAL_COMPETITOR
from assay.tables.deal_person import DEAL_PERSON
from assay.tables.debrief import DEBRIEF
from assay.tables.exchange_rate import EXCHANGE_RATE
from assay.tables.person import PERSON
from assay.tables.person_change import PERSON_CHANGE
from assay.tables.requirement import REQUIREMENT
from assay.tables.seller import SELLER
from assay.tables.source_field import SOURCE_FIELD
from assay.tables.stage import STAGE
from assay.tables.stage_history import STAGE_HISTORY
from assay.tables.stage_requirement import STAGE_REQUIREMENT
from assay.tables.statement import STATEMENT
from assay.tables.statement_code import STATEMENT_CODE
from assay.tables.tie import TIE
from assay.tables.utterance import UTTERANCE

CANONICAL: tuple[Table, ...] = (
    ACCOUNT,
    PERSON,
    TIE,
    SELLER,
    STAGE,
    DEAL,
    STAGE_HISTORY,
    DEAL_PERSON,
    ACTIVITY,
    ACTIVITY_PERSON,
    ACTIVITY_DEAL,
    UTTERANCE,
    CAMPAIGN,
    CAMPAIGN_TOUCH,
    COMPETITOR,
    DEAL_COMPETITOR,
    COMPETITOR_EVENT,
    PERSON_CHANGE,
    STATEMENT,
    REQUIREMENT,
    BUYING_PROCESS,
    DEBRIEF,
    AUDIT,
    EXCHANGE_RATE,
    STAGE_REQUIREMENT,
    STATEMENT_CODE,
    SOURCE_FIELD,
)

#: every table of the record, by name
TABLES: dict[str, Table] = {table.name: table for table in (*CANONICAL, *BOOKKEEPING, *CLUSTERED)}

__all__ = ["BOOKKEEPING", "CANONICAL", "CLUSTERED", "TABLES", "Table"]
