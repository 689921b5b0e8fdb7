"""What an investigation ends with: findings, who agrees with each, and the disagreements, which are kept."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.circles import Circle
from assay.asking.states import State
from assay.domain.errors import InputError
from assay.web.debriefs.answering import Question, Speaker, keep_answer, share_answers, tag_answer
from assay.web.debriefs.drafting import Field, Kept, keep_draft, read_draft, read_drafts
from assay.web.debriefs.investigating.gathering import name_closing
from assay.web.debriefs.models import Answer, Debrief, Stance
from assay.web.debriefs.moving import move
from assay.web.debriefs.tasks import finish_task
from assay.web.debriefs.team.starting import end_grants
from assay.web.people.models import Grant, User
from assay.web.request import Request
from assay.words.ear.blame import BlameHeard, hear_blame

#: whose the findings are: of all who took part
TOGETHER = "together"
_MOST = 30


@dataclass(frozen=True)
class FindingView:
    """One finding with what those who took part say to it, and the user's own word."""

    answer: Answer
    driver: str
    agree: Sequence[Stance]
    differ: Sequence[Stance]
    own: Stance | None
    seen: int

    @property
    def is_agreed(self) -> bool:
        """Whether somebody agrees and nobody sees it another way."""
        return bool(self.agree) and not self.differ

    @property
    def blame(self) -> BlameHeard:
        """Wording that blames."""
        return hear_blame(self.answer.text)


def list_findings(debrief: Debrief, user: User, names: dict[str, str]) -> list[FindingView]:
    """The findings in the order in which they were written. names: of drivers by their codes."""
    written = debrief.answers.filter(who=TOGETHER, removed_at=None).exclude(text="").select_related("author")
    found = list(written.prefetch_related("tags", "stances__author"))
    drafts = read_drafts(Field(f"answer {answer.key}", answer.author, debrief) for answer in found)
    views = []
    for answer, kept in zip(found, drafts, strict=True):
        stances = list(answer.stances.all())
        tag = next(iter(answer.tags.all()), None)
        views.append(
            FindingView(
                answer,
                names.get(tag.driver, tag.driver) if tag else "",
                [one for one in stances if one.agrees],
                [one for one in stances if not one.agrees],
                next((one for one in stances if one.author_id == user.pk), None),
                kept.version,
            )
        )
    return views


def find_new(debrief: Debrief, user: User) -> Field:
    """Where the finding is kept that is being typed."""
    return Field("new finding", user, debrief)


def write_finding(debrief: Debrief, speaker: Speaker, text: str, driver: str, key: str, seen: int) -> Kept:
    """Writes a finding, or changes the one of `key`. A changed one is agreed with anew. The same twice makes one."""
    text = text.strip()[:2_000]
    with transaction.atomic():
        Debrief.objects.select_for_update().get(pk=debrief.pk)
        standing = debrief.answers.filter(who=TOGETHER)
        if not key:
            if not text or standing.filter(text=text, removed_at=None).exists() or standing.count() >= _MOST:
                return Kept(text, 0)
            key = f"finding {standing.count() + 1}"
        place = 100 + int(key.rpartition(" ")[2])
        before = standing.filter(key=key).values_list("text", flat=True).first()
        together = Speaker(TOGETHER, speaker.side, speaker.origin, speaker.name, speaker.speaker_id, speaker.author)
        answer, kept = keep_answer(debrief, Question(key, _("What we found"), place), together, text, seen)
        if kept.is_stale:
            return kept
        if answer.circle == Circle.PRIVATE:
            Answer.objects.filter(pk=answer.pk).update(circle=Circle.PARTICIPANTS)
        tag_answer(answer, [{"driver": driver}] if driver else [], speaker.author)
        if before is not None and before != text:
            answer.stances.all().delete()
    return kept


def clear_new(debrief: Debrief, user: User) -> None:
    """What was typed is a finding now."""
    field = find_new(debrief, user)
    kept = read_draft(field)
    if kept.version:
        keep_draft(field, "", kept.version)


def take_stance(answer: Answer, user: User, *, agrees: bool, why: str) -> None:
    """Says that one agrees, or how one sees it. Raises InputError for another view without words."""
    if not agrees and not why.strip():
        raise InputError(_("How do you see it?"), fix=_("Write it in a sentence: it is kept beside the finding."))
    said = {"agrees": agrees, "why": "" if agrees else why.strip()[:1000], "changed_at": timezone.now()}
    Stance.objects.update_or_create(answer=answer, author=user, defaults=said)


def close_investigation(request: Request, debrief: Debrief, circle: str, seen: int) -> Debrief:
    """Ends it: findings and other views go to the record with this circle, what let people in ends.

    Raises InputError without a finding, StaleDebrief where another window was faster.
    """
    with transaction.atomic():
        findings = debrief.answers.filter(who=TOGETHER, removed_at=None).exclude(text="")
        if not findings.exists():
            raise InputError(
                _("Nothing is written down yet."), fix=_("Write at least one finding, were it that you do not agree.")
            )
        for answer in findings.prefetch_related("stances__author"):
            _keep_other_views(debrief, answer)
        share_answers(debrief, TOGETHER, circle, request.user)
        for who in debrief.answers.filter(key__startswith="other view ").values_list("who", flat=True).distinct():
            share_answers(debrief, who, circle, request.user)
        closed = move(request, debrief, State.CLOSED, seen, closed_at=timezone.now(), circle=circle)
        end_grants(request, debrief, Grant.Reason.PARTICIPANT)
        finish_task(name_closing(debrief), request.user)
    return closed


def _keep_other_views(debrief: Debrief, answer: Answer) -> None:
    """Makes an answer of every view that differs, in its author's name, so that the record has it too."""
    for stance in answer.stances.all():
        if stance.agrees:
            continue
        speaker = Speaker(f"view {stance.author_id}", "peer", "investigation", stance.author.name, None, stance.author)
        question = Question(f"other view {answer.key}", _("Another view: %(text)s") % {"text": answer.text[:300]},
                            answer.place)  # fmt: skip
        seen = read_draft(Field(f"answer {question.key}", stance.author, debrief)).version
        keep_answer(debrief, question, speaker, stance.why, seen)
