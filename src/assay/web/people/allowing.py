"""Views that only some people may open."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase

from assay.web.people.models import Role, User
from assay.web.request import Request

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
View = Callable[Concatenate[Request, P], R]


def administrators_only(view: View[P, R]) -> View[P, R]:
    """Raises PermissionDenied, shown as 403, for everybody who is no administrator."""
    return open_to(view, lambda user: user.role == Role.ADMINISTRATOR)


def managers_only(view: View[P, R]) -> View[P, R]:
    """Raises PermissionDenied for everybody who is neither a manager nor an administrator."""
    return open_to(view, lambda user: user.role in {Role.MANAGER, Role.ADMINISTRATOR})


def analysts_only(view: View[P, R]) -> View[P, R]:
    """Raises PermissionDenied for whoever does not see all deals: analysts and administrators do."""
    return open_to(view, lambda user: user.sees_all)


def open_to(view: View[P, R], may_open: Callable[[User], bool]) -> View[P, R]:
    """The view for those who may open it. Raises PermissionDenied for all others."""

    @wraps(view)
    def opened(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> R:
        if not may_open(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened
