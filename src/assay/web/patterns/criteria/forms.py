"""What people type of a rule."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.domain.errors import InputError
from assay.patterns.criteria.rule import MOST_CONDITIONS, Condition, Fact, Rule, check_rule
from assay.web.patterns.criteria.models import Direction
from assay.web.patterns.criteria.words import name_fact

_COMPARES = (
    ("equals", gettext_lazy("is")),
    ("differs", gettext_lazy("is not")),
    ("at_least", gettext_lazy("is at least")),
    ("below", gettext_lazy("is below")),
)


class RuleForm(forms.Form):
    """One or two conditions, what they speak for, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    fact_1 = forms.ChoiceField(label=gettext_lazy("What is known of the deal"))
    compares_1 = forms.ChoiceField(label=gettext_lazy("compares"), choices=_COMPARES)
    value_1 = forms.CharField(
        label=gettext_lazy("with"),
        max_length=200,
        help_text=gettext_lazy("A number such as 25000, a word as the record writes it, or yes or no."),
    )
    fact_2 = forms.ChoiceField(label=gettext_lazy("And also, if you like"), required=False)
    compares_2 = forms.ChoiceField(label=gettext_lazy("compares"), choices=_COMPARES, required=False)
    value_2 = forms.CharField(label=gettext_lazy("with"), max_length=200, required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Deals that meet it are to"), choices=Direction.choices)
    in_force = forms.BooleanField(label=gettext_lazy("The rule is in force"), required=False, initial=True)
    why = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, facts: Mapping[str, Fact], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.facts = facts
        self.rule: Rule | None = None
        choices = _list_choices(facts)
        cast("forms.ChoiceField", self.fields["fact_1"]).choices = choices
        cast("forms.ChoiceField", self.fields["fact_2"]).choices = [("", _("nothing else")), *choices]

    def clean(self) -> dict[str, Any]:
        """Reads the rule."""
        told = super().clean() or {}
        if self.errors:
            return told
        found = []
        for number in range(1, MOST_CONDITIONS + 1):
            if fact := told.get(f"fact_{number}"):
                compares, value = told.get(f"compares_{number}") or "equals", str(told.get(f"value_{number}") or "")
                found.append(Condition(fact, compares, self._tidy(fact, value.strip())))
        rule = Rule(tuple(found), "pursue" if told["direction"] == "pursue" else "decline")
        try:
            check_rule(rule, self.facts)
        except InputError as error:
            raise forms.ValidationError(str(error)) from error
        self.rule = rule
        return told

    def _tidy(self, fact: str, value: str) -> str:
        """A number as it is kept, and yes and no however they are typed."""
        known = self.facts.get(fact)
        if known is None or known.kind == "word":
            return value
        if known.kind == "number":
            try:
                return f"{float(value.replace(' ', '').replace(',', '')):.12g}"
            except ValueError:
                return value
        return {_("yes").lower(): "yes", _("no").lower(): "no"}.get(value.lower(), value.lower())


def _list_choices(facts: Mapping[str, Fact]) -> list[tuple[str, list[tuple[str, str]]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for fact in facts.values():
        if fact.shut_out == "tells_outcome":
            continue
        group = (
            _("Signals, at 30 days: yes if it fired")
            if fact.kind == "signal"
            else _("By 30 days")
            if fact.age_days
            else _("When the deal is opened")
        )
        groups.setdefault(group, []).append((fact.name, name_fact(fact)))
    return [(group, sorted(found, key=lambda pair: pair[1].lower())) for group, found in groups.items()]


def fill_form(rule: Rule) -> dict[str, str]:
    """What the form shows of a rule."""
    told: dict[str, str] = {"direction": rule.direction}
    for number, condition in enumerate(rule.conditions, 1):
        told |= {
            f"fact_{number}": condition.fact,
            f"compares_{number}": condition.compares,
            f"value_{number}": condition.value,
        }
    return told
