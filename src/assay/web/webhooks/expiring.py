"""Events that are kept no longer, with their deliveries."""

from datetime import datetime

from django.db.models import QuerySet

from assay.web.webhooks.models import Event, State


def list_old_events(edge: datetime) -> QuerySet[Event]:
    """Those from before a moment of which nothing is on its way any more."""
    return Event.objects.filter(made_at__lt=edge).exclude(deliveries__state=State.WAITING)


def remove_old_events(edge: datetime) -> int:
    """They go; how many."""
    gone = list(list_old_events(edge).values_list("pk", flat=True))
    for start in range(0, len(gone), 500):
        Event.objects.filter(pk__in=gone[start : start + 500]).delete()
    return len(gone)
