"""From the YAML of a value or a condition to the language's data: an unknown key is refused where it stands."""

from collections.abc import Callable
from typing import Any as Anything
from typing import NoReturn

from assay.domain.errors import InputError
from assay.sources.language import (
    All,
    Any,
    Case,
    Cell,
    Condition,
    Const,
    Cut,
    First,
    Join,
    Lookup,
    Named,
    Not,
    Previous,
    Ref,
    Sharpened,
    Shift,
    StageClass,
    Test,
    Typed,
    Value,
)
from assay.tables import TABLES
from assay.tables.column import TYPES

BASES = ("col", "const", "first", "join", "case", "day", "previous", "ref", "class")
CUTS = ("address", "name", "domain", "currency", "lower", "list")
UNITS = ("s", "ms", "minutes", "hours", "days", "percent", "inverse")
DATE_ORDERS = ("dmy", "mdy", "ymd")
DECIMALS = ("comma", "point")
CLASSES = ("open", "won", "lost", "no_decision", "disqualified", "unknown")


class Place:
    """Where in which file a node stands, for messages."""

    def __init__(self, file: str, path: str = "") -> None:
        self.file = file
        self.path = path

    def at(self, step: str | int) -> "Place":
        part = f"[{step + 1}]" if isinstance(step, int) else str(step)
        return Place(self.file, f"{self.path} / {part}" if self.path else part)

    def refuse(self, message: str, fix: str) -> NoReturn:
        raise InputError(f"{self.file}: {self.path or 'top'}: {message}", fix=fix)


def fold_text(text: str) -> str:
    """The form in which two values of a lookup are the same."""
    return " ".join(text.casefold().split())


def read_text(node: Anything, place: Place) -> str:
    """A text; numbers and yes/no of YAML become their texts."""
    if isinstance(node, bool):
        return "true" if node else "false"
    if isinstance(node, str | int | float):
        return str(node)
    return place.refuse(f"{node!r} is not a text.", "Write a text there.")


def read_texts(node: Anything, place: Place) -> tuple[str, ...]:
    """A text or a list of texts."""
    if isinstance(node, list):
        return tuple(read_text(item, place.at(number)) for number, item in enumerate(node))
    return (read_text(node, place),)


def read_keys(
    node: Anything, place: Place, allowed: tuple[str, ...], needed: tuple[str, ...] = ()
) -> dict[str, Anything]:
    """A mapping with these keys only."""
    if not isinstance(node, dict):
        place.refuse(f"{node!r} is not a set of keys.", f"Write some of {', '.join(allowed)}.")
    for key in node:
        if key not in allowed:
            place.at(str(key)).refuse("this key is not known here.", f"The keys are {', '.join(allowed)}.")
    for key in needed:
        if key not in node:
            place.refuse(f"the key {key} is missing.", f"Add {key}.")
    return node


def _choice(node: Anything, place: Place, choices: tuple[str, ...]) -> str:
    text = read_text(node, place)
    if text not in choices:
        place.refuse(f"{text!r} is not one of {', '.join(choices)}.", "Write one of them.")
    return text


def read_value(node: Anything, place: Place) -> Value:
    """A heading, a list of headings of which the first present counts, or keys (BASES and what refines them)."""
    if node == "?":
        place.refuse("this is still to be decided.", "Write the heading there, or remove the line.")
    if isinstance(node, str):
        return Cell((node,))
    if isinstance(node, list):
        return Cell(read_texts(node, place))
    if not isinstance(node, dict):
        place.refuse(f"{node!r} is not a value.", "Write a heading, or {const: ...} for a constant.")
    bases = [key for key in BASES if key in node]
    if len(bases) != 1:
        place.refuse(f"one of {', '.join(BASES)} is needed, found {', '.join(bases) or 'none'}.", "Write exactly one.")
    value = _BASES[bases[0]](node, place)
    for key in node:
        if key not in (bases[0], *_OWN.get(bases[0], ()), *_REFINEMENTS):
            place.at(str(key)).refuse(
                "this key is not known here.",
                f"Beside {bases[0]} may stand {', '.join((*_OWN.get(bases[0], ()), *_REFINEMENTS))}.",
            )
    return _refine(value, node, place)


def read_values(node: Anything, place: Place) -> tuple[Value, ...]:
    """A list of values."""
    if not isinstance(node, list) or not node:
        place.refuse(f"{node!r} is not a list of values.", "Write a list.")
    return tuple(read_value(item, place.at(number)) for number, item in enumerate(node))


def _read_join(node: dict[str, Anything], place: Place) -> Value:
    return Join(read_values(node["join"], place.at("join")), read_text(node.get("with", " "), place.at("with")))


def _read_case(node: dict[str, Anything], place: Place) -> Value:
    branches = []
    if not isinstance(node["case"], list):
        place.at("case").refuse("a list is needed.", "Write a list of {when: ..., then: ...}.")
    for number, item in enumerate(node["case"]):
        here = place.at("case").at(number)
        keys = read_keys(item, here, ("when", "then"), ("when", "then"))
        branches.append((read_condition(keys["when"], here.at("when")), read_value(keys["then"], here.at("then"))))
    otherwise = read_value(node["else"], place.at("else")) if node.get("else") is not None else None
    return Case(tuple(branches), otherwise)


def _read_day(node: dict[str, Anything], place: Place) -> Value:
    if "clock" not in node:
        place.refuse("the key clock is missing.", "Add clock: [HEADING, ...].")
    return Sharpened(read_value(node["day"], place.at("day")), read_values(node["clock"], place.at("clock")))


def _read_previous(node: dict[str, Anything], place: Place) -> Value:
    for key in ("per", "by"):
        if key not in node:
            place.refuse(f"the key {key} is missing.", f"Add {key}.")
    return Previous(
        read_value(node["previous"], place.at("previous")),
        read_values(node["per"], place.at("per")),
        read_value(node["by"], place.at("by")),
        read_text(node.get("changed", False), place.at("changed")) == "true",
    )


def _read_ref(node: dict[str, Anything], place: Place) -> Value:
    table = _choice(node["ref"], place.at("ref"), tuple(TABLES))
    if "id" not in node:
        place.refuse("the key id is missing.", "Add id: the heading that holds the source id.")
    return Ref(table, read_id(node["id"], place.at("id")))


def _read_class(node: dict[str, Anything], place: Place) -> Value:
    def part(key: str) -> Value | None:
        return read_value(node[key], place.at(key)) if key in node else None

    classes = []
    here = place.at("classes")
    for name, stages in read_keys(node.get("classes") or {}, here, CLASSES).items():
        classes += [(fold_text(stage), name) for stage in read_texts(stages, here.at(name))]
    return StageClass(
        read_value(node["class"], place.at("class")),
        part("pipeline"),
        part("closed"),
        part("won"),
        tuple(classes),
        _choice(node.get("basis", "label"), place.at("basis"), ("person", "label")),
    )


_BASES: dict[str, Callable[[dict[str, Anything], Place], Value]] = {
    "col": lambda node, place: Cell(read_texts(node["col"], place.at("col"))),
    "const": lambda node, place: Const(read_text(node["const"], place.at("const"))),
    "first": lambda node, place: First(read_values(node["first"], place.at("first"))),
    "join": _read_join,
    "case": _read_case,
    "day": _read_day,
    "previous": _read_previous,
    "ref": _read_ref,
    "class": _read_class,
}
_OWN = {
    "join": ("with",),
    "case": ("else",),
    "day": ("clock",),
    "previous": ("per", "by", "changed"),
    "ref": ("id",),
    "class": ("pipeline", "closed", "won", "classes", "basis"),
    "col": ("else",),
    "first": ("else",),
}
_REFINEMENTS = (
    "match", "split", "take", "starts", "lookup", "named", "type", "unit", "date_order", "decimal", "minus_days",
    "plus_days",
)  # fmt: skip


def _refine(value: Value, node: dict[str, Anything], place: Place) -> Value:
    if "match" in node:
        value = Cut(value, "match", (read_text(node["match"], place.at("match")),))
    if "split" in node:
        which = _choice(node.get("take", "first"), place.at("take"), ("first", "last"))
        value = Cut(value, which, (read_text(node["split"], place.at("split")),))
    elif "take" in node:
        value = Cut(value, _choice(node["take"], place.at("take"), CUTS))
    if "starts" in node:
        value = Cut(value, "starts", read_texts(node["starts"], place.at("starts")))
    if "lookup" in node:
        value = _read_lookup(value, node, place)
    if "named" in node:
        missing = "null" if node.get("else", "keep") is None else "keep"
        value = Named(value, read_text(node["named"], place.at("named")), missing)
    return _read_typed(value, node, place)


def _read_lookup(value: Value, node: dict[str, Anything], place: Place) -> Value:
    here = place.at("lookup")
    if not isinstance(node["lookup"], dict):
        here.refuse("pairs are needed.", "Write found: wanted, one pair a line.")
    pairs = [
        (fold_text(read_text(key, here)), None if to is None else read_text(to, here.at(str(key))))
        for key, to in node["lookup"].items()
    ]
    if "else" not in node:
        missing = "reject"
    elif node["else"] is None:
        missing = "null"
    else:
        text = read_text(node["else"], place.at("else"))
        missing = text if text in ("keep", "reject") else f"={text}"
    return Lookup(value, tuple(pairs), missing)


def _read_typed(value: Value, node: dict[str, Anything], place: Place) -> Value:
    def choice(key: str, choices: tuple[str, ...]) -> str | None:
        return _choice(node[key], place.at(key), choices) if key in node else None

    typed = Typed(
        value,
        choice("type", tuple(TYPES)),
        choice("unit", UNITS),
        choice("date_order", DATE_ORDERS),
        choice("decimal", DECIMALS),
    )
    if (typed.type, typed.unit, typed.date_order, typed.decimal) != (None,) * 4:
        value = typed
    for key, sign in (("minus_days", -1), ("plus_days", 1)):
        if key in node:
            value = Shift(value, read_value(node[key], place.at(key)), sign)
    return value


def read_id(node: Anything, place: Place) -> tuple[Value, ...]:
    """A source id: one value, or a list of values that make it up together."""
    if isinstance(node, list):
        return read_values(node, place)
    return (read_value(node, place),)


def read_condition(node: Anything, place: Place) -> Condition:
    """Headings with what they must hold, all of them; `all`, `any` (lists) and `not` combine."""
    if isinstance(node, list):
        return All(tuple(read_condition(item, place.at(number)) for number, item in enumerate(node)))
    if not isinstance(node, dict) or not node:
        place.refuse(f"{node!r} is not a condition.", "Write HEADING: value, or all, any, not.")
    parts: list[Condition] = []
    for key, test in node.items():
        here = place.at(str(key))
        if key in ("all", "any"):
            if not isinstance(test, list):
                here.refuse("a list is needed.", "Write a list of conditions.")
            items = tuple(read_condition(item, here.at(number)) for number, item in enumerate(test))
            parts.append(All(items) if key == "all" else Any(items))
        elif key == "not":
            parts.append(Not(read_condition(test, here)))
        else:
            parts.append(_read_test(Cell((read_text(key, place),)), test, here))
    return parts[0] if len(parts) == 1 else All(tuple(parts))


def _read_test(of: Value, node: Anything, place: Place) -> Condition:
    if isinstance(node, bool):
        return Test(of, "yes", (read_text(node, place),))
    if isinstance(node, list):
        return Test(of, "in", read_texts(node, place))
    if not isinstance(node, dict):
        return Test(of, "is", (read_text(node, place),))
    keys = read_keys(node, place, ("is", "in", "starts", "contains", "filled", "after"))
    tests: list[Condition] = [Test(of, how, read_texts(args, place.at(how))) for how, args in keys.items()]
    return tests[0] if len(tests) == 1 else All(tuple(tests))
