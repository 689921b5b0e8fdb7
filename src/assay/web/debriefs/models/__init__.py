"""What debriefs leave in the workflow database until it is finished and goes into the record."""

from assay.web.debriefs.models.actions import Action, Task
from assay.web.debriefs.models.announcements import Announcement
from assay.web.debriefs.models.answers import Answer, BuyingProcess, DriverTag, Requirement
from assay.web.debriefs.models.consents import Consent, ConsentText
from assay.web.debriefs.models.debriefs import AskedPerson, Debrief, Opening, Participant
from assay.web.debriefs.models.drafts import Draft, DraftVersion
from assay.web.debriefs.models.guides import ChosenQuestion, Guide, QuestionTemplate, TemplateState
from assay.web.debriefs.models.messages import BuyerMessage, Mail, MailState, Reply
from assay.web.debriefs.models.together import MomentVote, Pin, Stance
from assay.web.debriefs.models.tokens import Token

__all__ = [
    "Action",
    "Announcement",
    "Answer",
    "AskedPerson",
    "BuyerMessage",
    "BuyingProcess",
    "ChosenQuestion",
    "Consent",
    "ConsentText",
    "Debrief",
    "Draft",
    "DraftVersion",
    "DriverTag",
    "Guide",
    "Mail",
    "MailState",
    "MomentVote",
    "Opening",
    "Participant",
    "Pin",
    "QuestionTemplate",
    "Reply",
    "Requirement",
    "Stance",
    "Task",
    "TemplateState",
    "Token",
]
