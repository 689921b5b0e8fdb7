"""Who may change criteria, and what figures somebody is shown."""

from django.core.exceptions import PermissionDenied

from assay.web.people.models import Role
from assay.web.request import Request


def may_edit(request: Request) -> bool:
    """Managers, analysts and administrators."""
    return request.user.sees_all or request.user.role == Role.MANAGER


def demand_edit(request: Request) -> None:
    """Raises PermissionDenied for who may only read."""
    if not may_edit(request):
        raise PermissionDenied


def sees_sums(request: Request) -> bool:
    """Whether sums and counts of the whole company are shown: to whom every deal is open; to others shares alone."""
    return request.scope.everything
