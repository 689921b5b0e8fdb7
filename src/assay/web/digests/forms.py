"""What people choose of their mail and their calendar."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.web.digests.models import DigestChoice


class ChoiceForm(forms.ModelForm):  # type: ignore[type-arg]  # has no type at run time
    """How often, on which day, and whether notices come by mail."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = DigestChoice
        fields = ("rhythm", "weekday", "notices")
        help_texts = {  # as Django has it
            "rhythm": _("From seven in the morning by your clock. Where there is nothing to tell, no mail is sent."),
            "notices": _("At most one such mail a day, with all of them in it. In a daily digest they stand anyway."),
        }
