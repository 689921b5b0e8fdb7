"""Views that only some roles may open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from assay.web.request import Request

View = TypeVar("View", bound=Callable[..., HttpResponse])


def administrators_only(view: View) -> View:
    """Raises PermissionDenied, shown as 403, for everybody who is no administrator."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_administrator:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps keeps what it takes
