"""A mapping file as text from what was chosen: one feed a file, with samples as comments beside every column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from assay.sources.column_profile import ColumnProfile
from assay.sources.headings import fingerprint_headings, fold_heading
from assay.sources.proposing import Proposal
from assay.sources.slots import APART, exact_names

#: the system that plain files come from (profiles/plain.yml): ids of files read by either meet
SOURCE = "files"
#: stands where a person still has to say something; a mapping that holds it is refused
OPEN = "?"


@dataclass(frozen=True)
class Choice:
    """What was chosen for one file. columns: slot -> heading; classes: stage -> class; order: dmy, mdy or unknown.

    instead: of a profile that knows the file, so that no other file is to be read so.
    """

    proposal: Proposal
    columns: Mapping[str, str]
    classes: Mapping[str, str] = field(default_factory=dict)
    confirmed: bool = False
    date_order: str | None = None
    instead: bool = False


def write_mapping(name: str, version: int, choices: Sequence[Choice], source: str = SOURCE, ids: str = "plain") -> str:
    """The text of a mapping file. Where a required slot is not chosen, or a choice is offered, it says so.

    source, ids: of the profile that the choices stand instead of, so that ids of its other files are the same.
    """
    orders = {choice.date_order for choice in choices} - {None}
    head: dict[str, Any] = {"name": name, "source": source, "version": version, "headings": "case", "rank": 2}
    if ids != "plain":
        head["ids"] = ids
    if len(orders) == 1:
        head["date_order"] = orders.pop()
    parts = [_dump(head), "feeds:\n"]
    for choice in choices:
        parts.append(_comments(choice))
        text = _dump([_feed(choice)])
        parts.append("".join(f"  {line}\n" for line in text.splitlines()))
    return "".join(parts)


def write_likeness(
    name: str, version: int, settings: Mapping[str, str], files: Sequence[tuple[str, str, Sequence[str]]]
) -> str:
    """The text of a mapping file that has files read as a shipped profile reads them.

    settings: of that profile.  files: (name, profile/feed, headings); files of other headings are not meant.
    """
    feeds = [{"name": file, "like": like, "require": list(headings)} for file, like, headings in files]
    return _dump({"name": name, **settings, "version": version, "rank": 2, "feeds": feeds})


class _Plain(yaml.SafeDumper):
    """Writes out what stands twice: a reader need not know what an anchor is, and feeds may name theirs alike."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _dump(content: object) -> str:
    return yaml.dump(content, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=110)


def _comments(choice: Choice) -> str:
    """The columns of the file with five samples each, and what each of the open slots could be."""
    proposal = choice.proposal
    lines = [f"{proposal.raw.name}: {proposal.raw.rows} rows. Fingerprint of its headings:"]
    lines += [f"  {fingerprint_headings(proposal.raw.headings)[:200]}", "Columns, with rows filled and samples:"]
    for column in proposal.columns:
        lines.append(f"  {column.heading}: {column.filled} of {column.rows}: {' | '.join(column.samples)}"[:200])
    if proposal.kind == "deals" and "name" in choice.columns and "id" not in choice.columns:
        apart = yaml.dump(tell_apart(choice.columns), default_flow_style=True, allow_unicode=True, width=10_000).strip()
        if _deal_id(choice) == OPEN:
            lines.append("If no column holds ids, write this in place of each ? of the deal's id, and once: true below")
            lines.append(f"the first: {apart}. Deals are then told apart by it.")
        else:
            headings = [choice.columns[slot] for slot in APART if slot in choice.columns]
            lines.append(f"No column holds ids: deals are told apart by {', '.join(headings)}, which must not change.")
    open_slots = {slot: offered for slot, offered in proposal.offered.items() if slot not in choice.columns and offered}
    if open_slots:
        lines.append("What else could be read, written below as `column: heading`, the likeliest heading first:")
    for slot, offered in open_slots.items():
        lines.append(f"  {COLUMNS.get(slot, slot)}: {', '.join(column.heading for column in offered)}"[:200])
    return "".join(f"  # {' '.join(line.split()) if index else line}\n" for index, line in enumerate(lines))


def _feed(choice: Choice) -> dict[str, Any]:
    """The feed of one file."""
    if not choice.proposal.kind:
        return {
            "name": choice.proposal.raw.name,
            "require": list(choice.proposal.raw.headings),
            "ignore": "nothing was chosen from it",
        }
    build = {"deals": _deal_rows, "contacts": _person_rows, "activities": _activity_rows}[choice.proposal.kind]
    known, rows = build(choice)
    # what a person confirmed may be found again among other columns; a proposal speaks of this very file
    is_found_again = choice.confirmed and not choice.instead
    require = sorted(set(choice.columns.values())) if is_found_again else list(choice.proposal.raw.headings)
    feed: dict[str, Any] = {"name": choice.proposal.raw.name, "require": require}
    if known:
        feed["known_at"] = known
    return {**feed, "rows": rows}


def _deal_rows(choice: Choice) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    take = choice.columns.get
    deal = _deal_id(choice)
    columns: dict[str, Any] = {
        "name": take("name"),
        "account_id": take("account"),
        "owner_id": take("owner"),
        "stage": take("stage", OPEN),
        "outcome": _outcome(choice),
        "amount": take("amount"),
        "currency": take("currency") or ({"col": take("amount"), "take": "currency"} if take("amount") else None),
        "opened_at": take("opened"),
        "close_date_stated": take("closed"),
        "loss_reason_stated": take("loss_reason"),
        "win_reason_stated": take("win_reason"),
        "product": take("product"),
        "segment": take("segment"),
        "source_channel": take("channel"),
    }
    once = {} if isinstance(deal, str) else {"once": True}
    rows: list[dict[str, Any]] = [{"table": "deal", "id": deal, **once, "set": _filled(columns)}]
    closed = {"known_at": {"assumed": take("closed")}} if take("closed") else {}
    if take("account"):
        rows.append(_by_name("account", take("account", "")))
    if take("owner"):
        rows.append(_by_name("seller", take("owner", "")))
    if take("loss_reason"):
        said = {
            "deal_id": deal,
            "side": {"const": "rep"},
            "speaker_id": {"ref": "seller", "id": take("owner")} if take("owner") else None,
            "origin": {"const": "crm_reason"},
            "occurred_at": take("closed"),
            "text": take("loss_reason"),
        }
        rows.append({"table": "statement", "id": [deal, {"const": "loss_reason"}], **closed, "set": _filled(said)})
    if take("competitor"):
        rows += _competitor_rows(deal, take("competitor", ""), closed)
    return ({"created": take("opened")} if take("opened") else {}), rows


def _deal_id(choice: Choice) -> Any:
    """The heading of the id; where no column holds ids, what deals are told apart by; else what is still open."""
    proposed = choice.proposal.offered.get("id", ())
    if "id" in choice.columns:
        return choice.columns["id"]
    may_have = not choice.confirmed and any(_looks_like_id(column, choice.proposal.kind) for column in proposed)
    return OPEN if may_have or "name" not in choice.columns else tell_apart(choice.columns)


def tell_apart(columns: Mapping[str, str]) -> dict[str, Any]:
    """The id of a deal without one: its name with its account and opening day, as far as there are such columns.

    Small letters, and the day without its time and in one form, so that the next export of the deal gives the same.
    """
    name, *more = [
        {"col": columns[slot], "type": "day"} if slot == "opened" else {"col": columns[slot], "take": "lower"}
        for slot in APART
        if slot in columns
    ]
    if not more:
        return name
    joined = {"join": [name, *more], "with": " / "}
    return {"case": [{"when": {columns["name"]: {"filled": True}}, "then": joined}]}


def _looks_like_id(column: ColumnProfile, kind: str) -> bool:
    """Whether values that are all different are one word each with a figure in it, and no heading says otherwise."""
    if any(fold_heading(column.heading, "loose") in names for names in exact_names(kind).values()):
        return False
    is_plain = column.days == 0 and column.addresses == 0 and column.words < 1.5
    return is_plain and any(sign.isdigit() for sample in column.samples for sign in sample)


def _outcome(choice: Choice) -> dict[str, Any]:
    by_class: dict[str, list[str]] = {}
    for stage, name in choice.classes.items():
        by_class.setdefault(name, []).append(stage)
    return {
        "class": choice.columns.get("stage", OPEN),
        "classes": by_class,
        "basis": "person" if choice.confirmed else "label",
    }


def _competitor_rows(deal: Any, heading: str, closed: dict[str, Any]) -> list[dict[str, Any]]:
    each = {"each": {"col": heading, "split": ";"}, **closed}
    item = {"col": "$item", "take": "lower"}
    said = {"deal_id": deal, "competitor_id": item, "part": {"const": "present"}, "basis": {"const": "source"}}
    return [
        {"table": "deal_competitor", "id": [deal, item], **each, "set": said},
        {"table": "competitor", "id": item, **each, "primary": False, "set": {"name": "$item"}},
    ]


def _by_name(table: str, heading: str) -> dict[str, Any]:
    return {"table": table, "id": heading, "primary": False, "set": {"name": heading}}


def _person_rows(choice: Choice) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    take = choice.columns.get
    parts = [take(slot) for slot in ("first_name", "last_name") if take(slot)]
    name: Any = take("full_name") or ({"join": parts} if parts else None)
    named = {"join": [take("account"), name], "with": "/"} if take("account") and name else name
    person: Any = take("id") or ({"col": take("email"), "take": "lower"} if take("email") else named) or OPEN
    columns = {
        "kind": {"const": "contact"},
        "full_name": name,
        "email": take("email"),
        "title": take("title"),
        "account_id": take("account"),
    }
    rows: list[dict[str, Any]] = [{"table": "person", "id": person, "set": _filled(columns)}]
    if take("account"):
        rows.append(_by_name("account", take("account", "")))
    if take("deal"):
        said = {
            "deal_id": take("deal"),
            "person_id": person,
            "role": {"col": take("role"), "lookup": ROLES, "else": "unknown"} if take("role") else None,
            "role_stated": take("role"),
            "basis": {"const": "crm_role"},
        }
        rows.append({"table": "deal_person", "id": [take("deal"), person], "set": _filled(said)})
    return {}, rows


def _activity_rows(choice: Choice) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    take = choice.columns.get
    deal, day = take("deal", OPEN), take("day", OPEN)
    parts = [part for part in (deal, day, take("type"), take("subject")) if part]
    activity: Any = take("id") or {"join": parts, "with": "/"}
    columns = {
        "kind": {"col": take("type"), "lookup": ACTIVITIES, "else": "task"} if take("type") else {"const": "task"},
        "direction": {"col": take("direction"), "lookup": DIRECTIONS, "else": "unknown"} if take("direction") else None,
        "occurred_at": day,
        "subject": take("subject"),
        "body": take("body"),
        "owner_id": take("owner"),
    }
    link = {"activity_id": activity, "deal_id": deal, "basis": {"const": "source"}}
    rows: list[dict[str, Any]] = [
        {"table": "activity", "id": activity, "set": _filled(columns)},
        {"table": "activity_deal", "id": [activity, deal], "set": link},
    ]
    if take("people"):
        said = {"activity_id": activity, "named_as": "$item", "part": {"const": "attendee"}}
        kind = {"as": "json"} if _is_array(choice, take("people", "")) else {"split": ";"}
        rows.append(
            {
                "table": "activity_person",
                "id": [activity, "$item"],
                "each": {"col": take("people"), **kind},
                "set": said,
            }
        )
    if take("owner"):
        rows.append(_by_name("seller", take("owner", "")))
    return {"assumed": day}, rows


def _is_array(choice: Choice, heading: str) -> bool:
    column = next(column for column in choice.proposal.columns if column.heading == heading)
    return bool(column.samples) and column.samples[0].startswith("[")


def _filled(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in columns.items() if value}


#: slot -> column of the record, where the two are called differently
COLUMNS = {
    "account": "account_id",
    "owner": "owner_id",
    "opened": "opened_at",
    "closed": "close_date_stated",
    "loss_reason": "loss_reason_stated",
    "win_reason": "win_reason_stated",
    "channel": "source_channel",
    "day": "occurred_at",
    "type": "kind",
}
ROLES = {
    "decision maker": "decision_maker",
    "decision_maker": "decision_maker",
    "economic buyer": "economic_buyer",
    "economic_buyer": "economic_buyer",
    "champion": "champion",
    "influencer": "influencer",
    "evaluator": "evaluator",
    "technical buyer": "evaluator",
    "technical_buyer": "evaluator",
    "blocker": "blocker",
    "procurement": "procurement",
    "legal": "legal",
    "user": "user",
    "end user": "user",
    "end_user": "user",
}
ACTIVITIES = {
    name: name for name in ("call", "email", "meeting", "demo", "proposal", "task", "note", "chat", "letter")
} | {"e-mail": "email", "mail": "email", "phone call": "call", "quote": "proposal", "to-do": "task"}
DIRECTIONS = {
    "inbound": "inbound",
    "incoming": "inbound",
    "in": "inbound",
    "outbound": "outbound",
    "outgoing": "outbound",
} | {
    "out": "outbound",
    "internal": "internal",
}
