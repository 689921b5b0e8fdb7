"""What an auditor judges: kept as it is typed, and finished into the record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assay.asking.audits.judging import MATERIAL, PRESENT, Audited
from assay.asking.audits.rows import AuditRow, find_numbers
from assay.asking.states import State
from assay.domain.errors import InputError
from assay.web.debriefs.answering import Question, Speaker, keep_answer, share_answers, tag_answer
from assay.web.debriefs.drafting import Field, Kept, read_draft
from assay.web.debriefs.models import Debrief, Participant
from assay.web.debriefs.moving import move
from assay.web.learning.models import Audit, Judgement
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Driver, load_taxonomy

_MOST_ROWS = 12


@dataclass(frozen=True)
class Judged:
    """One driver with what was judged of it so far. typed: the numbers of rows, as they were typed."""

    driver: Driver
    verdict: str
    typed: str


@dataclass(frozen=True)
class JudgedGroup:
    """The drivers of one group."""

    name: str
    drivers: list[Judged]


def list_groups(audit: Audit) -> list[JudgedGroup]:
    """All drivers in use by group, with what stands."""
    standing = {one.driver: one for one in audit.judgements.all()}
    taxonomy = speak_taxonomy()
    found = []
    for group in taxonomy.groups:
        drivers = [
            Judged(one, *((known.verdict, known.typed) if (known := standing.get(one.code)) else ("", "")))
            for one in taxonomy.in_use
            if one.group == group.code and one.code not in {"other", "unknown"}
        ]
        if drivers:
            found.append(JudgedGroup(group.name, drivers))
    return found


def find_note(audit: Audit) -> Field:
    """Where the auditor's own words are kept as they are typed."""
    return Field("audit", audit.auditor, audit.debrief)


def read_note(audit: Audit) -> Kept:
    """The auditor's own words as they stand."""
    return read_draft(find_note(audit))


def keep_judgements(audit: Audit, typed: Mapping[str, str], rows: Sequence[AuditRow], seen: int) -> Kept:
    """Keeps what was judged as it is typed: "v-CODE" the verdict, "r-CODE" the rows. seen: the version on the page.

    What another window kept meanwhile stands; then is_stale is true, and nothing of this page is taken over.
    """
    with transaction.atomic():
        standing = Audit.objects.select_for_update().get(pk=audit.pk)
        if standing.version != seen:
            return Kept("", standing.version, is_stale=True)
        changed = _keep_each(standing, typed, list(rows))
        main, rest = typed.get("main", "")[:80], typed.get("rest", "")
        rest = rest if rest in {"absent", "cannot_tell"} else ""
        if changed or (main, rest) != (standing.main, standing.rest) or standing.begun_at is None:
            standing.main, standing.rest = main, rest
            standing.begun_at = standing.begun_at or timezone.now()
            standing.version += 1
            standing.save()
        return Kept("", standing.version)


def _keep_each(audit: Audit, typed: Mapping[str, str], rows: list[AuditRow]) -> bool:
    known = {one.driver: one for one in audit.judgements.all()}
    changed = False
    for driver in load_taxonomy(settings.HOME).in_use:
        verdict, words = typed.get(f"v-{driver.code}", ""), typed.get(f"r-{driver.code}", "").strip()[:200]
        verdict = verdict if verdict in Judgement.Verdict.values else ""
        standing = known.get(driver.code)
        if (standing.verdict, standing.typed) == (verdict, words) if standing else not (verdict or words):
            continue
        numbers = find_numbers(words, rows)[0][:_MOST_ROWS]
        told = {"verdict": verdict, "typed": words, "rows": numbers, "changed_at": timezone.now()}
        Judgement.objects.update_or_create(audit=audit, driver=driver.code, defaults=told)
        changed = True
    return changed


def check_finished(audit: Audit, rows: Sequence[AuditRow]) -> None:
    """Raises InputError for what is still missing: rows that show it, the main driver, and what the rest is."""
    names = {one.code: one.name for one in speak_taxonomy().in_use}
    material = []
    for one in audit.judgements.all():
        if one.verdict not in {MATERIAL, PRESENT}:
            continue
        wrong = find_numbers(one.typed, list(rows))[1]
        if wrong or not one.rows:
            name = names.get(one.driver, one.driver)
            said = _("no row has the number %(n)s") % {"n": wrong[0]} if wrong else _("no row is named")
            raise InputError(f"{name}: {said}.", fix=_("Write the numbers of the rows that show it, such as 3, 17."))
        if one.verdict == MATERIAL:
            material.append(one.driver)
    if material and audit.main not in material:
        raise InputError(_("It is not said which of the material reasons mattered most."), fix=_("Choose one of them."))
    if not audit.rest:
        raise InputError(
            _("It is not said what the reasons are that you left open."),
            fix=_("Say whether you looked for them and found none, or whether it cannot be told."),
        )


def finish(request: Request, audit: Audit, rows: Sequence[AuditRow]) -> None:
    """Done: the reasons found material and present go into the record as statements of an auditor, with their codes.

    Raises InputError for what is missing. Done twice it is done once.
    """
    with transaction.atomic():
        standing = Audit.objects.select_for_update().get(pk=audit.pk)
        if standing.done_at is not None:
            return
        check_finished(standing, rows)
        now = timezone.now()
        if not any(one.verdict == MATERIAL for one in standing.judgements.all()):
            standing.main = ""
        standing.done_at, standing.version = now, standing.version + 1
        standing.save()
        speaker = Speaker(f"user {request.user.pk}", "auditor", "audit", request.user.name, author=request.user)
        for place, verdict in enumerate((MATERIAL, PRESENT)):
            _state(request, standing, rows, speaker, verdict, place)
        share_answers(standing.debrief, speaker.who, "company", request.user)
        Participant.objects.filter(debrief=standing.debrief_id, user=request.user).update(is_done=True, done_at=now)
        _close(request, standing.debrief)
        note(request, "finished", "audit", standing.pk, standing.pick.deal_name, deal=str(standing.pick.deal_id))


def _close(request: Request, debrief: Debrief) -> None:
    now = timezone.now()
    held = move(request, debrief, State.HELD, debrief.version, held_at=now)
    move(request, held, State.CLOSED, held.version, closed_at=now)


def _state(
    request: Request, audit: Audit, rows: Sequence[AuditRow], speaker: Speaker, verdict: str, place: int
) -> None:
    """One statement of all drivers judged so, each with the rows that show it; none where there is none."""
    drivers = speak_taxonomy().by_code
    found = [one for one in audit.judgements.all() if one.verdict == verdict and one.driver in drivers]
    if not found:
        return
    by_key = {(row.table, row.id): row for row in rows}
    lines = []
    for one in found:
        shown = [by_key[key] for table, number in one.rows if (key := (table, number)) in by_key]
        lines.append(f"{drivers[one.driver].name}: {'; '.join(_name_row(row) for row in shown)}")
    words = read_note(audit).text.strip() if verdict == MATERIAL else ""
    text = "\n".join([*lines, *([words] if words else [])])
    question = {MATERIAL: _("What was material?"), PRESENT: _("What was present beside it?")}[verdict]
    answer, _kept = keep_answer(audit.debrief, Question(f"audit {verdict}", question, place), speaker, text, 0)
    tags: list[dict[str, Any]] = [{"driver": one.driver, "theme": drivers[one.driver].theme or ""} for one in found]
    tag_answer(answer, tags, request.user)


def _name_row(row: AuditRow) -> str:
    day = date_format(_moment(row.at), "SHORT_DATE_FORMAT")
    return f"{day} {row.what or row.kind}".strip()


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def list_verdicts(audit: Audit) -> dict[str, str]:
    """What a finished audit says of every driver in use, what was left open included."""
    told = {one.driver: one.verdict for one in audit.judgements.all() if one.verdict}
    codes = [one.code for one in load_taxonomy(settings.HOME).in_use if one.code not in {"other", "unknown"}]
    return {code: told.get(code) or audit.rest for code in codes}


def list_audited() -> list[Audited]:
    """Every finished audit."""
    done = Audit.objects.exclude(done_at=None).select_related("pick").prefetch_related("judgements")
    return [
        Audited(one.pick.deal_id, one.auditor_id or 0, one.pick.weight, list_verdicts(one), one.main) for one in done
    ]
