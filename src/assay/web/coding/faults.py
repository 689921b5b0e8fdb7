"""Views whose taxonomy or results cannot be read say what to mend instead of breaking."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import render

from assay.domain.errors import InputError
from assay.web.request import Request

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def tells_faults(view: View) -> View:
    """Shows an InputError that the view raises as a page with what to do."""

    @wraps(view)
    def told(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except InputError as error:
            return render(request, "coding/fault.html", {"error": error}, status=422)

    return told  # type: ignore[return-value]  # wraps keeps what it takes


def editors_only(view: View) -> View:
    """Raises PermissionDenied for whoever does not see all deals: the taxonomy is the whole company's."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.sees_all:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps keeps what it takes
