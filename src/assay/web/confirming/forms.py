"""What people type of a verdict."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.reports.same_situation.reading import is_reason
from assay.web.spoken_taxonomy import speak_taxonomy

#: more main reasons than these tell nothing apart
_MOST = 5


def list_grouped() -> list[tuple[str, list[tuple[str, str]]]]:
    """The drivers to choose from, by group."""
    taxonomy = speak_taxonomy()
    known = [one for one in taxonomy.in_use if is_reason(one.code, taxonomy)]
    found = [
        (group.name, [(one.code, one.name) for one in known if one.group == group.code]) for group in taxonomy.groups
    ]
    return [(name, choices) for name, choices in found if choices]


class CorrectForm(forms.Form):
    """What it was, by somebody who knows."""

    mains = forms.MultipleChoiceField(
        label=_("Main reasons"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose the reason that you are sure of, at least one.")},
    )
    note = forms.CharField(
        label=_("How do you know?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Who said so, or what was seen. Whoever may see the deal reads it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.groups = list_grouped()
        field = self.fields["mains"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [pair for _group, pairs in self.groups for pair in pairs]

    def clean_mains(self) -> list[str]:
        """Few enough to tell something."""
        chosen: list[str] = self.cleaned_data["mains"]
        if len(chosen) > _MOST:
            raise forms.ValidationError(
                _("These are %(n)s. Choose at most %(most)s: the ones without which the deal would have gone on."),
                params={"n": len(chosen), "most": _MOST},
            )
        return chosen
