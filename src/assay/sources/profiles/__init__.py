"""The mappings shipped with Assay: every .yml file in this folder, in the mapping language."""

from functools import cache
from pathlib import Path

from assay.sources.language import Mapping
from assay.sources.mapping import load_mapping

FOLDER = Path(__file__).parent


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """All shipped profiles, by file name."""
    return tuple(load_mapping(path) for path in sorted(FOLDER.glob("*.yml")))
