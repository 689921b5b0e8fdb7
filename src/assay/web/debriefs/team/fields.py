"""Fields of a form of our own people, shown with what was typed and what the record knows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from assay.web.debriefs.answering import Speaker, find_field
from assay.web.debriefs.drafting import read_drafts
from assay.web.debriefs.models import Answer, Debrief
from assay.web.debriefs.team.choices import name_equipped, name_gaps, name_standings
from assay.web.debriefs.team.questions import Asked, Known, Line
from assay.words.ear.blame import BlameHeard, hear_blame
from assay.words.taxonomy import Driver, Taxonomy


@dataclass(frozen=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    is_chosen: bool
    about: str = ""


@dataclass(frozen=True)
class Choices:
    """Some of them together. name: of the input.  title: of a group; of somebody to choose for."""

    name: str
    title: str
    options: Sequence[Option]
    about: str = ""


@dataclass(frozen=True)
class FieldView:
    """One question on a page. seen: the version of its text.  is_from_record: what is chosen is still the record's."""

    asked: Asked
    answer: Answer | None
    text: str
    seen: int
    known: Known
    groups: Sequence[Choices] = ()
    extra: Mapping[str, str] = field(default_factory=dict)
    is_from_record: bool = False

    @cached_property
    def blame(self) -> BlameHeard:
        """Wording that blames, to be said kindly."""
        return hear_blame(self.text) if self.asked.kind == "text" else BlameHeard()

    @property
    def lines(self) -> Sequence[Line]:
        """What the record shows beside it."""
        return self.known.lines


def list_fields(
    debrief: Debrief,
    speaker: Speaker,
    questions: Iterable[Asked],
    known: Mapping[str, Known],
    taxonomy: Taxonomy,
    people: Mapping[str, tuple[str, str]] | None = None,
) -> list[FieldView]:
    """The questions with what was typed. people: id -> name and what the record knows of those who decide."""
    answers = {one.key: one for one in debrief.answers.filter(who=speaker.who)}
    questions = tuple(questions)
    drafts = read_drafts(find_field(debrief, asked.place(0), speaker) for asked in questions)
    found = []
    for asked, kept in zip(questions, drafts, strict=True):
        own, told = answers.get(asked.key), known.get(asked.key, Known())
        is_new = kept.version == 0
        choice = dict(told.choice) if is_new else dict(own.choice if own else {})
        groups, extra = _list_choices(asked, choice, told, taxonomy, people or {})
        found.append(FieldView(asked, own, kept.text, kept.version, told, groups, extra, is_new and bool(told.choice)))
    return found


def _list_choices(
    asked: Asked,
    choice: Mapping[str, Any],
    known: Known,
    taxonomy: Taxonomy,
    people: Mapping[str, tuple[str, str]],
) -> tuple[list[Choices], dict[str, str]]:
    if asked.kind == "reasons":
        return _list_reasons(asked, choice, taxonomy), {"unknown": "yes" if choice.get("unknown") else ""}
    if asked.kind == "competitor":
        return [_list_competitors(asked, choice, known)], {"other": choice.get("other", "")}
    if asked.kind in {"gap", "equipped"}:
        words = name_gaps() if asked.kind == "gap" else name_equipped()
        options = [Option(way, label, choice.get("way") == way) for way, label in words.items()]
        return [Choices(f"{asked.key}.way", "", options)], {"share": choice.get("share", "")}
    if asked.kind == "deciders":
        told = choice.get("people", {})
        return [
            Choices(
                f"{asked.key}.{number}",
                name,
                [Option(way, label, told.get(number) == way) for way, label in name_standings().items()],
                about,
            )
            for number, (name, about) in people.items()
        ], {"more": choice.get("more", "")}
    return [], {}


def _list_reasons(asked: Asked, choice: Mapping[str, Any], taxonomy: Taxonomy) -> list[Choices]:
    chosen = set(choice.get("drivers", ()))
    groups: dict[str, list[Driver]] = {}
    for driver in taxonomy.in_use:
        if driver.code != "unknown":
            groups.setdefault(driver.group, []).append(driver)
    names = {group.code: group.name for group in taxonomy.groups}
    return [
        Choices(
            f"{asked.key}.driver",
            names.get(group, group),
            [Option(one.code, one.name, one.code in chosen, one.definition) for one in drivers],
        )
        for group, drivers in groups.items()
    ]


def _list_competitors(asked: Asked, choice: Mapping[str, Any], known: Known) -> Choices:
    who = str(choice.get("who", ""))
    named = dict.fromkeys(line.text for line in known.lines)
    if who.startswith("named "):
        named.setdefault(who.removeprefix("named "))
    options = [Option(f"named {name}", name, who == f"named {name}") for name in named]
    options.append(Option("other", _("another one:"), who == "other"))
    options.append(Option("none", _("nobody: no competitor, or they bought nothing"), who == "none"))
    options.append(Option("unknown", _("I do not know"), who == "unknown"))
    return Choices(f"{asked.key}.who", "", options)
