"""Reading a folder or an address again: when it is due, and what came of it."""

import shutil
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from assay.domain.errors import AssayError, InputError, RetryLater
from assay.jobs.kinds import work
from assay.jobs.models import Job, State
from assay.jobs.progress import Progress
from assay.jobs.queue import enqueue
from assay.store.home import open_home
from assay.web.imports.models import Feed, ImportDraft, ImportEntry, Often
from assay.web.imports.uploading import find_draft_folder
from assay.web.people.models import Role, User

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

PERIODS = {Often.HOUR: timedelta(hours=1), Often.DAY: timedelta(days=1), Often.WEEK: timedelta(weeks=1)}


def enqueue_due() -> None:
    """Has every feed read that is due. Tells administrators of those whose work was ended before it could say why."""
    now = timezone.now()
    for feed in Feed.objects.filter(is_paused=False, next_at__lte=now):
        Feed.objects.filter(pk=feed.pk).update(next_at=now + PERIODS[Often(feed.every)])
        enqueue_feed(feed)
    for feed in Feed.objects.filter(problem="").exclude(last_job=None):
        job = Job.objects.filter(pk=feed.last_job or 0, state=State.FAILED).first()
        if job:
            note_failure(feed, job.problem, job.advice)


def enqueue_feed(feed: Feed, asked_by: "AbstractBaseUser | None" = None) -> None:
    """Has a feed read now, unless that is under way."""
    job = enqueue("import_feed", {"feed": feed.pk}, asked_by=asked_by, key=f"import_feed {feed.pk}")
    Feed.objects.filter(pk=feed.pk).update(last_job=job.pk)


@work("import_feed", gettext_lazy("Reading again"), show="imports")
def import_feed(progress: Progress, feed: int) -> Mapping[str, Any]:
    """Reads a feed once more, by the profiles and kept mappings; a failure is noted and told to administrators."""
    this = Feed.objects.filter(pk=feed).first()
    if this is None:
        raise InputError(_("This is no longer read."), fix=_("Begin anew on the page Import."))
    try:
        result = _import_feed(this, progress)
    except RetryLater:
        raise
    except AssayError as error:
        note_failure(this, error.message, error.fix)
        raise
    text = result["text"].splitlines()[0][:500]
    Feed.objects.filter(pk=feed).update(last_at=timezone.now(), text=text, problem="", advice="")
    return result


def _import_feed(feed: Feed, progress: Progress) -> dict[str, Any]:
    from assay.web.imports.works import bring_files, import_noted

    home = open_home()
    draft = ImportDraft(
        owner_id=feed.owner_id or 0,
        origin=feed.origin,
        place=feed.place,
        instance=feed.instance,
        date_order=feed.date_order,
    )
    try:
        bring_files(home, draft)
        who = _("read again by itself")
        entry = ImportEntry(who=who, feed=feed, files=[feed.place], job_id=feed.last_job, base=0)
        result = import_noted(home, draft, progress, entry)
    finally:
        shutil.rmtree(find_draft_folder(home, draft), ignore_errors=True)
    if result["unknown"]:
        raise InputError(
            _("Some files are no longer known: %(files)s.") % {"files": "; ".join(result["unknown"])[:800]},
            fix=_("Import them once on the page Import, so that their fields are chosen anew."),
        )
    return result


def note_failure(feed: Feed, problem: str, advice: str) -> None:
    """Keeps what went wrong; a letter goes to the administrators when it went well the last time."""
    is_new = not Feed.objects.filter(pk=feed.pk).exclude(problem="").exists()
    Feed.objects.filter(pk=feed.pk).update(last_at=timezone.now(), text="", problem=problem, advice=advice)
    if is_new:
        told = {"feed": feed, "problem": problem, "advice": advice, "address": settings.PUBLIC_URL + reverse("imports")}
        for user in User.objects.filter(role=Role.ADMINISTRATOR, is_active=True):
            with override(user.language):
                text = render_to_string("imports/letters/feed_failed.txt", told).strip()
            subject, _line, body = text.partition("\n")
            mail = EmailMessage(subject, body.strip() + "\n", settings.DEFAULT_FROM_EMAIL, [user.email])
            mail.send(fail_silently=True)
