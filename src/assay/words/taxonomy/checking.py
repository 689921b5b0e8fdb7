"""What makes a taxonomy one that coding can use."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from assay.domain.errors import InputError
from assay.words.taxonomy.driver import ABOUT, OTHER, POLARITIES, UNKNOWN, WHOSE, Taxonomy
from assay.words.taxonomy.outcomes import find_outcome

FEWEST_EXAMPLES = 5

_TEXT = {"type": "string", "minLength": 1}
_CODE = {"type": "string", "pattern": "^[a-z][a-z0-9_]{1,60}$"}
_TEXTS = {"type": "array", "items": _TEXT}

SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["version", "themes", "groups", "drivers"],
    "additionalProperties": False,
    "properties": {
        "version": {"type": ["string", "number"]},
        "themes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "name", "definition"],
                "additionalProperties": False,
                "properties": {"code": _CODE, "name": _TEXT, "definition": _TEXT},
            },
        },
        "groups": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["code", "name"],
                "additionalProperties": False,
                "properties": {"code": _CODE, "name": _TEXT},
            },
        },
        "drivers": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["code", "name", "group", "definition", "whose", "examples"],
                "additionalProperties": False,
                "properties": {
                    "code": _CODE,
                    "name": _TEXT,
                    "group": _CODE,
                    "definition": _TEXT,
                    "examples": _TEXTS,
                    "counter_examples": _TEXTS,
                    "whose": {"enum": list(WHOSE)},
                    "theme": {"type": ["string", "null"]},
                    "about": {"enum": list(ABOUT)},
                    "polarity": {"enum": list(POLARITIES)},
                    "replaced_by": {"type": ["array", "null"], "items": _CODE},
                    "retired": {"type": "boolean"},
                },
            },
        },
    },
}


def check_shape(told: object, name: str) -> None:
    """Raises InputError naming the first entry that is not as SCHEMA wants it."""
    import jsonschema

    faults = list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(told))
    if not faults:
        return
    first = min(faults, key=lambda fault: [str(step) for step in fault.path])
    where = _name_place(told, list(first.absolute_path))
    raise InputError(f"{name}: {where} {first.message}.", fix=f"Mend it; {len(faults)} places in all are wrong.")


def _name_place(told: object, path: list[Any]) -> str:
    """ "drivers, the driver price_too_high, whose:" rather than "drivers/6/whose"."""
    words, here = [], told
    for step in path:
        here = here[step]  # type: ignore[index] # a path that the validator walked itself
        if isinstance(step, int):
            code = here.get("code") if isinstance(here, dict) else None
            words.append(f"{code}" if code else f"number {step + 1}")
        else:
            words.append(str(step))
    return f"at {' > '.join(words)}:" if words else "at its top:"


def check_sense(taxonomy: Taxonomy, name: str) -> None:
    """Raises InputError for a taxonomy of the right shape in which a code leads nowhere."""
    for fault in _list_faults(taxonomy):
        raise InputError(f"{name}: {fault}.", fix="Mend that entry; nothing of the file is used until then.")


def _list_faults(taxonomy: Taxonomy) -> Iterator[str]:
    for kind, codes in (
        ("driver", [driver.code for driver in taxonomy.drivers]),
        ("theme", [theme.code for theme in taxonomy.themes]),
        ("group", [group.code for group in taxonomy.groups]),
    ):
        counts = Counter(codes).items()
        yield from (f"the {kind} {code} stands there {count} times" for code, count in counts if count > 1)
    groups = [group.code for group in taxonomy.groups]
    themes = [theme.code for theme in taxonomy.themes]
    for driver in taxonomy.drivers:
        told = f"the driver {driver.code}"
        if driver.group not in groups:
            yield f"{told} is of the group {driver.group!r}; the groups are {', '.join(groups)}"
        if driver.theme is not None and driver.theme not in themes:
            yield f"{told} has the theme {driver.theme!r}; the themes are {', '.join(themes)}"
        if driver.in_use and len(driver.examples) < FEWEST_EXAMPLES:
            yield f"{told} has {len(driver.examples)} examples, and at least {FEWEST_EXAMPLES} are needed"
        if driver.in_use and (outcome := find_outcome(driver)):
            yield f"{told} is no reason: {outcome}"
        yield from _follow(taxonomy, driver.code)
    for code in (OTHER, UNKNOWN):
        if code not in taxonomy.by_code or not taxonomy.by_code[code].in_use:
            yield f"the driver {code} is needed, for what no other describes"


def _follow(taxonomy: Taxonomy, start: str) -> Iterator[str]:
    """Faults of the way from an old code to those in use: a code that is not there, or a circle."""
    ways: list[tuple[str, ...]] = [(start,)]
    while ways:
        way = ways.pop()
        for code in taxonomy.by_code[way[-1]].replaced_by:
            if code not in taxonomy.by_code:
                yield f"the driver {way[-1]} is replaced by {code!r}, which is not in the file"
                return
            if code in way:
                yield f"the drivers {' -> '.join((*way, code))} replace each other in a circle"
                return
            ways.append((*way, code))
