"""What editors type about drivers."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assay.web.coding.words import ABOUT, POLARITIES, WHOSE
from assay.web.spoken_taxonomy import speak_taxonomy
from assay.words.taxonomy import Driver, Taxonomy
from assay.words.taxonomy.checking import FEWEST_EXAMPLES

#: a taxonomy of a megabyte is not one that people wrote
MOST_BYTES = 2**20
#: parts into which a driver is split at once
MOST_PARTS = 4

_CODE = re.compile(r"^[a-z][a-z0-9_]{1,60}$")
_LINES = forms.Textarea(attrs={"rows": 7})


class ChangeForm(forms.Form):
    """What every change needs: why, and the taxonomy that it was made to."""

    base = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("Stands in the history beside your name."), required=True
    )


class DriverForm(ChangeForm):
    """A driver as a whole; the code is given once and never changed."""

    field_order = ("name", "code", "group", "definition", "examples", "counter_examples", "whose", "theme", "about")
    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(
        label=_("Code"),
        max_length=60,
        required=False,
        help_text=_("Small letters, figures and _; made from the name where empty. It can never be changed."),
    )
    group = forms.ChoiceField(label=_("Group"))
    definition = forms.CharField(
        label=_("Definition"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The model reads it word for word: say what the passage tells, not what it is not."),
    )
    examples = forms.CharField(label=_("Examples"), widget=_LINES)
    counter_examples = forms.CharField(
        label=_("Counter-examples"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("What looks like it and belongs elsewhere, one a line."),
    )
    whose = forms.ChoiceField(label=_("Whose it is to act on"), choices=list(WHOSE.items()))
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    about = forms.ChoiceField(label=_("Usually about"), choices=list(ABOUT.items()))
    polarity = forms.ChoiceField(label=_("Usually speaks"), choices=list(POLARITIES.items()))

    def __init__(self, taxonomy: Taxonomy, *args: Any, driver: Driver | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.driver = driver
        self.taxonomy = taxonomy
        spoken = speak_taxonomy()
        _choice(self, "group").choices = [(group.code, group.name) for group in spoken.groups]
        themes = [(theme.code, theme.name) for theme in spoken.themes]
        _choice(self, "theme").choices = [("", _("no theme")), *themes]
        _tell_examples(self.fields["examples"])
        if driver is not None:
            del self.fields["code"]
        self.order_fields([*self.field_order, "polarity", "why", "base"])

    def clean_code(self) -> str:
        """Made from the name where it was left empty."""
        return _clean_code(self, self.cleaned_data["code"])

    def make_driver(self) -> Driver:
        """The driver as it was typed; the form has to be valid."""
        told = self.cleaned_data
        return Driver(
            code=self.driver.code if self.driver else told["code"],
            name=told["name"].strip(),
            group=told["group"],
            definition=" ".join(told["definition"].split()),
            examples=read_lines(told["examples"]),
            counter_examples=read_lines(told["counter_examples"]),
            whose=told["whose"],
            theme=told["theme"] or None,
            about=told["about"],
            polarity=told["polarity"],
        )


class PartForm(forms.Form):
    """One of the drivers that a driver is split into. Group, theme and the rest are as of the whole."""

    name = forms.CharField(label=_("Name"), max_length=80)
    code = forms.CharField(label=_("Code"), max_length=60, required=False)
    definition = forms.CharField(label=_("Definition"), widget=forms.Textarea(attrs={"rows": 3}))
    examples = forms.CharField(label=_("Examples"), widget=_LINES)
    counter_examples = forms.CharField(
        label=_("Counter-examples"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _tell_examples(self.fields["examples"])

    def clean_code(self) -> str:
        """Made from the name where it was left empty."""
        return _clean_code(self, self.cleaned_data["code"])


class MergeForm(ChangeForm):
    """Which driver takes the place of another."""

    field_order = ("into", "take_examples", "why")
    into = forms.ChoiceField(label=_("Merge into"))
    take_examples = forms.BooleanField(
        label=_("Take its examples along"), required=False, initial=True, help_text=_("The model then knows both.")
    )

    def __init__(self, taxonomy: Taxonomy, code: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(driver.code, driver.name) for driver in speak_taxonomy().in_use if driver.code != code]
        _choice(self, "into").choices = [("", _("choose")), *others]


class GroupForm(ChangeForm):
    """The upper level: a new group, or another name for one."""

    field_order = ("code", "name", "why")
    code = forms.ChoiceField(label=_("Group"), required=False)
    name = forms.CharField(label=_("Name"), max_length=80)

    def __init__(self, taxonomy: Taxonomy, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(one.code, one.name) for one in speak_taxonomy().groups]
        _choice(self, "code").choices = [("", _("a new group")), *groups]


class FileForm(ChangeForm):
    """A taxonomy from a file; between the preview and the keeping its text travels in the page."""

    field_order = ("file", "text", "why")
    file = forms.FileField(label=_("File"), required=False)
    text = forms.CharField(widget=forms.HiddenInput, required=False)

    def clean(self) -> dict[str, Any]:
        """Puts the text of the file in the place of what travelled."""
        told = super().clean() or {}
        given = told.get("file")
        if given is not None:
            if given.size > MOST_BYTES:
                raise forms.ValidationError(_("The file is larger than a megabyte: that is no taxonomy."))
            try:
                told["text"] = given.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                raise forms.ValidationError(_("The file is no text in UTF-8.")) from error
        if not told.get("text"):
            raise forms.ValidationError(_("Choose a file."))
        return told


def read_lines(text: str) -> tuple[str, ...]:
    """One entry a line; empty lines and repetitions left out."""
    return tuple(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def make_code(name: str) -> str:
    """A code from a name: "Not now" becomes not_now."""
    words = re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")
    return words[:60]


def _clean_code(form: forms.Form, told: str) -> str:
    code = told.strip() or make_code(form.cleaned_data.get("name", ""))
    if code and not _CODE.match(code):
        raise forms.ValidationError(_("Use small letters, figures and _, and begin with a letter."))
    return code


def _tell_examples(field: forms.Field) -> None:
    told = gettext("One a line, as people write them; %(count)d at least.")
    field.help_text = told % {"count": FEWEST_EXAMPLES}


def _choice(form: forms.Form, name: str) -> forms.ChoiceField:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so above
    return field
