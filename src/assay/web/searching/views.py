"""The pages of this room."""

from django.http import HttpResponse
from django.shortcuts import render

from assay.web.request import Request


def show(request: Request) -> HttpResponse:
    """The first page of this room."""
    return render(request, "frame.html")
