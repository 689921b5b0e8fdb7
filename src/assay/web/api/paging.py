"""Long answers in pages: the address of the next page stands in the Link header (RFC 8288)."""

from collections.abc import Iterable
from typing import Annotated, Protocol, TypeVar

from django.http import HttpResponse
from pydantic import Field

from assay.web.request import Request

#: rows of one page
PAGE_SIZE = 100

Page = Annotated[int, Field(ge=1, le=10_000)]

Row = TypeVar("Row")
Row_co = TypeVar("Row_co", covariant=True)


class Sliced(Protocol[Row_co]):
    """What can be read in part, such as a list or a query."""

    def __getitem__(self, part: slice, /) -> Iterable[Row_co]:
        """The rows of this part."""


def give_page(request: Request, response: HttpResponse, found: Sliced[Row], page: int) -> list[Row]:
    """The rows of that page, the first is 1; where more come after it the answer says at which address."""
    start = (page - 1) * PAGE_SIZE
    rows = list(found[start : start + PAGE_SIZE + 1])
    if len(rows) > PAGE_SIZE:
        query = request.GET.copy()
        query["page"] = str(page + 1)
        response["Link"] = f'<{request.path}?{query.urlencode()}>; rel="next"'
    return rows[:PAGE_SIZE]
