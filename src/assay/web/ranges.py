"""A part of a file, as players ask for it: they jump to a place without fetching what lies before."""

import re
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_PIECE = 1 << 16


def send_part(request: HttpRequest, path: Path, content_type: str, mark: str) -> HttpResponseBase:
    """The part of the file that the request asks for, or all of it. mark: changes with the content of the file.

    No browser and nothing between keeps it: what one may hear today may be removed tomorrow.
    """
    size = path.stat().st_size
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, no-store", "ETag": f'"{mark}"'}
    asked = request.headers.get("Range", "")
    span = _read_span(asked, size) if asked and request.headers.get("If-Range", f'"{mark}"') == f'"{mark}"' else None
    if span and span[0] >= span[1]:
        return HttpResponse(status=416, headers={**headers, "Content-Range": f"bytes */{size}"})
    first, end = span or (0, size)
    headers["Content-Length"] = str(end - first)
    if span:
        headers["Content-Range"] = f"bytes {first}-{end - 1}/{size}"
    body = _read_part(path, first, end) if request.method == "GET" else iter(())
    return StreamingHttpResponse(body, status=206 if span else 200, content_type=content_type, headers=headers)


def _read_span(asked: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one behind the last; None for a request that is not of this form, such as several parts.

    The two are equal where nothing of the file is asked for.
    """
    found = _RANGE.fullmatch(asked.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return max(size - int(last), 0), size
    if last and int(last) < int(first):
        return None
    return min(int(first), size), min(int(last) + 1, size) if last else size


def _read_part(path: Path, first: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(first)
        while first < end and (piece := file.read(min(_PIECE, end - first))):
            first += len(piece)
            yield piece
