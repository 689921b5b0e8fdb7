"""The page of a search."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from assay.reports.catalogue.words.asking import LONGEST, read_question
from assay.web.people.log import note
from assay.web.request import Request
from assay.web.searching.naming import KINDS
from assay.web.searching.showing import find_groups, is_ready


@require_safe
def show(request: Request) -> HttpResponse:
    """What was typed, found among all that the user may see. Whatever is typed, there is a page."""
    question = read_question(request.GET.get("q", ""))
    kind = request.GET.get("kind", "")
    kind = kind if kind in KINDS else ""
    after = request.GET.get("after", "")[:40] if kind else ""
    context = {
        "question": question,
        "search_text": question.text,
        "kind": kind,
        "kinds": KINDS.items(),
        "after": after,
        "longest": LONGEST,
    }
    if not is_ready():
        return render(request, "searching/not_ready.html", context)
    groups = find_groups(request.scope, question, kind, after) if question.sought else []
    if question.sought and not after:
        # that somebody searched belongs in the log; for what is theirs: it may be more telling than any deal
        note(request, "searched", "record", kinds=kind or "all")
    has_hits = any(group.hits for group in groups)
    return render(request, "searching/search.html", {**context, "groups": groups, "has_hits": has_hits})
