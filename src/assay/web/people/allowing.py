"""Views that only some roles may open."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from assay.web.people.models import Role
from assay.web.request import Request

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def administrators_only(view: View) -> View:
    """Raises PermissionDenied, shown as 403, for everybody who is no administrator."""
    return _open_to(view, {Role.ADMINISTRATOR})


def managers_only(view: View) -> View:
    """Raises PermissionDenied for everybody who is neither a manager nor an administrator."""
    return _open_to(view, {Role.MANAGER, Role.ADMINISTRATOR})


def _open_to(view: View, roles: set[Role]) -> View:
    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.role not in roles:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps keeps what it takes
