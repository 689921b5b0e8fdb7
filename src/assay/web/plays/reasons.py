"""The reasons that a play or a concern may be about."""

from assay.reports.same_situation.reading import is_reason
from assay.web.debriefs.hearing import propose_drivers
from assay.web.spoken_taxonomy import speak_taxonomy


def list_reasons() -> list[tuple[str, str]]:
    """Code and name of each driver in use that says anything."""
    taxonomy = speak_taxonomy()
    return [(one.code, one.name) for one in taxonomy.in_use if is_reason(one.code, taxonomy)]


def propose_reasons(words: str) -> list[tuple[str, str]]:
    """Up to three drivers that the words may name, code and name; none where the coder is not open yet."""
    return [(driver.code, driver.name) for driver in propose_drivers(words)]
