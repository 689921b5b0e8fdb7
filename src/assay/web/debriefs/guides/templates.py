"""The questions to choose from: those of the product, put beside those of the company and left alone once changed."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from assay.asking.guide.templates import Template, read_shipped
from assay.web.debriefs.models import QuestionTemplate, TemplateState
from assay.web.people.models import User


def list_templates(outcome: str) -> tuple[Template, ...]:
    """The standing questions after such an outcome, in their order."""
    bring_shipped()
    rows = QuestionTemplate.objects.filter(retired_at=None)
    return tuple(read_template(row) for row in rows if outcome in row.on)


def read_template(row: QuestionTemplate) -> Template:
    """A row as the guide takes it."""
    return Template(
        row.key, tuple(row.on), row.part, row.place, row.is_core, row.yields, row.texts, row.whys, row.version
    )


def bring_shipped() -> None:
    """Takes in what the product's file has that is new; what a manager changed or retired stays as it is."""
    shipped = read_shipped()
    if QuestionTemplate.objects.aggregate(newest=Max("shipped"))["newest"] == shipped.version:
        return
    with transaction.atomic():
        standing = {row.key: row for row in QuestionTemplate.objects.select_for_update()}
        for template in shipped.templates:
            row = standing.get(template.key)
            if row is None:
                row, is_new = QuestionTemplate.objects.get_or_create(
                    key=template.key, defaults={**describe(template), "shipped": shipped.version}
                )
                if is_new:
                    keep_state(row, "shipped", None)
                continue
            changed = describe(template)
            is_same = all(getattr(row, name) == value for name, value in changed.items())
            row.shipped = shipped.version
            if not row.is_own and not is_same:
                for name, value in changed.items():
                    setattr(row, name, value)
                row.version += 1
                keep_state(row, "shipped", None)
            row.save()


def describe(template: Template) -> dict[str, Any]:
    """The fields that a template and its row share."""
    return {
        "on": list(template.on),
        "part": template.part,
        "place": template.place,
        "is_core": template.is_core,
        "yields": template.yields,
        "texts": dict(template.texts),
        "whys": dict(template.whys),
    }


def keep_state(row: QuestionTemplate, act: str, who: User | None) -> None:
    """Keeps the question as it now stands among its states."""
    content: Mapping[str, Any] = describe(read_template(row)) | {"is_retired": row.retired_at is not None}
    TemplateState.objects.create(template=row, number=row.version, content=content, act=act, who=who)
