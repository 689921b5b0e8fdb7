"""Every address that the application has, and one of each that can be asked for."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver


def _walk(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


ALL = sorted(set(_walk(get_resolver().url_patterns)))


def make_path(route: str) -> str:
    """An address that the route takes, about something that is not there."""
    if "(signup/|" in route:
        return "/account/signup/"
    path = route.replace("(?P<way>merge|split|retire|restore)", "merge")
    path = re.sub(r"\(\?P<\w+>.*?[+*]\)", "x1", path)
    path = re.sub(r"<int:\w+>", "999999", path)
    path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
    path = re.sub(r"<\w*:?\w+>", "x1", path)
    return "/" + path.replace("^", "").replace("$", "")
