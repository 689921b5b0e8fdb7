"""Who imports: analysts and administrators. The others are told how fresh the data is, and whom to ask."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from assay.web.imports.models import ImportDraft
from assay.web.people.allowing import P, R, View, open_to
from assay.web.people.models import User
from assay.web.request import Request


def may_import(user: User) -> bool:
    """Whether this user's role imports."""
    return user.sees_all


def importers_only(view: View[P, R]) -> View[P, R]:
    """Raises PermissionDenied, shown as 403, for everybody else."""
    return open_to(view, may_import)


def find_draft(request: Request, pk: UUID | str) -> ImportDraft:
    """A draft of this user's own. Raises PermissionDenied for who may not import, Http404 for any other draft."""
    if not may_import(request.user):
        raise PermissionDenied
    draft = ImportDraft.objects.filter(pk=pk, owner=request.user).first()
    if draft is None:
        raise Http404
    return draft
