"""The reasons that a play or a concern may be about."""

from django.conf import settings

from assay.reports.same_situation.reading import is_reason
from assay.words.taxonomy import load_taxonomy


def list_reasons() -> list[tuple[str, str]]:
    """Code and name of each driver in use that says anything."""
    taxonomy = load_taxonomy(settings.HOME)
    return [(one.code, one.name) for one in taxonomy.in_use if is_reason(one.code, taxonomy)]
