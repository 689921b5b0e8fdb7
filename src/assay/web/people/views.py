"""The pages of this room."""

from django.http import HttpResponse
from django.shortcuts import render

from assay.web.request import Request


def show_profile(request: Request) -> HttpResponse:
    """What a user sets for the own pages."""
    return render(request, "frame.html")
