"""The drivers of a loss, as a file: read, checked, and old codes read through what replaced them."""

from assay.words.taxonomy.driver import Driver, Group, Taxonomy, Theme
from assay.words.taxonomy.reading import load_taxonomy, parse_taxonomy, read_taxonomy, taxonomy_path

__all__ = [
    "Driver",
    "Group",
    "Taxonomy",
    "Theme",
    "load_taxonomy",
    "parse_taxonomy",
    "read_taxonomy",
    "taxonomy_path",
]
