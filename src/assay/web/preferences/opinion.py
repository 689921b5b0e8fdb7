"""The settings of the second opinion: which language model is asked, under what conditions. The key is never shown."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.domain.errors import InputError
from assay.store.home import Home, change_settings
from assay.web.people.models import User
from assay.web.preferences.forms import SeenForm
from assay.words.second_opinion.settings import check_address, read_settings
from assay.words.second_opinion.spending import find_spent
from assay.words.server.exchange import is_loopback

Values = dict[str, Any]
_YES_NO = ("opinion", "opinion_plain", "opinion_amounts")
_NUMBERS = {"opinion_price_in": 0, "opinion_price_out": 0, "opinion_cap": 0, "opinion_wait_s": 120}
_TEXTS = ("opinion_url", "opinion_model", "opinion_key_file", "opinion_key_variable", "opinion_currency")


class OpinionForm(SeenForm):
    """Address, model, where the key is, prices, limits."""

    opinion = forms.BooleanField(
        label=gettext_lazy("Ask a language model for a second opinion"),
        required=False,
        help_text=gettext_lazy("Only about texts that somebody has looked at and approved, one by one."),
    )
    opinion_url = forms.CharField(
        label=gettext_lazy("Address"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Up to /v1, of the kind that OpenAI has. Names, passwords and keys do not belong in it."
        ),
    )
    opinion_model = forms.CharField(label=gettext_lazy("Name of the model there"), required=False, max_length=200)
    opinion_key_file = forms.CharField(
        label=gettext_lazy("File of this server that holds the key"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("A whole path. The key itself is shown nowhere and kept in no log."),
    )
    opinion_key_variable = forms.RegexField(
        "^[A-Za-z_][A-Za-z0-9_]*$",
        label=gettext_lazy("Or the environment variable that holds it"),
        required=False,
        max_length=100,
    )
    opinion_plain = forms.BooleanField(
        label=gettext_lazy("At an address of this machine, leave texts as they are"),
        required=False,
        help_text=gettext_lazy("Without it, people, companies, addresses and numbers are hidden there too."),
    )
    opinion_amounts = forms.BooleanField(label=gettext_lazy("Hide sums of money too"), required=False)
    opinion_price_in = forms.FloatField(
        label=gettext_lazy("Price of a million tokens sent"), min_value=0, max_value=1e6
    )
    opinion_price_out = forms.FloatField(
        label=gettext_lazy("Price of a million tokens received"), min_value=0, max_value=1e6
    )
    opinion_currency = forms.RegexField(
        "^[A-Za-z]{3}$", label=gettext_lazy("Currency of these prices"), required=False, max_length=3
    )
    opinion_cap = forms.FloatField(
        label=gettext_lazy("At most in a calendar month"),
        min_value=0,
        max_value=1e9,
        help_text=gettext_lazy("A question that could pass it is not asked. 0: no cap."),
    )
    opinion_wait_s = forms.FloatField(
        label=gettext_lazy("Seconds that one answer may take"), min_value=1, max_value=3600
    )
    opinion_most_tokens = forms.IntegerField(
        label=gettext_lazy("Tokens that one answer may have"), min_value=64, max_value=100_000
    )

    def clean(self) -> dict[str, Any]:
        """What can be asked; a key or an address that cannot be used is told at its field."""
        cleaned = super().clean() or {}
        url = str(cleaned.get("opinion_url") or "").strip().rstrip("/")
        cleaned["opinion_url"] = url
        cleaned["opinion_currency"] = str(cleaned.get("opinion_currency") or "").upper()
        if url:
            self._check_address(url, cleaned)
        if cleaned.get("opinion"):
            for name in ("opinion_url", "opinion_model"):
                if name in cleaned and not cleaned[name]:
                    self.add_error(name, _("It is needed to ask a language model."))
        if cleaned.get("opinion_cap") and not (cleaned.get("opinion_price_in") or cleaned.get("opinion_price_out")):
            self.add_error("opinion_cap", _("A cap needs the prices of tokens."))
        return cleaned

    def clean_opinion_key_file(self) -> str:
        """A whole path. Whether there is a key in it is told by the effect."""
        path: str = self.cleaned_data["opinion_key_file"].strip()
        if path and (not path.startswith("/") or any(ord(letter) < 32 for letter in path)):
            raise ValidationError(_("%(path)s is no whole path: it begins with a stroke.") % {"path": path})
        return path

    def _check_address(self, url: str, cleaned: Mapping[str, Any]) -> None:
        has_key = bool(cleaned.get("opinion_key_file") or cleaned.get("opinion_key_variable"))
        try:
            check_address(url, has_key=has_key)
        except InputError as error:
            self.add_error("opinion_url", f"{error.message} {error.fix}")


def read_opinion(home: Home) -> Values:
    """What stands in the settings."""
    told = home.settings.get
    values: Values = {name: told(name, "").strip().lower() in {"yes", "true", "1"} for name in _YES_NO}
    values |= {name: told(name, "") for name in _TEXTS}
    values |= {name: _read_number(told(name, ""), default) for name, default in _NUMBERS.items()}
    values["opinion_most_tokens"] = int(_read_number(told("opinion_most_tokens", ""), 2000))
    return values


def write_opinion(home: Home, user: User, values: Values) -> None:
    """Into assay.toml."""
    told = {name: "yes" if values[name] else "" for name in _YES_NO}
    told |= {name: values[name] for name in _TEXTS}
    told |= {name: f"{values[name]:g}" if values[name] != default else "" for name, default in _NUMBERS.items()}
    told["opinion_most_tokens"] = "" if values["opinion_most_tokens"] == 2000 else str(values["opinion_most_tokens"])
    change_settings(home, told)


def describe_opinion(home: Home, values: Values) -> list[str]:
    """Whether anything would leave, where to, and what it may cost."""
    if not values["opinion"]:
        return [_("Nothing leaves this machine: no language model is asked.")]
    url, is_here = values["opinion_url"], is_loopback(values["opinion_url"])
    said = []
    if is_here:
        said.append(_("%(url)s is on this machine: nothing leaves it.") % {"url": url})
    else:
        said.append(_("Approved texts go to %(url)s, each after somebody has looked at it.") % {"url": url})
        if url.startswith("http://"):
            said.append(_("They are not encrypted on their way through your own network."))
    if is_here and values["opinion_plain"]:
        said.append(_("Texts go there with all names and numbers."))
    else:
        said.append(_("People, companies, addresses and numbers are hidden first."))
    return [*said, _describe_key(home, values), *_describe_cost(home, values)]


def _describe_key(home: Home, values: Values) -> str:
    told = {name: values[name] for name in ("opinion_key_file", "opinion_key_variable")}
    if not any(told.values()):
        return _("It is asked without a key.")
    try:
        read_settings(Home(home.path, told)).read_key()
    except InputError as error:
        return error.message
    return _("A key is there.")


def _describe_cost(home: Home, values: Values) -> list[str]:
    price_in, price_out = values["opinion_price_in"], values["opinion_price_out"]
    if not price_in and not price_out:
        return [_("It costs nothing by the prices given.")]
    money = {"currency": values["opinion_currency"] or home.settings.get("home_currency") or "USD"}
    usual = (6_000 * price_in + 800 * price_out) / 1e6
    spent = number_format(round(find_spent(home).money, 4))
    said = [
        _("A deal costs about %(money)s %(currency)s; %(spent)s are spent this month.")
        % {"money": number_format(round(usual, 4)), "spent": spent, **money}
    ]
    if values["opinion_cap"]:
        said.append(
            _("No question is asked that could pass %(cap)s %(currency)s in a month.")
            % {"cap": number_format(values["opinion_cap"]), **money}
        )
    return said


def _read_number(told: str, default: float) -> float:
    try:
        return float(told or default)
    except ValueError:
        return default
