"""The labels that the sets may use, and how an item of each set must look."""

from collections.abc import Iterator, Mapping
from typing import Any

DRIVERS: Mapping[str, tuple[str, ...]] = {
    "offer": (
        "missing_feature",
        "quality_doubted",
        "integration",
        "usability",
        "security_compliance",
        "support_service",
    ),
    "price": ("price_too_high", "no_budget", "value_unproven", "contract_terms"),
    "delivery": ("implementation_effort", "delivery_time"),
    "trust": ("reputation", "trust_in_delivery"),
    "access": ("no_access_to_power", "champion_lost_or_weak", "buying_group_split"),
    "our_selling": ("slow_or_neglected", "need_misunderstood", "poor_pitch", "left_the_process"),
    "competition": ("incumbent_preferred", "rival_relationship", "built_in_house"),
    "buyer": (
        "indecision",
        "timing",
        "priority_shift",
        "leadership_change",
        "merger_or_reorganisation",
        "purchasing_rules",
    ),
}
CODES = frozenset(f"{group}.{name}" for group, names in DRIVERS.items() for name in names) | {"other", "unknown"}
SIDES = frozenset({"rep", "buyer", "peer", "manager"})
THEMES = frozenset({"price", "reputation", "product_mix", "quality", "features", "service_support"})
ABOUT = frozenset({"us", "competitor", "incumbent", "buyer", "unknown"})
POLARITY = frozenset({"for", "against", "mixed", "unknown"})
QUESTION_FAULTS = frozenset({"closed", "leading", "double", "defensive", "manipulative", "reselling", "blaming"})
MESSAGE_FAULTS = frozenset({"resells", "argues", "disparages", "pressures"})
MISSING = frozenset({"thanks", "acceptance"})
PLAIN_KINDS = frozenset({"scheduling", "asking", "settled", "news", "surroundings", "courtesy", "logistics", "people"})
ANSWERS = frozenset({"vague", "evasive", "polite", "substantive"})

Item = dict[str, Any]


def _outside(item: Item, field: str, allowed: frozenset[str]) -> Iterator[str]:
    values = item[field] if isinstance(item[field], list) else [item[field]]
    for value in values:
        if value not in allowed:
            yield f"{item['id']}: {field} {value!r} is not one of {', '.join(sorted(allowed))}"


def _check_statement(item: Item) -> Iterator[str]:
    for field, allowed in (
        ("side", SIDES),
        ("driver", CODES),
        ("also", CODES),
        ("about", ABOUT),
        ("polarity", POLARITY),
    ):
        yield from _outside(item, field, allowed)
    if item["theme"] is not None:
        yield from _outside(item, "theme", THEMES)
    if item["driver"] in item["also"]:
        yield f"{item['id']}: the main driver stands under also"


def _check_remark(item: Item) -> Iterator[str]:
    for field, allowed in (("side", SIDES), ("about", ABOUT), ("polarity", POLARITY)):
        yield from _outside(item, field, allowed)
    if item["theme"] is not None:
        yield from _outside(item, "theme", THEMES)


def _check_rival(item: Item) -> Iterator[str]:
    for field, allowed in (("side", SIDES), ("polarity", POLARITY)):
        yield from _outside(item, field, allowed)


def _check_plain(item: Item) -> Iterator[str]:
    yield from _outside(item, "side", SIDES)
    if "kind" in item:
        yield from _outside(item, "kind", PLAIN_KINDS)


def _check_question(item: Item) -> Iterator[str]:
    yield from _outside(item, "faults", QUESTION_FAULTS)


def _check_message(item: Item) -> Iterator[str]:
    yield from _outside(item, "missing", MISSING)
    for fault in item["faults"]:
        if fault["fault"] not in MESSAGE_FAULTS:
            yield f"{item['id']}: fault {fault['fault']!r} is not one of {', '.join(sorted(MESSAGE_FAULTS))}"
        if fault["sentence"] not in item["text"]:
            yield f"{item['id']}: the sentence {fault['sentence']!r} is not in the text"


def _check_answer(item: Item) -> Iterator[str]:
    yield from _outside(item, "label", ANSWERS)


def has_fault(item: Item, fault: str, piece: str) -> bool:
    """Whether a message is labelled with that fault in that piece of it, however its sentences were cut."""
    labelled = (one["sentence"] for one in item["faults"] if one["fault"] == fault)
    return any(piece.strip() in sentence or sentence.strip() in piece for sentence in labelled)


#: per set: the fields of an item, the fields that may be left out, and the check of its labels
FIELDS: Mapping[str, tuple[frozenset[str], frozenset[str]]] = {
    "statements": (
        frozenset({"id", "text", "side", "origin", "driver", "also", "theme", "about", "polarity"}),
        frozenset(),
    ),
    "remarks": (frozenset({"id", "text", "side", "polarity", "theme", "about"}), frozenset()),
    "rivals": (frozenset({"id", "text", "side", "polarity"}), frozenset()),
    "plain": (frozenset({"id", "text", "side"}), frozenset({"kind"})),
    "questions": (frozenset({"id", "text", "faults"}), frozenset({"note"})),
    "messages": (frozenset({"id", "kind", "text", "faults", "missing"}), frozenset()),
    "answers": (frozenset({"id", "question", "answer", "side", "label"}), frozenset()),
}
_CHECKS = {
    "statements": _check_statement,
    "remarks": _check_remark,
    "rivals": _check_rival,
    "plain": _check_plain,
    "questions": _check_question,
    "messages": _check_message,
    "answers": _check_answer,
}


def find_faults(name: str, items: list[Item]) -> list[str]:
    """What is wrong with the items of the set `name`, one line each; empty where all is well."""
    required, optional = FIELDS[name]
    found = []
    for item in items:
        fields = frozenset(item)
        if missing := required - fields:
            found.append(f"{item.get('id')}: lacks {', '.join(sorted(missing))}")
        elif extra := fields - required - optional:
            found.append(f"{item['id']}: has {', '.join(sorted(extra))}, which no item has")
        else:
            found.extend(_CHECKS[name](item))
    return found


def name_stratum(name: str, item: Item) -> str:
    """The label by which the halves of a set are kept alike."""
    if name == "statements":
        return str(item["driver"])
    if name == "remarks":
        return f"{item['polarity']} {item['about']}"
    if name == "rivals":
        return str(item["polarity"])
    if name == "plain":
        return f"{item['side']} {item.get('kind', '')}".strip()
    if name == "questions":
        return str(item["faults"][0]) if item["faults"] else "open"
    if name == "messages":
        first: str = item["faults"][0]["fault"] if item["faults"] else "none"
        return f"{first}, lacks {'and '.join(item['missing']) or 'nothing'}"
    words = len(str(item["answer"]).split())
    return f"{item['label']}, {'short' if words < 10 else 'middling' if words < 30 else 'long'}"
