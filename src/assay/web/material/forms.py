"""What people type of their material."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.reports.same_situation.reading import is_reason
from assay.web.material.models import Language
from assay.web.spoken_taxonomy import speak_taxonomy

#: what is typed of material
FIELDS = ("title", "text", "link", "drivers", "language")

#: a text that is longer is a document: link it
MOST_TEXT = 20_000


def list_driver_groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """The drivers that can be reasons, by their group."""
    taxonomy = speak_taxonomy()
    known = [one for one in taxonomy.in_use if is_reason(one.code, taxonomy)]
    groups = [
        (_(group.name), [(one.code, _(one.name)) for one in known if one.group == group.code])
        for group in taxonomy.groups
    ]
    return [(name, drivers) for name, drivers in groups if drivers]


class MaterialForm(forms.Form):
    """One piece of material."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("Buyers may get to read it: name no other buyer who has not agreed to be named."),
    )
    link = forms.URLField(
        label=gettext_lazy("Link"),
        max_length=1000,
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Where the document lies, if it lies elsewhere."),
    )
    drivers = forms.MultipleChoiceField(
        label=gettext_lazy("Against which reasons"),
        choices=list_driver_groups,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("It is shown wherever something is offered against one of them."),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=Language.choices, required=False)

    def clean_link(self) -> str:
        """Only what a browser opens safely: an address of the web."""
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith(("http://", "https://")):
            raise forms.ValidationError(_("Only addresses that begin with https:// or http:// can be linked."))
        return link

    def clean(self) -> dict[str, Any]:
        """Something must stand in it."""
        told = super().clean() or {}
        if not self.errors and not told.get("text", "").strip() and not told.get("link"):
            raise forms.ValidationError(_("Write a text, or name a link: there is nothing to offer yet."))
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, by the fields of a material."""
        return {name: self.cleaned_data[name] for name in FIELDS}
