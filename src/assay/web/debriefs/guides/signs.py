"""What the loss file of a deal found, and what it could not tell, as the guide takes it."""

from datetime import datetime

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.asking.guide.proposing import Proposal, Sign, doubt_reason, propose_questions
from assay.domain.errors import InputError
from assay.domain.tongue import speak, translate
from assay.reports.deal_file import Run
from assay.reports.reasons.building import make_name
from assay.reports.unknown import say_missing
from assay.reports.wording import write_share, write_share_range
from assay.web.deals.file.building import BuiltFile, build_file, find_kept
from assay.web.debriefs.allowing import is_let_in
from assay.web.debriefs.models import Debrief
from assay.web.request import Request
from assay.web.results import open_reading
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Taxonomy


def list_proposals(request: Request, debrief: Debrief) -> tuple[Proposal, ...]:
    """The questions that this deal proposes; none for who may not see the deal, and before the first run."""
    ended_at = int((debrief.ended_at or debrief.opened_at).timestamp())
    return propose_questions(read_signs(request, debrief), debrief.outcome, ended_at, _write_month)


def read_signs(request: Request, debrief: Debrief) -> tuple[Sign, ...]:
    """Each finding of the deal in its own words, and each question that its record leaves open and why."""
    if not is_let_in(request, debrief):
        return ()
    try:
        reading = open_reading()
    except InputError:
        return ()
    language = translation.get_language() or "en"
    with reading:
        built = find_kept(reading.version, debrief.deal_id, language)
        built = built or build_file(reading, debrief.deal_id, debrief.owner_id, language)
        return _list_signs(built, reading.run) if built else ()


def _list_signs(built: BuiltFile, run: Run) -> tuple[Sign, ...]:
    found = [
        Sign(finding.signal, True, view.sentence, finding.hit_at, _weigh(finding.signal, run))
        for finding, view in zip(built.file.findings, built.page.findings, strict=True)
    ]
    with speak(READER):
        found += _list_doubts(built, speak_taxonomy())
        for signal, answer in built.file.answers.items():
            if answer == "unknown" and signal in run.signals:
                asked = run.signals[signal]
                found.append(Sign(signal, False, f"{translate(asked.question)} {say_missing(asked, built.file)}"))
    return tuple(found)


def _list_doubts(built: BuiltFile, taxonomy: Taxonomy) -> list[Sign]:
    """The reasons that are neither likely nor unlikely, each in its own words."""
    name, found = make_name(taxonomy), []
    for row in built.file.reasons.rows:
        said = _("%(reason)s may have had a part: %(share)s, 95 %% interval %(interval)s.") % {
            "reason": name(row.driver),
            "share": write_share(row.p),
            "interval": write_share_range(row.p_low, row.p_high),
        }
        (driver, *_others) = taxonomy.read_code(row.driver) or (row.driver,)
        group = taxonomy.by_code[driver].group if driver in taxonomy.by_code else ""
        sign = doubt_reason(row.driver, group, row.p, said, row.since) if group else None
        found += [sign] if sign else []
    return found


def _weigh(signal: str, run: Run) -> float:
    """How much more often it is seen before losses here, where that can be told."""
    comparison = run.comparisons.get(signal)
    if comparison is None or comparison.verdict != "associated":
        return 0.0
    return comparison.lift or 0.0


def _write_month(at: int, language: str) -> str:
    """The name of the month, in the time zone of whoever reads."""
    with translation.override(language):
        return date_format(datetime.fromtimestamp(at, timezone.get_current_timezone()), "F")
