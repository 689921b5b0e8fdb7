"""What somebody types in of what a competitor did."""

from datetime import UTC, datetime, time
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.sources.rival_acts import KeptAct, TypedAct, list_acts
from assay.store.home import Home
from assay.web.day_input import DayInput
from assay.web.people.models import SellerLink, User

_LONGEST = 200


class ActForm(forms.Form):
    """A competitor, a day, what it did, about which theme, and where that can be read."""

    competitor = forms.ChoiceField(label=gettext_lazy("Competitor"))
    day = forms.DateField(
        label=gettext_lazy("Day"),
        widget=DayInput,
        help_text=gettext_lazy("When buyers could first know of it."),
    )
    what = forms.CharField(
        label=gettext_lazy("What it did"),
        max_length=_LONGEST,
        help_text=gettext_lazy("In one line, such as: cut its list price by a fifth."),
    )
    theme = forms.ChoiceField(
        label=gettext_lazy("Theme"),
        required=False,
        help_text=gettext_lazy("What buyers would speak of. It is held against deals in which they did so most."),
    )
    link = forms.CharField(
        label=gettext_lazy("Where it can be read"),
        max_length=500,
        widget=forms.URLInput(),
        validators=[URLValidator(schemes=["https", "http"])],
        help_text=gettext_lazy("An address. What has no source is no event."),
    )

    def __init__(self, *given: Any, rivals: dict[int, str], themes: dict[str, str], **named: Any) -> None:
        super().__init__(*given, **named)
        competitor, theme = (cast("forms.ChoiceField", self.fields[name]) for name in ("competitor", "theme"))
        competitor.choices = [(str(key), name) for key, name in rivals.items()]
        theme.choices = [("", _("all of them")), *themes.items()]

    def clean_day(self) -> Any:
        """A day that is over or today."""
        day = self.cleaned_data["day"]
        if day > timezone.now().date():
            raise ValidationError(_("This day is still to come. An event is something that has happened."))
        return day

    def clean_what(self) -> str:
        """One line."""
        return " ".join(self.cleaned_data["what"].split())

    def tell(self, user: User) -> TypedAct:
        """What was typed, once it is valid."""
        told = self.cleaned_data
        link = SellerLink.objects.filter(user=user).first()
        return TypedAct(
            competitor_id=int(told["competitor"]),
            theme=told["theme"] or None,
            what=told["what"],
            occurred_at=int(datetime.combine(told["day"], time(), UTC).timestamp()),
            link=told["link"],
            typed_at=int(timezone.now().timestamp()),
            typed_by=link.seller_id if link else None,
        )


def view_acts(home: Home, themes: dict[str, str]) -> list[dict[str, Any]]:
    """All that the record holds, the latest first, as the page shows them."""
    return [_view_act(one, themes) for one in list_acts(home)]


def _view_act(one: KeptAct, themes: dict[str, str]) -> dict[str, Any]:
    return {
        "key": one.key,
        "competitor": one.competitor,
        "day": None if one.occurred_at is None else datetime.fromtimestamp(one.occurred_at, UTC).date(),
        "what": one.what,
        "theme": themes.get(one.theme or "", one.theme or ""),
        "link": one.link if one.link.startswith(("https://", "http://")) else "",
        "source": one.link or one.source,
        "is_typed": one.is_typed,
    }
