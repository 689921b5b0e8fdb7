"""Views whose taxonomy or results cannot be read say what to mend instead of breaking."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpResponse
from django.shortcuts import render

from assay.domain.errors import InputError
from assay.web.request import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, P], HttpResponse]


def tells_faults(view: View[P]) -> View[P]:
    """Shows an InputError that the view raises as a page with what to do."""

    @wraps(view)
    def told(request: Request, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except InputError as error:
            return render(request, "coding/fault.html", {"error": error}, status=422)

    return told
