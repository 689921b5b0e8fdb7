"""What people type on the pages about people."""

import zoneinfo
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from assay.web.people.granting import DAYS
from assay.web.people.inviting import read_addresses
from assay.web.people.log_words import write_word
from assay.web.people.models import Grant, PrivateNote, Role, Team, User
from assay.web.people.placing import list_within

#: an administrator who pastes more than this has pasted something else
MOST_INVITED = 500


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]  # cannot be given one when run
    """What a user sets for the own pages."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        choices=[(name, name.replace("_", " ")) for name in sorted(zoneinfo.available_timezones())],
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields: ClassVar = ["name", "language", "number_format", "time_zone", "theme"]
        labels: ClassVar = {"name": _("Name"), "number_format": _("Numbers are written"), "theme": _("Colours")}


class UserForm(forms.ModelForm):  # type: ignore[type-arg]  # cannot be given one when run
    """What an administrator sets for a user."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = User
        fields: ClassVar = ["name", "role", "team", "is_active"]
        labels: ClassVar = {
            "name": _("Name"),
            "role": _("Role"),
            "team": _("Team"),
            "is_active": _("May sign in"),
        }
        help_texts: ClassVar = {
            "role": _(
                "A rep sees the own deals, a manager those of the team and of all teams within it, an analyst and an "
                "administrator all. An administrator also sets things up."
            ),
            "is_active": _("Without it, every session ends at once. What the user made stays."),
        }


class TeamForm(forms.ModelForm):  # type: ignore[type-arg]  # cannot be given one when run
    """Name and place of a team."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Team
        fields: ClassVar = ["name", "parent"]
        labels: ClassVar = {"name": _("Name"), "parent": _("Part of")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent = self.fields["parent"]
        assert isinstance(parent, forms.ModelChoiceField)  # noqa: S101
        parent.empty_label = str(_("no other team"))
        if self.instance.pk:  # never within itself
            parent.queryset = Team.objects.exclude(pk__in=list_within(self.instance))


class InviteForm(forms.Form):
    """Whom to invite, and as what."""

    people = forms.CharField(
        label=_("E-mail addresses"),
        max_length=60_000,
        widget=forms.Textarea(attrs={"rows": 5, "placeholder": "Anna Berg <anna.berg@example.com>"}),
        help_text=_("One on each line, with a name before it or without."),
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    team = forms.ModelChoiceField(Team.objects.all(), label=_("Team"), required=False, empty_label=_("none"))

    def clean_people(self) -> list[tuple[str, str]]:
        """The (address, name) of each."""
        found, broken = read_addresses(self.cleaned_data["people"])
        if broken:
            shown = ", ".join(text[:60] for text in broken[:5])
            raise ValidationError(_("This is not an e-mail address: %(shown)s"), params={"shown": shown})
        if not found:
            raise ValidationError(_("Give at least one e-mail address."))
        if len(found) > MOST_INVITED:
            raise ValidationError(_("At most %(most)s at once."), params={"most": MOST_INVITED})
        return found


class JoinForm(forms.Form):
    """The name and password of somebody who joins."""

    name = forms.CharField(label=_("Your name"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 12 characters. Several words that only you would put together are good."),
    )
    again = forms.CharField(
        label=_("Password, once more"),
        strip=False,
        max_length=1024,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        self.email = email
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Both passwords are one, and it is not easily guessed from the person."""
        told = super().clean() or {}
        password = told.get("password")
        if password:
            if told.get("again") and told["again"] != password:
                self.add_error("again", _("This is not the password above."))
            try:
                validate_password(password, User(email=self.email, name=told.get("name", "")))
            except ValidationError as error:
                self.add_error("password", error)
        return told


class GrantForm(forms.Form):
    """To whom a deal is opened, for how long, and why."""

    user = forms.ModelChoiceField(User.objects.filter(is_active=True), label=_("Who"), empty_label=_("choose"))
    reason = forms.ChoiceField(label=_("As what"), choices=Grant.Reason)
    days = forms.TypedChoiceField(
        label=_("For how many days"), coerce=int, choices=[(number, str(number)) for number in DAYS], initial=14
    )
    why = forms.CharField(label=_("Why"), max_length=300, help_text=_("Stands in the list of grants."))


class LogForm(forms.Form):
    """Which rows of the log to show."""

    who = forms.CharField(label=_("Who"), max_length=254, required=False)
    act = forms.ChoiceField(label=_("Act"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def __init__(self, *args: Any, acts: list[str], kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in (("act", acts), ("kind", kinds)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101
            field.choices = [("", _("any")), *((value, write_word(value)) for value in found)]


class NoteForm(forms.Form):
    """A private note."""

    text = forms.CharField(required=False, max_length=PrivateNote._meta.get_field("text").max_length, strip=True)
    version = forms.IntegerField(min_value=0)
