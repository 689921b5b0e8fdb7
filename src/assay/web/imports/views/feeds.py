"""Folders and addresses that are read again and again. For administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assay.web.imports.allowing import find_draft
from assay.web.imports.feeding import PERIODS, enqueue_feed
from assay.web.imports.models import Feed, Often, Origin
from assay.web.people.allowing import administrators_only
from assay.web.people.log import note
from assay.web.request import Request


@administrators_only
@require_POST
def begin_feed(request: Request, pk: str) -> HttpResponse:
    """Has what a draft was imported from read again."""
    draft = find_draft(request, pk)
    every = request.POST.get("every", "")
    if draft.origin != Origin.FILES and every in list(PERIODS) and draft.is_imported:
        feed, is_new = Feed.objects.get_or_create(
            origin=draft.origin,
            place=draft.place,
            defaults={
                "every": every,
                "owner": request.user,
                "instance": draft.instance,
                "date_order": draft.date_order,
                "next_at": timezone.now() + PERIODS[Often(every)],
            },
        )
        if not is_new:
            Feed.objects.filter(pk=feed.pk).update(every=every, next_at=timezone.now() + PERIODS[Often(every)])
        note(request, "made", "feed", feed.pk, feed.place, every=every)
        messages.success(request, _("It is read again from now on. The last result stands on this page."))
    return redirect("imports")


@administrators_only
@require_POST
def change_feed(request: Request, feed_id: int) -> HttpResponse:
    """Reads a feed now, pauses it, has it go on, or ends it."""
    feed = get_object_or_404(Feed, pk=feed_id)
    act = request.POST.get("act", "")
    if act == "now":
        enqueue_feed(feed, request.user)
        messages.success(request, _("It is being read now."))
    elif act in {"pause", "resume"}:
        Feed.objects.filter(pk=feed.pk).update(is_paused=act == "pause", next_at=timezone.now())
    elif act == "end":
        feed.delete()
    note(request, "changed", "feed", feed_id, feed.place, asked=act)
    return redirect("imports")
