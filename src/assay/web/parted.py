"""A list whose rows each belong to one part of it: the parts as tabs, the own rows alone where wished, page by page."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from assay.web.request import Request

_PAGE_SIZE = 50


def show_part(request: Request, found: "QuerySet[Any, Model]", parts: Mapping[str, tuple[str, Q]]) -> dict[str, Any]:
    """What the template is handed: tabs, page, part, mine, today, query. The address says part, mine and page.

    parts: name -> label and condition, the first shown by default.  found: rows with an `owner`.
    """
    first = next(iter(parts))
    part = request.GET.get("part", first)
    part = part if part in parts else first
    mine = request.GET.get("mine") == "yes"
    if mine:
        found = found.filter(owner=request.user)
    kept = [("mine", "yes")] if mine else []
    tabs = [
        {
            "label": label,
            "query": urlencode([("part", name), *kept]),
            "here": name == part,
            "count": found.filter(query).count(),
        }
        for name, (label, query) in parts.items()
    ]
    return {
        "tabs": tabs,
        "page": Paginator(found.filter(parts[part][1]), _PAGE_SIZE).get_page(request.GET.get("page")),
        "part": part,
        "mine": mine,
        "today": timezone.localdate(),
        "query": urlencode([("part", part), *kept]),
    }
