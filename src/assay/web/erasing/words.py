"""What an erasure takes out, as people read it."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_SIDES = {
    "person": gettext_lazy("one of the buyer's people"),
    "seller": gettext_lazy("one of our people"),
    "user": gettext_lazy("a user of this application"),
}
_WHAT = {
    "record.person": gettext_lazy("entries of the person"),
    "record.seller": gettext_lazy("entries of the person"),
    "record.activity": gettext_lazy("calls, messages, meetings and notes"),
    "record.activity_person": gettext_lazy("places among those who took part"),
    "record.utterance": gettext_lazy("turns of speech"),
    "record.statement": gettext_lazy("statements"),
    "record.statement_code": gettext_lazy("codes of statements"),
    "record.deal": gettext_lazy("deals whose texts name the person"),
    "record.deal_person": gettext_lazy("places in buying groups"),
    "record.stage_history": gettext_lazy("changes of deals"),
    "record.person_change": gettext_lazy("changes of position"),
    "record.rejected_row": gettext_lazy("rejected rows of imports"),
    "record.source_field": gettext_lazy("sample values of fields"),
    "quotes": gettext_lazy("passages quoted in the results"),
    "sources": gettext_lazy("source rows kept from imports"),
    "masked": gettext_lazy("other files in which the person is masked"),
    "removed": gettext_lazy("other files that are removed"),
    "made_ahead": gettext_lazy("pages and reports that are made again"),
    "recordings": gettext_lazy("recorded calls"),
    "accounts": gettext_lazy("accounts that are closed"),
    "workflow.people_logentry": gettext_lazy("rows of the log, which stay without the person"),
    "workflow.jobs_job": gettext_lazy("lines about long work"),
    "workflow.debriefs_answer": gettext_lazy("answers in debriefs"),
    "workflow.debriefs_draft": gettext_lazy("drafts"),
    "workflow.debriefs_draftversion": gettext_lazy("versions of drafts"),
    "workflow.debriefs_askedperson": gettext_lazy("places among those asked"),
    "workflow.debriefs_token": gettext_lazy("links"),
    "workflow.debriefs_task": gettext_lazy("tasks"),
    "workflow.coding_passagecode": gettext_lazy("codes given by people"),
    "workflow.imports_importdraft": gettext_lazy("imports being prepared, with their samples"),
    "workflow.outgoing_outgoing": gettext_lazy("texts for a second opinion"),
    "workflow.people_user": gettext_lazy("users"),
}


def name_side(side: str) -> str:
    """On which side somebody is."""
    return str(_SIDES.get(side, side))


def name_counts(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """What went and how many, those with words of their own first and the rest of both stores summed up."""
    told: dict[str, int] = {}
    rest = {"record": 0, "workflow": 0}
    for name, count in counts.items():
        if name in _WHAT:
            words = str(_WHAT[name])
            told[words] = told.get(words, 0) + count
        else:
            rest[name.partition(".")[0]] = rest.get(name.partition(".")[0], 0) + count
    more = {"record": _("other rows of the record"), "workflow": _("other rows of what was typed, sent and logged")}
    lines = [(words, told[words]) for words in dict.fromkeys(map(str, _WHAT.values())) if words in told]
    return [*lines, *((more[name], count) for name, count in rest.items() if count and name in more)]
