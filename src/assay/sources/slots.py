"""What the wizard may ask of a file: the kinds of files, and for each kind the things that a column can hold.

The exact names of columns are those of the plain profile; here stand only what each thing is called in a question and
what its values must look like.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from assay.sources.headings import fold_heading
from assay.sources.language import Cell, Feed, First, Join, Value
from assay.sources.named_headings import names_in
from assay.sources.profiles import shipped_mappings


@dataclass(frozen=True)
class Slot:
    """One thing that a column can hold. kind: how its values must look (column_profile.ColumnProfile.fits)."""

    name: str
    question: str
    kind: str
    required: bool = False


KINDS: dict[str, tuple[Slot, ...]] = {
    "deals": (
        Slot("id", "the deal's id", "id"),
        Slot("stage", "the stage that the deal is in", "stage", required=True),
        Slot("name", "the deal's name", "name"),
        Slot("account", "the buyer's company", "name"),
        Slot("owner", "the rep who owns the deal", "name"),
        Slot("amount", "the deal's amount", "money"),
        Slot("currency", "the currency", "choice"),
        Slot("opened", "the day on which the deal was opened", "time"),
        Slot("closed", "the close date", "day"),
        Slot("loss_reason", "the reason of the loss", "text"),
        Slot("win_reason", "the reason of the win", "text"),
        Slot("competitor", "the competitor", "text"),
        Slot("product", "the product", "choice"),
        Slot("segment", "the segment", "choice"),
        Slot("channel", "where the deal came from", "choice"),
    ),
    "contacts": (
        Slot("id", "the person's id", "id"),
        Slot("full_name", "the person's name", "name"),
        Slot("first_name", "the person's first name", "name"),
        Slot("last_name", "the person's last name", "name"),
        Slot("email", "the person's e-mail address", "email"),
        Slot("title", "the person's job title", "name"),
        Slot("account", "the person's company", "name"),
        Slot("deal", "the id of the deal that the person had a part in", "text"),
        Slot("role", "the person's part in the deal", "choice"),
    ),
    "activities": (
        Slot("id", "the activity's id", "id"),
        Slot("deal", "the id of the activity's deal", "text", required=True),
        Slot("type", "the kind of activity, such as call or meeting", "choice"),
        Slot("day", "when it happened", "time", required=True),
        Slot("subject", "the subject", "text"),
        Slot("body", "the text", "text"),
        Slot("direction", "whether it came in or went out", "choice"),
        Slot("people", "who took part", "text"),
        Slot("owner", "the rep", "name"),
    ),
}

#: kind -> slots of which one at least is needed: without an id, a deal is told from others by its name
EITHER = {"deals": ("id", "name")}
#: what tells deals apart that have no id; the name must be filled
APART = ("name", "account", "opened")


def is_needed(kind: str, slot: Slot, chosen: Collection[str]) -> bool:
    """Whether a slot cannot be left out, given the slots that are filled: the last of several that could do."""
    either = EITHER.get(kind, ())
    return slot.required or (slot.name in either[-1:] and not set(either) & set(chosen))


@cache
def exact_names(kind: str) -> dict[str, frozenset[str]]:
    """Slot -> the folded headings that say by themselves what they hold."""
    plain = next(mapping for mapping in shipped_mappings() if mapping.name == "plain")
    feed = next(feed for feed in plain.feeds if feed.name == kind)
    return {
        slot: frozenset(fold_heading(name, "loose") for name in names) - LOOSE
        for slot, names in _named(kind, feed).items()
    }


#: names that hold one thing in one system and another in the next: a person has to look
LOOSE = frozenset(
    re.findall(
        r"\w+",
        "status statut estado situacao value wert valeur valor revenue umsatz title type typ art tipo deal opportunity "
        "name nom contact person client cliente commercial comercial data time start starttime startdate duedate "
        "reason text note notes with",
    )
)


def _named(kind: str, feed: Feed) -> dict[str, Sequence[str]]:
    def column(table: str, name: str) -> list[str]:
        return [n for rule in feed.rows if rule.table == table and name in rule.set for n in names_in(rule.set[name])]

    def items(table: str) -> list[str]:
        return [
            n
            for rule in feed.rows
            if rule.table == table and rule.each and rule.each.of
            for n in names_in(rule.each.of)
        ]

    def first(value: Value | None) -> list[str]:
        """The names of the first alternative only: the others hold something else."""
        return names_in(value.parts[0] if isinstance(value, First) else value) if value else []

    own = [name for part in feed.rows[0].id for name in names_in(part)]
    if kind == "deals":
        deal = {slot: first(feed.rows[0].set.get(name)) for slot, name in _DEAL_COLUMNS.items()}
        # a name that may stand for an id and for a name is exact for neither
        return {**deal, "id": [n for n in own if n not in ("Deal", "Opportunity")], "competitor": items("competitor")}
    if kind == "contacts":
        columns = {"full_name": "full_name", "email": "email", "title": "title", "account": "account_id"}
        return {
            **{slot: first(feed.rows[0].set.get(name)) for slot, name in columns.items()},
            **_parts_of_name(feed.rows[0].set["full_name"]),
            "id": own[:2],
            "deal": column("deal_person", "deal_id")[:4],
            "role": column("deal_person", "role"),
        }
    columns = {"type": "kind", "day": "occurred_at", "subject": "subject", "body": "body", "direction": "direction"}
    return {
        **{slot: column("activity", name) for slot, name in columns.items()},
        "id": own[:1],
        "deal": column("activity_deal", "deal_id")[:4],
        "people": items("activity_person"),
        "owner": column("activity", "owner_id"),
    }


def _parts_of_name(full_name: Value) -> dict[str, Sequence[str]]:
    """The names of columns for first and last name, which the plain profile joins."""
    joined = full_name.parts[1] if isinstance(full_name, First) else full_name
    first, last = joined.parts if isinstance(joined, Join) else (Cell(()), Cell(()))
    return {"first_name": names_in(first), "last_name": names_in(last)}


_DEAL_COLUMNS = {
    "name": "name",
    "account": "account_id",
    "owner": "owner_id",
    "stage": "stage",
    "amount": "amount",
    "currency": "currency",
    "opened": "opened_at",
    "closed": "close_date_stated",
    "loss_reason": "loss_reason_stated",
    "win_reason": "win_reason_stated",
    "product": "product",
    "segment": "segment",
    "channel": "source_channel",
}
