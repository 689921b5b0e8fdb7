"""The settings of webhooks: whether anything is sent to other programs, and to which hosts of the own network."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.store.home import Home, change_settings
from assay.web.people.models import User
from assay.web.preferences.forms import SeenForm
from assay.web.webhooks.models import Endpoint
from assay.web.webhooks.switching import read_hosts

Values = dict[str, Any]
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?|[0-9a-f:]+")


class WebhooksForm(SeenForm):
    """On or off, and which hosts."""

    webhooks = forms.BooleanField(
        label=gettext_lazy("Tell other programs what happens here"),
        required=False,
        help_text=gettext_lazy("Only at the addresses that administrators name, and only what each is to be told."),
    )
    webhook_hosts = forms.CharField(
        label=gettext_lazy("Hosts of the own network that may be told"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy(
            "Names as they stand in the address, with commas between them, such as hooks.intern.example. Without it, "
            "only public hosts are asked, so that nobody reaches machines of yours through this server."
        ),
    )

    def clean_webhook_hosts(self) -> str:
        """Bare names of hosts."""
        hosts = read_hosts(self.cleaned_data["webhook_hosts"])
        wrong = [host for host in hosts if not _HOST.fullmatch(host)]
        if wrong:
            raise ValidationError(
                _("%(host)s is no name of a host: leave out https://, ports and paths.") % {"host": wrong[0]}
            )
        return ", ".join(hosts)


def read_webhooks(home: Home) -> Values:
    """What stands in the settings."""
    told = home.settings.get
    is_on = told("webhooks", "").strip().lower() in {"yes", "true", "1"}
    return {"webhooks": is_on, "webhook_hosts": told("webhook_hosts", "")}


def write_webhooks(home: Home, user: User, values: Values) -> None:
    """Keeps it."""
    change_settings(home, {"webhooks": "yes" if values["webhooks"] else "", "webhook_hosts": values["webhook_hosts"]})


def describe_webhooks(home: Home, values: Values) -> list[str]:
    """Who would be told."""
    if not values["webhooks"]:
        return [
            _(
                "Nothing is told to other programs. What happens meanwhile is not told later, but for the last run and "
                "for deals that are ready to be won back by then."
            )
        ]
    hosts = sorted({one.host for one in Endpoint.objects.filter(is_active=True)})
    said = [_("Told are: %(hosts)s.") % {"hosts": ", ".join(hosts)} if hosts else _("No address is named yet.")]
    if values["webhook_hosts"]:
        said.append(
            _("Whoever administers Assay can reach %(hosts)s through this server.") % {"hosts": values["webhook_hosts"]}
        )
    return said
