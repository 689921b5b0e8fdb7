"""What a manager types about a question that guides are made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.asking.guide.templates import OUTCOMES

#: how deals end, as the page says it
ENDINGS = {
    "lost": _("lost"),
    "no_decision": _("no decision"),
    "silent": _("gone silent"),
    "won": _("won"),
}


class TemplateForm(forms.Form):
    """One question, in each language that buyers are asked in."""

    seen = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    text_en = forms.CharField(label=_("The question in English"), max_length=500, widget=forms.Textarea({"rows": 2}))
    text_de = forms.CharField(
        label=_("The question in German"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    why_en = forms.CharField(
        label=_("What it is asked for, in English"),
        max_length=500,
        required=False,
        help_text=_("The buyer may read this."),
        widget=forms.Textarea({"rows": 2}),
    )
    why_de = forms.CharField(
        label=_("What it is asked for, in German"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    on = forms.MultipleChoiceField(
        label=_("Asked after a deal that was"),
        choices=[(outcome, ENDINGS[outcome]) for outcome in OUTCOMES],
        widget=forms.CheckboxSelectMultiple,
    )
    is_core = forms.BooleanField(
        label=_("In every guide"), help_text=_("Others are offered beside the guide."), required=False
    )

    def read_changes(self) -> dict[str, Any]:
        """The fields of the row."""
        told = self.cleaned_data
        return {
            "texts": {language: told[f"text_{language}"] for language in ("en", "de") if told[f"text_{language}"]},
            "whys": {language: told[f"why_{language}"] for language in ("en", "de") if told[f"why_{language}"]},
            "on": [outcome for outcome in OUTCOMES if outcome in told["on"]],
            "is_core": told["is_core"],
        }
