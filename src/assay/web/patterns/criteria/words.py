"""Rules, facts and verdicts in the reader's words."""

from collections.abc import Mapping

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from assay.patterns.criteria.rule import Condition, Fact, Rule

#: what facts of the product's own are called, so that they can be translated
LABELS = (
    gettext_noop("amount"),
    gettext_noop("segment"),
    gettext_noop("product"),
    gettext_noop("source"),
    gettext_noop("industry"),
    gettext_noop("country"),
    gettext_noop("employees"),
    gettext_noop("annual revenue"),
    gettext_noop("people known at the account"),
    gettext_noop("highest rank known at the account"),
    gettext_noop("marketing touches in the half year before"),
    gettext_noop("we won a deal with them before"),
    gettext_noop("we lost a deal with them before"),
    gettext_noop("buyers met in the first 30 days"),
    gettext_noop("highest rank met in the first 30 days"),
    gettext_noop("words of the buyer in the first 30 days"),
)


def name_fact(fact: Fact) -> str:
    """What a fact is called; fields of the user's own keep their names."""
    return fact.label if ":" in fact.name else _(fact.label)


def say_condition(condition: Condition, fact: Fact | None) -> str:
    """One condition in words."""
    if fact is None:
        return _("%(fact)s, which is not in the record now") % {"fact": condition.fact}
    name = name_fact(fact)
    words = {"fact": name, "value": condition.value}
    if fact.kind == "number":
        places = 0 if condition.number.is_integer() else 2
        words["value"] = number_format(condition.number, decimal_pos=places, force_grouping=True)
    said = {
        ("number", "at_least"): _("%(fact)s at least %(value)s"),
        ("number", "below"): _("%(fact)s below %(value)s"),
        ("word", "equals"): _("%(fact)s is %(value)s"),
        ("word", "differs"): _("%(fact)s is not %(value)s"),
    }.get((fact.kind, condition.compares))
    if said:
        return said % words
    if fact.kind == "signal":
        return (
            _("the signal “%(fact)s” fired") if condition.value == "yes" else _("the signal “%(fact)s” did not fire")
        ) % {"fact": name}
    return name if condition.value == "yes" else _("not: %(fact)s") % {"fact": name}


def say_value(fact: Fact, value: str | float) -> str:
    """What is known of one deal or account."""
    if isinstance(value, str):
        told = {"yes": _("yes"), "no": _("no")}.get(value, value) if fact.kind != "word" else value
    else:
        told = number_format(value, decimal_pos=0 if float(value).is_integer() else 2, force_grouping=True)
    return _("%(fact)s: %(value)s") % {"fact": name_fact(fact), "value": told}


def say_rule(rule: Rule, facts: Mapping[str, Fact]) -> str:
    """All conditions in words."""
    return _(" and ").join(say_condition(condition, facts.get(condition.fact)) for condition in rule.conditions)


def name_verdicts() -> dict[str, str]:
    """Each verdict in words."""
    return {
        "held": _("held on later deals"),
        "hindsight": _("held on later deals, but rests on a field without history"),
        "not_held": _("did not hold on later deals"),
        "not_enough": _("not enough to tell"),
    }


def name_shut_out() -> dict[str, str]:
    """Why a field was shut out."""
    return {
        "tells_outcome": _("it tells won from lost so well that it must have been written afterwards"),
        "filled_late": _("it is filled far more often once a deal has ended than while it is young"),
    }
