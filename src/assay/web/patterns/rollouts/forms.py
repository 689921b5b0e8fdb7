"""What is typed of a roll-out."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assay.web.day_input import DayInput
from assay.web.patterns.rollouts.models import Practice
from assay.web.patterns.rollouts.overlapping import find_overlap, say_overlap
from assay.web.people.models import Team
from assay.web.scoping import find_sellers, list_team_tree

#: teams that a plan holds at most: more would take too long to live through
_MOST_TEAMS = 40
#: a first day lies at most so far ahead
_AHEAD = timedelta(days=365)


class PlanForm(forms.Form):
    """Which practice, which teams, when, and in how many steps."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    practice = forms.ChoiceField(label=gettext_lazy("Which practice the teams begin with"), choices=Practice.choices)
    teams = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Teams that take part"),
        queryset=Team.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each team with all teams within it. The more teams, the more it will tell; with fewer "
                               "than four nothing can be told."),
    )  # fmt: skip
    first_day = forms.DateField(
        label=gettext_lazy("First day"),
        widget=DayInput,
        help_text=gettext_lazy("On it the first teams begin. Leave time to tell them."),
    )
    steps = forms.IntegerField(
        label=gettext_lazy("In how many steps"),
        min_value=2,
        max_value=12,
        initial=4,
        help_text=gettext_lazy("In each step some teams begin, until all have begun."),
    )
    step_weeks = forms.IntegerField(
        label=gettext_lazy("Weeks from one step to the next"),
        min_value=2,
        max_value=26,
        initial=8,
        help_text=gettext_lazy("Long enough for a practice to become a habit."),
    )

    def __init__(self, teams: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelMultipleChoiceField[Team]", self.fields["teams"]).queryset = teams

    def clean_first_day(self) -> Any:
        """A day that is still to come."""
        day, today = self.cleaned_data["first_day"], datetime.now(UTC).date()
        if day <= today:
            raise forms.ValidationError(
                _("%(day)s is not ahead of us. What is written down after the start is no plan: choose a later day.")
                % {"day": date_format(day)}
            )
        if day > today + _AHEAD:
            raise forms.ValidationError(_("That is more than a year ahead. Choose an earlier day."))
        return day

    def clean_teams(self) -> Any:
        """Teams of which no seller is in two, and each of which has one."""
        teams = list(self.cleaned_data["teams"])
        if len(teams) > _MOST_TEAMS:
            raise forms.ValidationError(_("A roll-out takes %(n)s teams at most.") % {"n": _MOST_TEAMS})
        trees = {team.pk: list_team_tree([team.pk]) for team in teams}
        for team in teams:
            above = next((one for one in teams if one != team and team.pk in trees[one.pk]), None)
            if above is not None:
                raise forms.ValidationError(
                    _("%(team)s is part of %(above)s, so it would begin twice. Leave one of them out.")
                    % {"team": team.name, "above": above.name}
                )
        _check_sellers(teams)
        return teams

    def clean(self) -> dict[str, Any]:
        """As many teams as steps, none of which takes part in another one at the same time."""
        told: dict[str, Any] = super().clean() or {}
        if not {"teams", "steps", "first_day", "step_weeks"} <= told.keys():
            return told
        teams, steps, first_day = told["teams"], told["steps"], told["first_day"]
        if len(teams) < steps:
            said = _("%(teams)s teams cannot begin in %(steps)s steps. Choose more teams or fewer steps.")
            self.add_error("steps", said % {"teams": len(teams), "steps": steps})
        last = first_day + timedelta(weeks=told["step_weeks"] * (steps - 1))
        sellers = find_sellers(list_team_tree([team.pk for team in teams]))
        other = find_overlap(sellers, first_day, last)
        if other is not None:
            self.add_error("teams", say_overlap(other))
        return told


def _check_sellers(teams: list[Team]) -> None:
    taken: dict[int, Team] = {}
    for team in teams:
        sellers = find_sellers(list_team_tree([team.pk]))
        if not sellers:
            raise forms.ValidationError(
                _("%(team)s has no seller. Place sellers in it first, or leave it out.") % {"team": team.name}
            )
        for seller in sellers:
            if seller in taken:
                raise forms.ValidationError(
                    _("A seller is in both %(one)s and %(other)s. Place each in one of them, or leave a team out.")
                    % {"one": taken[seller].name, "other": team.name}
                )
            taken[seller] = team


class StopForm(forms.Form):
    """Why it is stopped."""

    why = forms.CharField(
        label=gettext_lazy("Why is it stopped?"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
