"""What people type about actions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.asking.ask import Ask
from assay.asking.changes import FEWEST, MOST
from assay.web.debriefs.models import Action
from assay.web.learning.actions.figures import list_among_choices, list_driver_choices, list_figure_choices
from assay.web.people.models import User

_DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ActionForm(forms.ModelForm):  # type: ignore[type-arg]  # not so at run time
    """Who does what until when."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Action
        fields = ("what", "owner", "due", "area", "detail", "driver")
        labels = {
            "what": _("What is to be done"),
            "owner": _("Who does it"),
            "due": _("Until when"),
            "area": _("What it changes"),
            "detail": _("Which module, whom to know, or which step"),
            "driver": _("Against which reason"),
        }
        widgets = {"what": forms.Textarea(attrs={"rows": 2}), "due": _DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner = self.fields["owner"]
        owner.queryset = User.objects.filter(is_active=True)  # type: ignore[attr-defined]
        self.fields["driver"] = forms.ChoiceField(
            label=self.fields["driver"].label, choices=list_driver_choices(), required=False
        )


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
        none = [("", _("no figure: there is no run yet"))]
        self.fields["figure"].choices = list_figure_choices(ask) if ask else none  # type: ignore[attr-defined]
        self.fields["among"].choices = list_among_choices(ask) if ask else [("", _("all deals"))]  # type: ignore[attr-defined]


class DropForm(forms.Form):
    """It will not be done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = forms.CharField(label=_("Why will it not be done?"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
