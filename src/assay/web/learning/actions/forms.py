"""What people type about actions."""

from typing import Any, cast

from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.utils.translation import gettext_lazy as _

from assay.asking.ask import Ask
from assay.asking.changes import FEWEST, MOST
from assay.web.day_input import DayInput
from assay.web.debriefs.models import Action
from assay.web.learning.actions.figures import list_among_choices, list_driver_choices, list_figure_choices
from assay.web.people.models import User

#: what is typed of an action
ACTION_FIELDS = ("what", "owner", "due", "area", "detail", "driver")


class ActionForm(forms.Form):
    """Who does what until when."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(label=_("What is to be done"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    owner = forms.ModelChoiceField(label=_("Who does it"), queryset=User.objects.filter(is_active=True))
    due = forms.DateField(label=_("Until when"), widget=DayInput)
    area = forms.ChoiceField(label=_("What it changes"), choices=[*BLANK_CHOICE_DASH, *Action.Area.choices])
    detail = forms.CharField(label=_("Which module, whom to know, or which step"), max_length=200, required=False)
    driver = forms.ChoiceField(label=_("Against which reason"), choices=list_driver_choices, required=False)

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, by the fields of an action."""
        return {name: self.cleaned_data[name] for name in ACTION_FIELDS}


class DoneForm(forms.Form):
    """It is done, and what is to change by it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    changes = forms.CharField(
        label=_("What is to change by it"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    figure = forms.ChoiceField(label=_("By which figure will it be seen?"), required=False)
    among = forms.ChoiceField(label=_("On which deals?"), required=False)
    look_again_after = forms.IntegerField(
        label=_("Look at it again after so many ended deals"),
        min_value=FEWEST,
        max_value=MOST,
        required=False,
        help_text=_("Left empty, it is the number from which a share cut by half would be told from chance."),
    )

    def __init__(self, ask: Ask | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        figure, among = (cast("forms.ChoiceField", self.fields[name]) for name in ("figure", "among"))
        figure.choices = list_figure_choices(ask) if ask else [("", _("no figure: there is no run yet"))]
        among.choices = list_among_choices(ask) if ask else [("", _("all deals"))]


class DropForm(forms.Form):
    """It will not be done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why will it not be done?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
