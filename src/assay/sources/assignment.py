"""Which feed of which mapping reads a raw table."""

from dataclasses import dataclass

from assay.sources.language import Feed, Mapping
from assay.sources.raw import RawTable


@dataclass(frozen=True)
class Assignment:
    """A raw table, and the feed that makes canonical rows of it."""

    raw: RawTable
    mapping: Mapping
    feed: Feed
