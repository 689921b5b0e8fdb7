"""The shape of an answer, as it is told to the model and as it is checked here."""

from typing import Any

from assay.words.taxonomy.driver import ABOUT, POLARITIES, Taxonomy, list_themes

#: codes that one passage may have
_MOST_CODES = 3
NAME = "codes_of_passages"


def build_schema(taxonomy: Taxonomy, passages: int) -> dict[str, Any]:
    """JSON Schema of a whole answer about so many passages, in the part of it that servers take as strict."""
    return {
        "type": "object",
        "properties": {"codes": {"type": "array", "items": build_code_schema(taxonomy, passages)}},
        "required": ["codes"],
        "additionalProperties": False,
    }


def build_code_schema(taxonomy: Taxonomy, passages: int) -> dict[str, Any]:
    """JSON Schema of one code."""
    fields: dict[str, Any] = {
        "passage": {"type": "integer", "enum": list(range(1, passages + 1))},
        "quote": {"type": "string"},
        "driver": {"type": "string", "enum": [driver.code for driver in taxonomy.in_use]},
        "theme": {"type": ["string", "null"], "enum": [*list_themes(taxonomy), None]},
        "about": {"type": "string", "enum": list(ABOUT)},
        "polarity": {"type": "string", "enum": list(POLARITIES)},
    }
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def build_frame_schema(passages: int) -> dict[str, Any]:
    """What the whole has to be before single codes are looked at."""
    return {
        "type": "object",
        "properties": {"codes": {"type": "array", "maxItems": _MOST_CODES * passages}},
        "required": ["codes"],
        "additionalProperties": False,
    }
