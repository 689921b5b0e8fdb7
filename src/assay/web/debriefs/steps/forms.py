"""What people type on the page of a debrief."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assay.web.debriefs.models.words import AskerWord, Channel, ReplyWord
from assay.web.people.models import User

#: the better ones first; a buyer is asked by voice, so that there is no e-mail among them (T3)
BY_VOICE = [(one.value, one.label) for one in (Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE)]
_MOST_MINUTES = 240


class StepForm(forms.Form):
    """A step from the page as it was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class AcceptForm(StepForm):
    """The loss is accepted."""

    how = forms.CharField(
        label=_("How was the buyer told that we accept the decision?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AskerForm(StepForm):
    """Who asks."""

    asker_kind = forms.ChoiceField(label=_("Who asks the buyer?"), choices=AskerWord, widget=forms.RadioSelect)
    asker = forms.ModelChoiceField(
        label=_("The delegate"), queryset=User.objects.filter(is_active=True), required=False
    )
    asker_name = forms.CharField(label=_("Name of the person from outside"), max_length=200, required=False)

    def clean(self) -> dict[str, object]:
        """A delegate has to be named, and so does somebody from outside."""
        told = super().clean() or {}
        if told.get("asker_kind") == AskerWord.DELEGATE and not told.get("asker"):
            self.add_error("asker", _("Say who it is."))
        if told.get("asker_kind") == AskerWord.THIRD_PARTY and not (told.get("asker_name") or "").strip():
            self.add_error("asker_name", _("Say who it is."))
        return told


class AskedForm(StepForm):
    """Somebody was asked."""

    person = forms.IntegerField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("How did you ask?"), choices=BY_VOICE)
    answer = forms.ChoiceField(
        label=_("What did they say?"), choices=[("", _("they will tell me")), *ReplyWord.choices], required=False
    )


class ScheduleForm(StepForm):
    """When it is held."""

    at = forms.DateTimeField(
        label=_("Day and time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"],
    )
    channel = forms.ChoiceField(label=_("How, as the buyer chose"), choices=BY_VOICE)
    minutes = forms.IntegerField(label=_("Minutes"), min_value=10, max_value=_MOST_MINUTES, initial=30)


class DeclineForm(StepForm):
    """A manager takes it out."""

    reason = forms.CharField(
        label=_("Why is there no debrief?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )


class AnnounceForm(forms.Form):
    """The buyer was told early."""

    channel = forms.ChoiceField(
        label=_("How did you say it?"), choices=[*BY_VOICE, (Channel.EMAIL.value, Channel.EMAIL.label)]
    )
    day = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
