"""What a manager types of the team's own wording."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.rescue.saying.scripts import PARTS, PLACES, PROMPTS, Script, find_odd_place, read_script

#: letters of one part: filled, it has to fit into a play
LONGEST = 2_000

#: what each place is filled with
PLACE_NAMES = {
    "buyer": gettext_lazy("whom you call, by name"),
    "role": gettext_lazy("that person's title"),
    "rep": gettext_lazy("who calls"),
    "account": gettext_lazy("the buyer's company"),
    "stage": gettext_lazy("a sentence on where the talks stand"),
    "known": gettext_lazy("what this very person told you of the concern, in so many words"),
    "driver": gettext_lazy("the reason, by its name"),
}


def _write_area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class WordingForm(forms.Form):
    """The four parts of one wording."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    opener = forms.CharField(label=gettext_lazy("How to begin"), max_length=LONGEST, widget=_write_area(6))
    question = forms.CharField(label=gettext_lazy("The one question"), max_length=LONGEST, widget=_write_area(2))
    prompts = forms.CharField(
        label=gettext_lazy("To keep listening"),
        max_length=LONGEST,
        widget=_write_area(4),
        help_text=gettext_lazy("Three, one on each line."),
    )
    adviser_script = forms.CharField(
        label=gettext_lazy("For whoever talks in our stead"), max_length=LONGEST, widget=_write_area(6)
    )

    def clean(self) -> dict[str, Any]:
        """Every part can be filled, and there are three prompts."""
        told: dict[str, Any] = super().clean() or {}
        for part in PARTS:
            if wrong := say_odd_place(told.get(part) or ""):
                self.add_error(part, wrong)
        count = len(read_script(told).prompts) if told.get("prompts") else PROMPTS
        if count != PROMPTS:
            wrong = _("There are %(count)d listening prompts; expected %(wanted)d. Write one on each line.")
            self.add_error("prompts", wrong % {"count": count, "wanted": PROMPTS})
        return told

    @property
    def script(self) -> Script:
        """What was typed, as a template."""
        return read_script({part: self.cleaned_data.get(part) or "" for part in PARTS})


def say_odd_place(text: str) -> str:
    """What cannot be filled in a text and what to do; empty where all can."""
    odd = find_odd_place(text)
    if odd is None:
        return ""
    if odd.is_bracket:
        return _("A bracket %(what)s has no partner. Close it, or leave it out.") % {"what": odd.what}
    known = ", ".join(f"{{{one}}}" for one in PLACES)
    return _(
        "%(what)s is nothing that the record can fill in; expected one of %(known)s. Use one of these, or write the "
        "words themselves."
    ) % {"what": odd.what, "known": known}
