"""Builds the file of one deal from the results: read once, and kept while results and record stay the same."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache

import duckdb
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext
from jinja2 import Environment

from assay.domain.tongue import speak
from assay.reports.deal_file import DealFile
from assay.reports.deal_page import DealPage, build_deal_page
from assay.reports.deal_reading import read_deal_files
from assay.reports.listing import Listing, list_rows
from assay.reports.pages import make_environment, render_part
from assay.web.results import Reading
from assay.web.speaking import READER
from assay.web.spoken_taxonomy import speak_taxonomy

#: files that one process keeps; one of 500 activities takes about a megabyte
_MOST_KEPT = 64

_PARTS = ("head", "reasons", "story", "findings", "facts", "sides", "people", "unknown", "rows")


@dataclass(frozen=True)
class BuiltFile:
    """One deal as read, as worded, and its parts as HTML by the names of deal.html's blocks."""

    owner_id: int | None
    file: DealFile
    listing: Listing
    page: DealPage
    parts: dict[str, SafeString]


_lock = threading.Lock()
_kept: OrderedDict[tuple[str, int, str], BuiltFile] = OrderedDict()


def find_owner(connection: duckdb.DuckDBPyConnection, deal_id: int) -> tuple[int | None] | None:
    """The seller who owns the deal, in a tuple, since a deal may have none; None when there is no such deal."""
    query = "SELECT owner_id FROM deal WHERE id = ? AND NOT is_deleted"
    found = connection.execute(query, [deal_id]).fetchone()
    return (found[0],) if found else None


def find_kept(version: str, deal_id: int, language: str) -> BuiltFile | None:
    """The file as it was built before of this version, if it still lies here."""
    with _lock:
        found = _kept.get((version, deal_id, language))
        if found is not None:
            _kept.move_to_end((version, deal_id, language))
        return found


def build_file(reading: Reading, deal_id: int, owner_id: int | None, language: str) -> BuiltFile | None:
    """The file of a deal; None when the record does not hold it. Bodies and transcripts are not read."""
    with speak(READER):
        files = read_deal_files(reading.connection, [deal_id], with_words=False, names=reading.names)
    if not files:
        return None
    rows_at = reverse("deal", args=[deal_id]) + "rows/"
    with speak(READER):
        listing = list_rows(files[0])
        page = build_deal_page(
            files[0],
            reading.run,
            rows_at=rows_at,
            listing=listing,
            taxonomy=speak_taxonomy(),
            with_words=False,
        )
    environment = find_environment()
    # every value in them was escaped by the templates of the report
    parts = {name: mark_safe(render_part(environment, page, name)) for name in _PARTS}  # noqa: S308
    built = BuiltFile(owner_id, files[0], listing, page, parts)
    with _lock:
        _kept[reading.version, deal_id, language] = built
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    return built


@cache
def find_environment() -> Environment:
    """The report's templates, compiled once; they speak the language of whoever reads."""
    environment = make_environment()
    environment.install_gettext_callables(gettext, ngettext)  # type: ignore[attr-defined]  # which an extension adds
    return environment
