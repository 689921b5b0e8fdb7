"""What a person says of a play as it is made or changed."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.web.day_input import DayInput
from assay.web.people.models import User
from assay.web.plays.models import Play
from assay.web.whole_numbers import read_id

_THROUGH = re.compile(r"(person|seller):(-?[0-9]{1,19})")

#: the most of each text; whatever is longer is an error and stands in the form again
_LONG = 4_000


class PlayForm(forms.Form):
    """Everything has a sensible value beforehand, so that one click is enough."""

    owner = forms.ModelChoiceField(label=gettext_lazy("Who does it"), queryset=User.objects.filter(is_active=True))
    due = forms.DateField(label=gettext_lazy("Until when"), widget=DayInput)
    contact = forms.RegexField(r"^-?[0-9]{1,19}$", required=False)
    through = forms.RegexField(_THROUGH, required=False)
    through_name = forms.CharField(max_length=200, required=False)
    opener = forms.CharField(max_length=_LONG, required=False)
    question = forms.CharField(max_length=_LONG, required=False)
    prompts = forms.CharField(max_length=_LONG, required=False)
    adviser_script = forms.CharField(max_length=_LONG, required=False)
    offer_note = forms.CharField(max_length=_LONG, required=False)
    forced_why = forms.CharField(max_length=300, required=False)

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the play, by its fields."""
        names = ("opener", "question", "prompts", "adviser_script", "offer_note", "forced_why", "through")
        return {name: self.cleaned_data.get(name) or "" for name in names}

    def clean_due(self) -> date:
        """Today or later."""
        return demand_coming(self.cleaned_data["due"])


class DropPlayForm(forms.Form):
    """It will not be done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=gettext_lazy("Why will it not be done?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class EditPlayForm(forms.Form):
    """Somebody else does it, or later, or other words are chosen."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    owner = forms.ModelChoiceField(label=gettext_lazy("Who does it"), queryset=User.objects.filter(is_active=True))
    due = forms.DateField(label=gettext_lazy("Until when"), widget=DayInput)
    contact = forms.ChoiceField(label=gettext_lazy("Whom to call"), required=False)
    opener = forms.CharField(
        label=gettext_lazy("How to begin"), max_length=_LONG, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    question = forms.CharField(
        label=gettext_lazy("The one question"),
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    prompts = forms.CharField(
        label=gettext_lazy("To keep listening"),
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    adviser_script = forms.CharField(
        label=gettext_lazy("For whoever talks in our stead"),
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    offers = forms.MultipleChoiceField(
        label=gettext_lazy("What to offer"), required=False, widget=forms.CheckboxSelectMultiple
    )
    offer_note = forms.CharField(
        label=gettext_lazy("In your own words"),
        max_length=_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(
        self,
        *given: Any,
        people: Mapping[int, str],
        standing: Play,
        offers: Mapping[str, str] | None = None,
        **named: Any,
    ) -> None:
        """offers: what may be offered, by key; None where they are not changed by this form."""
        super().__init__(*given, **named)
        self._people, self._due = people, standing.due
        if offers:
            cast("forms.MultipleChoiceField", self.fields["offers"]).choices = list(offers.items())
        else:
            del self.fields["offers"]
        choices = [("", _("somebody else, to be chosen later")), *((str(key), name) for key, name in people.items())]
        cast("forms.ChoiceField", self.fields["contact"]).choices = choices

    def clean_due(self) -> date:
        """Today or later; a day that has passed may stay, but is not chosen anew."""
        day: date = self.cleaned_data["due"]
        return day if day == self._due else demand_coming(day)

    def told(self) -> dict[str, Any]:
        """What was typed, by the fields of a play. Where contact or offers were not shown, they stay as they were."""
        told = {name: self.cleaned_data[name] for name in self.fields if name not in ("version", "contact", "offers")}
        if "offers" in self.fields and "offers_shown" in self.data:
            told["offers"] = self.cleaned_data["offers"]
        if "contact" in self.data:
            chosen = read_id(self.cleaned_data["contact"] or "")
            told |= {"contact_id": chosen, "contact_name": self._people[chosen][:200] if chosen is not None else ""}
        return told


def demand_coming(day: date) -> date:
    """The day itself. Raises ValidationError for one that has passed."""
    if day < timezone.localdate():
        raise forms.ValidationError(_("This day has passed. Choose today or a later day."))
    return day


def say_no_contact(name: str) -> str:
    """Why a person cannot be chosen."""
    return _("%(name)s must not be contacted. Choose somebody else, or go through somebody who knows them.") % {
        "name": name
    }
