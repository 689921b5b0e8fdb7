"""Material made, changed, put away and brought back: each logged, each version kept."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from assay.web.material.forms import FIELDS
from assay.web.material.models import Material, MaterialVersion
from assay.web.people.log import note
from assay.web.people.models import Role, User
from assay.web.request import Request


class StaleMaterial(Exception):
    """Somebody changed it since the page was made."""


def make_material(request: Request, told: dict[str, Any]) -> Material:
    """Adds material. The same sent twice within a minute is made once."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=request.user.pk)
        recent = timezone.now() - timedelta(minutes=1)
        same = Material.objects.filter(**told, added_by=request.user, added_at__gt=recent).first()
        if same is not None:
            return same
        made = Material.objects.create(**told, added_by=request.user, changed_by=request.user)
        _keep_version(made, request.user)
        note(request, "made", "material", made.pk, made.title)
    return made


def change_material(request: Request, number: int, seen: int, told: dict[str, Any]) -> Material:
    """Changes it, if it is still the version `seen`; the same change twice is made once. Raises StaleMaterial."""
    with transaction.atomic():
        standing = Material.objects.select_for_update().get(pk=number)
        is_same = all(getattr(standing, name) == told[name] for name in FIELDS)
        if is_same and seen in (standing.version, standing.version - 1):
            return standing
        if standing.version != seen:
            raise StaleMaterial
        for name in FIELDS:
            setattr(standing, name, told[name])
        standing.version += 1
        standing.changed_by, standing.changed_at = request.user, timezone.now()
        standing.save()
        _keep_version(standing, request.user)
        note(request, "changed", "material", standing.pk, standing.title, version=standing.version)
    return standing


def archive_material(request: Request, number: int, *, is_away: bool) -> None:
    """Puts it away, or brings it back; what is so already stays."""
    with transaction.atomic():
        standing = Material.objects.select_for_update().get(pk=number)
        if (standing.archived_at is not None) == is_away:
            return
        standing.archived_at = timezone.now() if is_away else None
        standing.archived_by = request.user if is_away else None
        standing.save(update_fields=["archived_at", "archived_by"])
        note(request, "archived" if is_away else "brought_back", "material", standing.pk, standing.title)


def may_archive(user: User, material: Material) -> bool:
    """Who added it, managers and administrators."""
    return user.is_administrator or user.role == Role.MANAGER or material.added_by_id == user.pk


def list_material(drivers: list[str]) -> list[Material]:
    """What is offered against any of these drivers, those that speak to the first ones first."""
    # a handful to some hundreds: no engine of the workflow database searches lists alike
    found = [one for one in Material.objects.filter(archived_at=None) if set(one.drivers) & set(drivers)]
    return sorted(found, key=lambda one: min(drivers.index(code) for code in one.drivers if code in drivers))


def _keep_version(material: Material, by: User) -> None:
    MaterialVersion.objects.create(
        material=material, version=material.version, by=by, **{name: getattr(material, name) for name in FIELDS}
    )
