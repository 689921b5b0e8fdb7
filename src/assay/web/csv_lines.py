"""Tables taken along as CSV: sent line by line while they are read, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse

from assay.domain.formula import guard_formula


class _Line:
    """What the CSV writer writes into: hands the line back."""

    def write(self, text: str) -> str:
        return text


def write_lines(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A line for each row. Texts that a spreadsheet would run as a formula begin with an apostrophe; None is empty."""
    writer = csv.writer(_Line())
    for row in rows:
        yield writer.writerow([guard_formula(cell) if isinstance(cell, str) else cell for cell in row])


def send_whole(text: str, name: str) -> HttpResponse:
    """A CSV that is written already, as a file of that name which no browser keeps; spreadsheets read it as UTF-8."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)


def send_lines(lines: Iterable[str], name: str) -> StreamingHttpResponse:
    """The lines as a file of that name, which no browser keeps."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)
