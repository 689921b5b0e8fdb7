"""What is chosen and typed about a message to a buyer, and about what came back."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.web.debriefs.messages.replying import TO_INVITATION, TO_LETTER
from assay.web.debriefs.models import BuyerMessage, Debrief, Reply
from assay.web.debriefs.models.words import CircleWord
from assay.web.debriefs.moving import find_earliest_day
from assay.web.debriefs.steps.forms import BY_VOICE

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

#: times that may be offered
TIMES = ("time_1", "time_2", "time_3")
_CIRCLES = [(one.value, one.label) for one in (CircleWord.PARTICIPANTS, CircleWord.TEAM, CircleWord.COMPANY)]
_SHOWN = "%Y-%m-%dT%H:%M"


def _make_time(label: "StrOrPromise") -> forms.DateTimeField:
    """A time that may be left empty."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_SHOWN)
    return forms.DateTimeField(label=label, required=False, input_formats=[_SHOWN, f"{_SHOWN}:%S"], widget=widget)


class MessageForm(forms.Form):
    """To whom, in which language, who reads the answers."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    address = forms.EmailField(label=gettext_lazy("E-mail address"), required=False, max_length=254)
    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    language = forms.ChoiceField(label=gettext_lazy("Language of the buyer"), choices=settings.LANGUAGES)
    circle = forms.ChoiceField(label=gettext_lazy("Who reads the answers"), choices=_CIRCLES)

    def clean_subject(self) -> str:
        """On one line."""
        return " ".join(str(self.cleaned_data["subject"]).split())


class InvitationForm(MessageForm):
    """Times and channels to choose from as well."""

    minutes = forms.IntegerField(label=gettext_lazy("Minutes"), min_value=10, max_value=120)
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels to choose from"), choices=BY_VOICE, widget=forms.CheckboxSelectMultiple
    )
    time_1 = _make_time(gettext_lazy("A time to choose from"))
    time_2 = _make_time(gettext_lazy("Another one"))
    time_3 = _make_time(gettext_lazy("A third one"))

    def __init__(self, *args: Any, debrief: Debrief, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._earliest = find_earliest_day(debrief)

    def clean(self) -> dict[str, Any]:
        """No time before a talk may be held, and none that has passed."""
        cleaned = super().clean() or {}
        for name in TIMES:
            at = cleaned.get(name)
            if at is not None and (at < timezone.now() or self._earliest is None or at < self._earliest):
                self.add_error(
                    name, _("This is too early: a whole working day has to pass after the loss was accepted.")
                )
        return cleaned

    def list_times(self) -> list[str]:
        """As the message keeps them, each once, the first one first."""
        found: set[datetime] = {self.cleaned_data[name] for name in TIMES if self.cleaned_data.get(name)}
        return [at.isoformat() for at in sorted(found)]


class ReplyForm(forms.Form):
    """What came back, recorded by hand."""

    kind = forms.ChoiceField(label=gettext_lazy("What came back?"))
    day = forms.DateField(
        label=gettext_lazy("When?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = _make_time(gettext_lazy("Time of the talk, where one was named"))
    channel = forms.ChoiceField(
        label=gettext_lazy("How, as the buyer chose"), choices=[("", "–"), *BY_VOICE], required=False
    )
    named = forms.CharField(label=gettext_lazy("Who else, by name"), max_length=200, required=False)
    text = forms.CharField(
        label=gettext_lazy("What they wrote or said, in their own words"),
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, message: BuyerMessage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_letter = message.kind == BuyerMessage.Kind.LETTER
        kinds = TO_LETTER if is_letter else TO_INVITATION
        cast("forms.ChoiceField", self.fields["kind"]).choices = [(one.value, one.label) for one in kinds]
        if is_letter:
            del self.fields["time"], self.fields["channel"]

    def clean(self) -> dict[str, Any]:
        """A yes names its time; somebody else has a name; nothing comes back in the future."""
        cleaned = super().clean() or {}
        kind = cleaned.get("kind")
        if kind == Reply.Kind.YES and not cleaned.get("time"):
            self.add_error("time", _("Name the time that was chosen."))
        if kind in {Reply.Kind.SOMEONE_ELSE, Reply.Kind.MORE_SENIOR} and not (cleaned.get("named") or "").strip():
            self.add_error("named", _("Say who it is."))
        if kind == Reply.Kind.REPLY and not (cleaned.get("text") or "").strip():
            self.add_error("text", _("Write what they said."))
        if cleaned.get("day") and cleaned["day"] > timezone.localdate():
            self.add_error("day", _("This day is still to come."))
        return cleaned
