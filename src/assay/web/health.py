"""Whether the server can do its work, for whatever watches it."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse


@login_not_required
def show_health(request: HttpRequest) -> JsonResponse:
    """200 with {"database": "ok"} where the workflow database answers, else 503. Says nothing about the data."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "gone"}, status=503)
    return JsonResponse({"database": "ok"})
