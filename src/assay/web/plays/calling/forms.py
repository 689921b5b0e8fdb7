"""What came back in a call: one small form, filled in under a minute."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.web.day_input import DayInput
from assay.web.plays.models import PlayCall
from assay.web.plays.reasons import list_reasons


class CallForm(forms.Form):
    """The result, the buyer's words, and the next step."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    result = forms.ChoiceField(
        label=gettext_lazy("What came back"), choices=PlayCall.Result.choices, widget=forms.RadioSelect
    )
    said = forms.CharField(
        label=gettext_lazy("In their words"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Goes into the record as what the buyer said. Leave it empty after no answer."),
    )
    driver = forms.ChoiceField(
        label=gettext_lazy("After a different concern: which, if you know"),
        required=False,
        help_text=gettext_lazy("Left open, the words tell where they are clear."),
    )
    referral = forms.CharField(
        label=gettext_lazy("After a referral: to whom, and how to reach them"), max_length=300, required=False
    )
    next_step = forms.CharField(label=gettext_lazy("The next step"), max_length=300, required=False)
    next_due = forms.DateField(label=gettext_lazy("Until when"), widget=DayInput, required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", _("as their words tell")), *list_reasons()]
        cast("forms.ChoiceField", self.fields["driver"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """A different concern needs words, a referral somebody, and a next step a day."""
        told = super().clean() or {}
        result = told.get("result")
        if result == PlayCall.Result.OTHER and not (told.get("said") or "").strip():
            self.add_error("said", _("Write down the concern, in a few of their words."))
        if result == PlayCall.Result.REFERRAL and not (told.get("referral") or "").strip():
            self.add_error("referral", _("Write down to whom, and how to reach them."))
        if (told.get("next_step") or "").strip() and not told.get("next_due"):
            self.add_error("next_due", _("Say until when the next step is to be done."))
        return told
