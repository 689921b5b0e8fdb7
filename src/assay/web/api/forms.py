"""What a person says of a new access token."""

from datetime import date, timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.web.day_input import DayInput

#: no token lives longer: whoever forgets one is not open to it for good
MOST_DAYS = 366


class TokenForm(forms.Form):
    """What it is for, whether it may write, and until when."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    can_write = forms.BooleanField(label=gettext_lazy("It may also make plays and record calls"), required=False)
    expires_on = forms.DateField(label=gettext_lazy("Until"), widget=DayInput)

    def clean_expires_on(self) -> date:
        """A day to come, within a year."""
        day: date = self.cleaned_data["expires_on"]
        today = timezone.localdate()
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Choose a day within a year from now."))
        return day
