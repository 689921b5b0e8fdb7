"""What is chosen on a form of our own people: read as it comes, and said in words, as the record has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from assay.web.debriefs.team.questions import Asked
from assay.words.taxonomy import Taxonomy

_MOST_TEXT, _MOST_NAME = 20_000, 200


@dataclass(frozen=True)
class Typed:
    """An answer as it was typed or chosen. tags: the drivers named, None where none can be."""

    text: str
    choice: Mapping[str, Any] = field(default_factory=dict)
    tags: Sequence[Mapping[str, Any]] | None = None


def read_typed(asked: Asked, data: QueryDict, taxonomy: Taxonomy, names: Mapping[str, str]) -> Typed:
    """What was sent for one question. names: of those who decide, by their ids, as the page showed them."""
    read = {
        "reasons": lambda: _read_reasons(asked, data, taxonomy),
        "competitor": lambda: _read_competitor(asked, data),
        "gap": lambda: _read_gap(asked, data),
        "equipped": lambda: _read_equipped(asked, data),
        "deciders": lambda: _read_deciders(asked, data, names),
    }.get(asked.kind)
    return read() if read else Typed(data.get(asked.key, "").replace("\r\n", "\n")[:_MOST_TEXT])


def _read_reasons(asked: Asked, data: QueryDict, taxonomy: Taxonomy) -> Typed:
    known = {driver.code: driver for driver in taxonomy.in_use}
    chosen = [known[code] for code in dict.fromkeys(data.getlist(f"{asked.key}.driver")) if code in known]
    if chosen:
        tags = [{"driver": one.code, "theme": one.theme or ""} for one in chosen]
        return Typed("; ".join(one.name for one in chosen), {"drivers": [one.code for one in chosen]}, tags)
    if f"{asked.key}.unknown" in data:
        return Typed(_("I do not know."), {"unknown": True}, [])
    return Typed("", {}, [])


def _read_competitor(asked: Asked, data: QueryDict) -> Typed:
    who = data.get(f"{asked.key}.who", "")[:_MOST_NAME]
    other = data.get(f"{asked.key}.other", "").strip()[:_MOST_NAME]
    if who == "unknown":
        return Typed(_("I do not know."), {"who": who, "unknown": True})
    if who == "none":
        return Typed(_("Nobody: there was no competitor, or they bought nothing."), {"who": who})
    if who == "other" and other:
        return Typed(other, {"who": who, "other": other})
    if who.startswith("named "):
        return Typed(who.removeprefix("named "), {"who": who})
    return Typed("")


def _read_gap(asked: Asked, data: QueryDict) -> Typed:
    way = data.get(f"{asked.key}.way", "")
    share = _read_share(data.get(f"{asked.key}.share", ""))
    if way not in name_gaps():
        return Typed("")
    if way == "unknown":
        return Typed(_("I do not know."), {"way": way, "unknown": True})
    if way == "same":
        return Typed(_("Our price was about the same as the one that won."), {"way": way})
    choice = {"way": way, "share": str(share)} if share is not None else {"way": way}
    number = "" if share is None else number_format(share.normalize() if share % 1 else share.to_integral())
    if way == "higher":
        said = _("Our price was about %(share)s %% higher than the one that won.")
        return Typed(said % {"share": number} if number else _("Our price was higher than the one that won."), choice)
    said = _("Our price was about %(share)s %% lower than the one that won.")
    return Typed(said % {"share": number} if number else _("Our price was lower than the one that won."), choice)


def _read_share(text: str) -> Decimal | None:
    try:
        share = Decimal(text.strip().rstrip("% ").replace(",", "."))
    except InvalidOperation:
        return None
    return share if share.is_finite() and 0 < share < 1000 else None


def _read_equipped(asked: Asked, data: QueryDict) -> Typed:
    way = data.get(f"{asked.key}.way", "")
    said = name_equipped().get(way, "")
    return Typed(said, {"way": way, "unknown": way == "unknown"}) if said else Typed("")


def _read_deciders(asked: Asked, data: QueryDict, names: Mapping[str, str]) -> Typed:
    words = name_standings()
    people = {number: way for number in names if (way := data.get(f"{asked.key}.{number}", "")) in words}
    more = data.get(f"{asked.key}.more", "").replace("\r\n", "\n").strip()[:2_000]
    said = [f"{names[number]}: {words[way]}" for number, way in people.items()]
    if more:
        said.append(_("also: %(names)s") % {"names": ", ".join(filter(None, map(str.strip, more.split("\n"))))})
    return Typed("; ".join(said), {"people": people, "more": more} if said else {})


def name_standings() -> dict[str, str]:
    """How far somebody who decides was known."""
    return {
        "met": _("met"),
        "known": _("known, never met"),
        "unmet": _("not known to us then"),
    }


def name_equipped() -> dict[str, str]:
    """Whether our contact could argue for us."""
    return {
        "yes": _("Yes, with what they needed."),
        "partly": _("In part."),
        "no": _("No."),
        "unknown": _("I do not know."),
    }


def name_gaps() -> dict[str, str]:
    """How our price stood."""
    return {
        "higher": _("ours was higher"),
        "lower": _("ours was lower"),
        "same": _("about the same"),
        "unknown": _("I do not know"),
    }
