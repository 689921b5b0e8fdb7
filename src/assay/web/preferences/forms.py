"""What administrators type on the pages of settings."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.domain.errors import InputError
from assay.domain.seniority import WORDS
from assay.domain.signal import Signal
from assay.runs.thresholds import Bounds, Value, check_value, find_bounds
from assay.web.preferences import store

UNITS = {
    "days": gettext_lazy("days"),
    "hours": gettext_lazy("hours"),
    "percentile": gettext_lazy("percentile of won deals"),
    "share": gettext_lazy("share, 0 to 1"),
    "rank": gettext_lazy("rank of seniority"),
    "times": gettext_lazy("counted"),
}


def stamp_values(values: Mapping[str, object]) -> int:
    """A number that changes with the values: what a form was made from."""
    return zlib.crc32(json.dumps(values, sort_keys=True, default=str).encode())


class SeenForm(forms.Form):
    """A form that knows what stood there when it was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class CompanyForm(SeenForm):
    """Name, currency and fiscal year."""

    company = forms.CharField(
        label=gettext_lazy("Name of the company"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("Pages, reports and letters show it."),
    )
    home_currency = forms.CharField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Three letters, such as EUR. Left empty, the currency that most deals carry."),
    )
    fiscal_year_start = forms.TypedChoiceField(
        label=gettext_lazy("The fiscal year begins in"),
        choices=[(str(number), name) for number, name in MONTHS.items()],
        help_text=gettext_lazy(
            "Quarters in lists and patterns follow it. A year that does not begin in January bears the number of the "
            "calendar year in which it ends."
        ),
    )

    def clean_company(self) -> str:
        """A name on one line."""
        name: str = self.cleaned_data["company"]
        if any(ord(letter) < 32 or ord(letter) == 127 for letter in name):
            raise ValidationError(_("Write the name on one line."))
        return name

    def clean_home_currency(self) -> str:
        """Capitals."""
        code: str = self.cleaned_data["home_currency"].strip().upper()
        if code and not re.fullmatch("[A-Z]{3}", code):
            raise ValidationError(_("A currency is three letters, such as EUR."))
        return code


class LimitsForm(SeenForm):
    """What may be imported on the pages, and from where."""

    import_file_gb = forms.FloatField(
        label=gettext_lazy("One file, gigabytes"),
        min_value=0.001,
        max_value=1000,
        help_text=gettext_lazy("A larger one is refused while it is uploaded or fetched."),
    )
    import_gb = forms.FloatField(
        label=gettext_lazy("All files of one import, gigabytes"), min_value=0.001, max_value=10_000
    )
    import_folders = forms.CharField(
        label=gettext_lazy("Folders of this server that may be read"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Whole paths with colons between them. Left empty, none."),
    )
    import_private_addresses = forms.BooleanField(
        label=gettext_lazy("Fetch files from addresses of the own network too"),
        required=False,
        help_text=gettext_lazy(
            "Without it, only public addresses are asked, so that no one reaches machines of yours."
        ),
    )

    def clean_import_folders(self) -> str:
        """Whole paths."""
        parts = [part.strip() for part in self.cleaned_data["import_folders"].split(":") if part.strip()]
        wrong = [part for part in parts if not part.startswith("/") or any(ord(letter) < 32 for letter in part)]
        if wrong:
            raise ValidationError(_("%(path)s is no whole path: it begins with a stroke.") % {"path": wrong[0]})
        return ":".join(parts)


class RetentionForm(SeenForm):
    """How long things are kept."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in store.RETENTION:
            self.fields[one.name] = forms.IntegerField(
                label=one.label, help_text=one.help, min_value=one.low, max_value=one.high
            )


class ThresholdForm(SeenForm):
    """The thresholds of one signal."""

    def __init__(self, signal: Signal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.signal = signal
        for name, default in signal.thresholds.items():
            self.fields[name] = _make_field(name, default)

    def read_values(self) -> dict[str, Value]:
        """The thresholds that differ from those of the signal."""
        told = {name: self.cleaned_data[name] for name in self.signal.thresholds}
        return {name: value for name, value in told.items() if value != self.signal.thresholds[name]}

    def clean(self) -> dict[str, Any]:
        """Each within its bounds."""
        cleaned = super().clean() or {}
        for name in self.signal.thresholds:
            if name in cleaned:
                try:
                    cleaned[name] = check_value(self.signal, name, cleaned[name])
                except InputError as error:
                    self.add_error(name, error.message)
        return cleaned


def name_threshold(name: str) -> str:
    """A threshold as people read it."""
    words = _(name.replace("_", " "))
    return words[:1].upper() + words[1:]


def _make_field(name: str, default: Value) -> forms.Field:
    bounds = find_bounds(name, default)
    label = name_threshold(name)
    if bounds is None:
        return forms.CharField(label=label, max_length=200, help_text=_("As shipped: %(value)s") % {"value": default})
    about = _describe(bounds, default)
    if bounds.is_whole:
        return forms.IntegerField(label=label, help_text=about, min_value=int(bounds.low), max_value=int(bounds.high))
    return forms.FloatField(label=label, help_text=about, min_value=bounds.low, max_value=bounds.high)


def _describe(bounds: Bounds, default: Value) -> str:
    text = _("%(unit)s; from %(low)s to %(high)s; as shipped: %(default)s") % {
        "unit": UNITS[bounds.unit],
        "low": f"{bounds.low:g}",
        "high": f"{bounds.high:g}",
        "default": f"{default:g}" if isinstance(default, int | float) else default,
    }
    if bounds.unit == "rank":
        text += ": " + ", ".join(f"{rank} {_(word)}" for rank, word in enumerate(WORDS) if rank)
    return text
