"""What is typed to ask a colleague."""

from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from assay.web.people.models import User

DAYS = ((7, _("a week")), (14, _("two weeks")), (30, _("a month")))


class PeerForm(forms.Form):
    """Whom, for how long, and a word with it."""

    peer = forms.ModelChoiceField(label=_("Whom do you trust with this deal?"), queryset=User.objects.none())
    days = forms.TypedChoiceField(label=_("The file is open to them for"), choices=DAYS, coerce=int, initial=14)
    words = forms.CharField(
        label=_("A word to them"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: QueryDict | None, *, without: list[int]) -> None:
        super().__init__(data)
        peer = cast("forms.ModelChoiceField[User]", self.fields["peer"])
        peer.queryset = User.objects.filter(is_active=True).exclude(pk__in=without).order_by("name")


class FinishForm(forms.Form):
    """Who reads it."""

    circle = forms.ChoiceField(
        choices=[("participants", ""), ("team", ""), ("company", "")],
        error_messages={"required": _("Say who may read it.")},
    )
