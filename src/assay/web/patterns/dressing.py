"""Puts drawings into a page, in its colours: at once where they are drawn, else fetched when they come to view."""

import re

from django.core import signing
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from assay.web.patterns.keeping import Shelf
from assay.web.request import Request

_PLACE = re.compile(r"<!--drawing:([0-9a-f]{64}):(wide|narrow)-->")

#: colours of the report's drawings -> those of the page, which has a light and a dark set
_COLOURS = {
    "#1f6f63": "--won",
    "#a6472a": "--lost",
    "#c9992f": "--chart-pause",
    "#8b959c": "--chart-grey",
    "#dbe7ef": "--chart-open",
    "#eceeef": "--chart-unsaid",
    "#1c2730": "--ink",
    "#56626c": "--soft",
    "#e3e7e9": "--grid",
    "#b9c1c6": "--grid-year",
    "#ffffff": "--paper",
}

_PAINT = re.compile(r'(fill|stroke)="(#[0-9a-f]{6})"')


def dress(svg: str) -> str:
    """The drawing in the colours of the page."""
    return _PAINT.sub(_paint, svg)


def _paint(found: re.Match[str]) -> str:
    kind, colour = found.groups()
    name = _COLOURS.get(colour)
    return f'{kind}="var({name}, {colour})"' if name else found.group()


def fill_drawings(request: Request, shelf: Shelf, html: str) -> SafeString:
    """The HTML with its drawings, or with what fetches them."""

    def put(found: re.Match[str]) -> str:
        name, size = found.groups()
        if svg := shelf.find_drawing(name, size):
            return dress(svg)
        address = reverse("pattern_drawing", args=[sign_drawing(request, name), size])
        return render_to_string("patterns/waiting.html", {"address": address})

    # made by the report's templates, which escape every value
    return mark_safe(_PLACE.sub(put, html))  # noqa: S308


def list_drawings(html: str) -> list[tuple[str, str]]:
    """Name and size of each drawing that has a place in the HTML."""
    return [(found[1], found[2]) for found in _PLACE.finditer(html)]


def sign_drawing(request: Request, name: str) -> str:
    """A drawing's name as this user may ask for it: what it shows was on a page that was shown to them."""
    return signing.Signer(salt=f"drawing-{request.user.pk}", sep="~").sign(name)


def read_signed(request: Request, signed: str) -> str:
    """The name; empty where it was signed for somebody else, or by nobody."""
    try:
        return signing.Signer(salt=f"drawing-{request.user.pk}", sep="~").unsign(signed)
    except signing.BadSignature:
        return ""
