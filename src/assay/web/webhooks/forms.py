"""What administrators type of an address that is told what happens."""

from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.outside.hosts import HostRefused
from assay.outside.webhooks.targets import LONGEST, TargetRefused, look_up_target, read_target
from assay.web.webhooks.events import NAMES, TYPES
from assay.web.webhooks.models import State
from assay.web.webhooks.switching import read_rules
from assay.web.webhooks.words import say_refusal


class EndpointForm(forms.Form):
    """Address, what it is for, and which events it is told."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    url = forms.CharField(
        label=gettext_lazy("Address"),
        max_length=LONGEST,
        widget=forms.URLInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy("Where the other program takes events, such as https://example.org/hooks/assay."),
    )
    description = forms.CharField(
        label=gettext_lazy("What it is for"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Lists and the log name it so; the address itself may be a secret."),
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"), choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [(one.name, f"{one.name}: {one.about}") for one in TYPES]
        cast("forms.MultipleChoiceField", self.fields["events"]).choices = choices

    def clean_url(self) -> str:
        """An address that may be asked, of a host that somebody knows. What was told is looked up now, not asked."""
        url: str = self.cleaned_data["url"]
        rules = read_rules()
        try:
            look_up_target(read_target(url, rules), rules, wait_s=5)
        except (TargetRefused, HostRefused) as error:
            raise ValidationError(say_refusal(error.kind, error.host)) from error
        return url

    def clean_events(self) -> list[str]:
        """In the order in which they are offered."""
        chosen = self.cleaned_data["events"]
        return [name for name in NAMES if name in chosen]

    def told(self) -> dict[str, Any]:
        """The fields of an address."""
        return {name: self.cleaned_data[name] for name in ("url", "description", "events")}


class FilterForm(forms.Form):
    """Which deliveries are listed."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = [("", _("all")), ("failed", _("failed, or tried in vain")), *State.choices]
        cast("forms.ChoiceField", self.fields["state"]).choices = choices
