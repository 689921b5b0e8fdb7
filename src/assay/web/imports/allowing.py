"""Who imports: analysts and administrators. The others are told how fresh the data is, and whom to ask."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase

from assay.web.imports.models import ImportDraft
from assay.web.people.models import User
from assay.web.request import Request

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def may_import(user: User) -> bool:
    """Whether this user's role imports."""
    return user.sees_all


def importers_only(view: View) -> View:
    """Raises PermissionDenied, shown as 403, for everybody else."""

    @wraps(view)
    def opened(request: Request, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_import(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]  # wraps keeps what it takes


def find_draft(request: Request, pk: UUID | str) -> ImportDraft:
    """A draft of this user's own. Raises PermissionDenied for who may not import, Http404 for any other draft."""
    if not may_import(request.user):
        raise PermissionDenied
    draft = ImportDraft.objects.filter(pk=pk, owner=request.user).first()
    if draft is None:
        raise Http404
    return draft
