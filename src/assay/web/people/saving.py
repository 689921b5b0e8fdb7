"""Forms saved only over what their user saw: two people who edit the same thing lose nothing of each other's."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.forms import Form, ModelForm
from django.http import QueryDict
from django.utils.translation import gettext as _

Row = TypeVar("Row", bound=Model)


def save_version(form: "ModelForm[Row]") -> bool:
    """Saves a valid form whose row has a `version`, if it is still the one in the form.

    Otherwise False: the form keeps what was typed, says what the row is now, and saves when it is sent again.
    """
    row, seen = form.instance, form.cleaned_data["version"]
    values = {name: form.cleaned_data[name] for name in form.Meta.fields}  # type: ignore[attr-defined]
    rows = type(row)._default_manager.filter(pk=row.pk)
    if rows.filter(version=seen).update(**values, version=seen + 1):
        return True
    standing: Any = rows.get()
    other = [name for name, value in values.items() if getattr(standing, name) != value]
    mark_stale(form, standing.version, "; ".join(f"{form[name].label}: {_show(standing, name)}" for name in other))
    return False


class StaleRow(Exception):
    """Somebody changed the row since the page was made."""


def change_row(row: Row, seen: int, changes: Mapping[str, Any]) -> tuple[Row, bool]:
    """The row with these changes, if it is still the version `seen`, and whether it was changed just now.

    The same changes sent twice are made once; moments (`..._at`) do not tell two apart. Within a transaction.
    Raises StaleRow.
    """
    standing: Any = type(row)._default_manager.select_for_update().get(pk=row.pk)
    settled = {name: value for name, value in changes.items() if not name.endswith("_at")}
    if standing.version == seen + 1 and all(getattr(standing, n) == v for n, v in settled.items()):
        return standing, False
    if standing.version != seen:
        raise StaleRow
    for name, value in changes.items():
        setattr(standing, name, value)
    standing.version += 1
    standing.save()
    return standing, True


def mark_stale(form: "Form | ModelForm[Any]", version: int, now: str) -> None:
    """Says in a form that its row was changed meanwhile, and lets it be saved over `version` when it is sent again."""
    told = QueryDict(mutable=True)
    told.update({name: value for name, value in form.data.items() if name != "version"})
    told["version"] = str(version)
    form.data = told
    text = _("Somebody has changed this since you opened the page. It is now: %(now)s. Save once more to have yours.")
    form.add_error(None, text % {"now": now or _("as you typed it")})


def _show(row: Model, name: str) -> str:
    shown = getattr(row, f"get_{name}_display", None)
    value = shown() if shown else getattr(row, name)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value) if value not in (None, "") else str(_("none"))
