"""Whether the server can do its work, for whatever watches it."""

from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse


@login_not_required
def show_health(request: HttpRequest) -> JsonResponse:
    """200 with {"database": "ok"} where the workflow database answers, else 503. Says nothing about the data.

    An administrator also learns which workers live: {"workers": [{"name", "is_quick", "seen_at"}]}.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        told: dict[str, object] = {"database": "ok"}
        if request.user.is_authenticated and request.user.is_administrator:
            told["workers"] = _describe_workers()
    except Error:
        return JsonResponse({"database": "gone"}, status=503)
    return JsonResponse(told)


def _describe_workers() -> list[dict[str, object]]:
    from assay.jobs.worker import list_living

    return [
        {"name": worker.name, "is_quick": worker.is_quick, "seen_at": worker.seen_at.isoformat()}
        for worker in list_living()
    ]
