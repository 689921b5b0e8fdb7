"""The settings of the home as this process holds them, read anew when the file has changed."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from assay.domain.errors import InputError
from assay.store.home import open_home


class HomeMiddleware:
    """Looks before each request whether assay.toml was written since; one that is not valid leaves all as it was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response
        self._seen = _stamp()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        stamp = _stamp()
        if stamp != self._seen:
            self._seen = stamp
            try:
                fresh = open_home(str(settings.HOME.path)).settings
            except InputError:
                return self._get_response(request)
            settings.HOME.settings.clear()
            settings.HOME.settings.update(fresh)
        return self._get_response(request)


def _stamp() -> tuple[int, int]:
    try:
        found = (settings.HOME.path / "assay.toml").stat()
    except FileNotFoundError:
        return 0, 0
    return found.st_mtime_ns, found.st_ino
