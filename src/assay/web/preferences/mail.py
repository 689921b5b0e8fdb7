"""The settings of mail: which server takes it, as whom, in whose name. The password is never shown."""

from collections.abc import Callable
from dataclasses import replace
from email.utils import parseaddr
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.domain.errors import AssayError, InputError
from assay.outside.mail_sending import check_server
from assay.outside.mail_server import check_sender, read_server
from assay.store.home import Home, change_settings
from assay.web.mailing import find_outbox, find_sender, read_password
from assay.web.people.models import User
from assay.web.preferences.forms import SeenForm

Values = dict[str, Any]
_NAMES = ("mail_server", "mail_user", "mail_password_file", "mail_sender")
#: seconds that somebody waits for a server on the page
_WAIT_S = 8


class MailForm(SeenForm):
    """Server, user, where the password is, sender."""

    mail_server = forms.CharField(
        label=gettext_lazy("Server"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "smtp://mail.example.org:587, or smtps://mail.example.org where the line is encrypted from the start. User "
            "and password do not belong in it. Left empty, letters are written into a folder and reach nobody."
        ),
    )
    mail_user = forms.CharField(label=gettext_lazy("User there, if it asks for one"), required=False, max_length=200)
    mail_password_file = forms.CharField(
        label=gettext_lazy("File of this server that holds the password"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("A whole path. The password itself is shown nowhere and kept in no log."),
    )
    mail_sender = forms.CharField(
        label=gettext_lazy("Sender"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Name and address, such as Acme <debriefs@example.org>. Replies to invitations and "
                               "letters go to whoever wrote them."),
    )  # fmt: skip

    def clean_mail_server(self) -> str:
        """An address without a password."""
        url: str = self.cleaned_data["mail_server"].strip()
        if "@" in url:
            raise ValidationError(_("User and password do not belong in the address: name them in the fields below."))
        if url:
            _check(lambda: read_server(url, "a@example.org"))
        return url

    def clean_mail_sender(self) -> str:
        """A name and an address."""
        sender: str = self.cleaned_data["mail_sender"].strip()
        if sender:
            _check(lambda: check_sender(sender))
        return sender

    def clean_mail_password_file(self) -> str:
        """A whole path. Whether a password can be read there is told by the effect."""
        path: str = self.cleaned_data["mail_password_file"].strip()
        if path and (not path.startswith("/") or any(ord(letter) < 32 for letter in path)):
            raise ValidationError(_("%(path)s is no whole path: it begins with a stroke.") % {"path": path})
        return path


def _check(read: Callable[[], object]) -> None:
    try:
        read()
    except InputError as error:
        raise ValidationError(f"{error.message} {error.fix}") from error


def read_mail(home: Home) -> Values:
    """What stands in the settings."""
    return {name: home.settings.get(name, "") for name in _NAMES}


def write_mail(home: Home, user: User, values: Values) -> None:
    """Keeps it."""
    change_settings(home, values)


def describe_mail(home: Home, values: Values) -> list[str]:
    """What the server says to these values, asked now."""
    if not values["mail_server"]:
        return [_("Letters are written into %(folder)s and reach nobody.") % {"folder": find_outbox(home)}]
    sender = values["mail_sender"] or find_sender(home)
    try:
        password = read_password(values["mail_password_file"])
        server = replace(read_server(values["mail_server"], sender, values["mail_user"], password), wait_s=_WAIT_S)
        check_server(server)
    except AssayError as error:
        return [error.message, error.fix]
    told = [_("The server answers, and takes mail from here.")]
    if parseaddr(sender)[1].endswith("@localhost"):
        told.append(_("No sender is named: most servers refuse mail from assay@localhost."))
    return told
