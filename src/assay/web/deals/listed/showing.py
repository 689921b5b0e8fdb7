"""What the page of a list shows: chips of what it is narrowed to, heads to sort by, fields to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from assay.reports.catalogue.listing import Order, list_choices, list_signals
from assay.reports.catalogue.opening import Catalogue
from assay.reports.catalogue.scope import Scope
from assay.web.confirming.forms import list_grouped
from assay.web.deals.listed.asked import Asked
from assay.web.deals.listed.reasons import name_reasons
from assay.web.deals.words import name_outcome


@dataclass(frozen=True)
class Chip:
    """One thing that the list is narrowed to, and the address of the list without it. pair: what it is in a form."""

    kind: str
    label: str
    without: str
    pair: tuple[str, str]
    is_field: bool


@dataclass(frozen=True)
class Head:
    """The head of a column: where it leads, and how the list is sorted by it now: ascending, descending or empty."""

    label: str
    query: str
    sorted: str
    is_number: bool


@dataclass(frozen=True)
class Option:
    """One value to choose."""

    value: str | int
    label: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Field:
    """One list of values to choose from; what is chosen already stands among the chips. groups: values under a name."""

    name: str
    label: str
    options: list[Option]
    groups: list[tuple[str, list[Option]]] = field(default_factory=list)


def list_heads(asked: Asked) -> list[Head]:
    """The columns that the list can be sorted by, in the order in which they stand."""
    named = (
        ("name", _("Deal"), False),
        ("value", _("Value"), True),
        ("opened", _("Opened"), False),
        ("closed", _("Closed"), False),
        ("word", _("Buyer's last word"), False),
        ("dead", _("Silence is the end"), True),
        ("findings", _("Findings"), True),
    )
    return [_make_head(asked, *column) for column in named]


def _make_head(asked: Asked, name: str, label: str, is_number: bool) -> Head:
    is_now = asked.order.name == name
    order = replace(asked.order, descending=not asked.order.descending) if is_now else Order(name, name != "name")
    now = ("descending" if asked.order.descending else "ascending") if is_now else ""
    return Head(label, asked.write(order=order), now, is_number)


def list_fields(catalogue: Catalogue, scope: Scope) -> list[Field]:
    """The fields beside the outcome, each with what can be added. Those without a choice are left out."""
    choices = list_choices(catalogue, scope)
    teams = sorted({choice.team for choice in choices["owner"] if choice.team}, key=str.casefold)
    fields = [
        Field("owner", _("Owner"), [Option(choice.value, choice.label) for choice in choices["owner"]]),
        Field("team", _("Team"), [Option(team, team) for team in teams]),
        Field("segment", _("Segment"), [Option(choice.value, choice.label) for choice in choices["segment"]]),
        Field("product", _("Product"), [Option(choice.value, choice.label) for choice in choices["product"]]),
        Field("rival", _("Competitor"), [Option(choice.value, choice.label) for choice in choices["rival"]]),
        Field("reason", _("Reason"), [], _list_reason_groups() if choices["reason"] else []),
        Field("signal", _("Signal that fired"), _list_signal_options(catalogue)),
    ]
    return [field for field in fields if field.options or field.groups]


def _list_reason_groups() -> list[tuple[str, list[Option]]]:
    return [(group, [Option(code, name) for code, name in drivers]) for group, drivers in list_grouped()]


def _list_signal_options(catalogue: Catalogue) -> list[Option]:
    named = [Option(signal.signal, _(signal.title)) for signal in list_signals(catalogue)]
    return sorted(named, key=lambda option: option.label.casefold())


def list_outcomes(catalogue: Catalogue, asked: Asked) -> list[Option]:
    """The outcomes that deals have, those chosen marked."""
    found = [str(choice.value) for choice in catalogue.choices.values() if choice.kind == "outcome"]
    order = ("open", "won", "lost", "no_decision", "disqualified", "unknown")
    return [Option(name, name_outcome(name), name in asked.filters.outcomes) for name in order if name in found]


def list_chips(catalogue: Catalogue, scope: Scope, asked: Asked) -> list[Chip]:
    """What the list is narrowed to, in words."""
    names = dict(_name_values(catalogue, scope, asked))
    kinds = {
        "outcome": _("Outcome"),
        "owner": _("Owner"),
        "team": _("Team"),
        "segment": _("Segment"),
        "product": _("Product"),
        "rival": _("Competitor"),
        "reason": _("Reason"),
        "signal": _("Signal"),
        "opened_from": _("Opened from"),
        "opened_to": _("Opened up to"),
        "closed_from": _("Closed from"),
        "closed_to": _("Closed up to"),
        "text": _("Name"),
    }
    chips = []
    for name, value in asked.pairs:
        unknown = _("not open to you") if name == "owner" else value
        label = names.get((name, value), unknown)
        is_field = name not in ("owner", "team", "segment", "product", "rival", "reason", "signal")
        chips.append(Chip(kinds[name], label, asked.write(without=(name, value)), (name, value), is_field))
    return chips


def _name_values(catalogue: Catalogue, scope: Scope, asked: Asked) -> Iterable[tuple[tuple[str, str], str]]:
    for code, label in name_reasons([value for name, value in asked.pairs if name == "reason"]).items():
        yield ("reason", code), label
    for kind, choices in list_choices(catalogue, scope).items():
        for choice in choices if kind != "reason" else ():
            label = name_outcome(choice.label) if kind == "outcome" else choice.label
            yield (kind, str(choice.value)), label
    for signal in catalogue.signals.values():
        yield ("signal", signal.signal), _(signal.title)
