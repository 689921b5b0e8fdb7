"""How the pages of this room ask the results of the last run and the record."""

from collections.abc import Iterator
from contextlib import contextmanager

from assay.asking.ask import Ask, ask_through
from assay.domain.errors import InputError
from assay.web.results import open_reading


@contextmanager
def open_ask() -> Iterator[Ask | None]:
    """How the results of the last run are asked; None before the first run."""
    try:
        reading = open_reading()
    except InputError:
        yield None
        return
    with reading as opened:
        yield ask_through(opened.connection)
