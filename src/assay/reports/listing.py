"""Every row about a deal in one chronological list; findings and the picture point into it by anchor."""

from dataclasses import dataclass
from typing import Annotated

from assay.domain.tongue import mark, say, translate
from assay.reports.deal_file import Change, DealFile, Debrief, Event, Person, PersonChange, SourceRow, Standing
from assay.reports.wording import cut_text, write_day, write_hour, write_list, write_number, write_words

_FIELDS = {
    "close_date": mark("close date"),
    "forecast_category": mark("forecast"),
    "loss_reason": mark("reason of the loss"),
}
_NOT_HELD = {
    "planned": mark("planned"),
    "moved": mark("moved"),
    "cancelled": mark("cancelled"),
    "missed": mark("missed"),
}

_KINDS = {
    "email": mark("e-mail"),
    "call": mark("call"),
    "meeting": mark("meeting"),
    "demo": mark("demo"),
    "proposal": mark("proposal"),
    "task": mark("task"),
    "note": mark("note"),
    "chat": mark("chat"),
    "letter": mark("letter"),
}
_WAYS = {"inbound": mark("from the buyer"), "outbound": mark("to the buyer"), "internal": mark("internal")}
_SIDES = {
    "rep": mark("said by the rep"),
    "buyer": mark("said by the buyer"),
    "peer": mark("said by the peer"),
    "manager": mark("said by the manager"),
    "auditor": mark("said by the auditor"),
    "unknown": mark("said, by whom is not known"),
}
_MOVES = {"joined": mark("joined"), "left": mark("left"), "promoted": mark("promoted"), "moved": mark("moved")}
_DEBRIEFS = {"self": mark("self-analysis"), "peer": mark("a peer's view"), "buyer": mark("debrief")}
_ANSWERS = {"agreed": mark("agreed"), "declined": mark("declined"), "silent": mark("silent")}

#: where a statement was made, as a person says it
ORIGINS = {
    "crm_reason": mark("reason entered in the CRM"),
    "crm_note": mark("note in the CRM"),
    "email": mark("e-mail"),
    "transcript": mark("transcript"),
    "debrief": mark("debrief"),
    "buyer_form": mark("form filled in by the buyer"),
    "letter_reply": mark("reply to a letter"),
    "self_analysis": mark("self-analysis"),
    "peer_view": mark("a peer's view"),
    "investigation": mark("investigation"),
    "audit": mark("audit"),
    "play": mark("play"),
}


@dataclass(frozen=True)
class ListedRow:
    """One row of the record as a page shows it."""

    anchor: Annotated[str, "where links to this row point"]
    day: Annotated[str, "the day on which it happened"]
    hour: Annotated[str, "the time of day, empty when the source has none"]
    kind: Annotated[str, "what it is: e-mail, meeting, change of stage"]
    way: Annotated[str, "from the buyer, to the buyer, or empty"]
    who: Annotated[str, "the people in it"]
    what: Annotated[str, "its subject or what changed"]
    more: Annotated[str, "its text, as far as it was kept"]
    turns: Annotated[tuple[tuple[str, str], ...], "its transcript: speaker and words"]
    standing: Annotated[str, "file and line of the source row"]
    source: Annotated[SourceRow, "the source row as it stood: heading and value"]
    row: Annotated[str, "its table and id, such as activity/123"]


@dataclass(frozen=True)
class Listing:
    """All rows of a deal, with the place of each by table and id, and where each stands in its source."""

    rows: tuple[ListedRow, ...]
    places: dict[tuple[str, int], ListedRow]
    standings: dict[tuple[str, int], Standing]


@dataclass(frozen=True)
class _Draft:
    """A row before it has its place: `key` is its table and id, `at` when it happened, epoch seconds."""

    at: int | None
    key: tuple[str, int]
    kind: str
    standing: Standing
    way: str = ""
    who: str = ""
    what: str = ""
    more: str = ""
    turns: tuple[tuple[str, str], ...] = ()


def list_rows(file: DealFile) -> Listing:
    """Every row of `file`, oldest first, rows without a date at the end."""
    names = {person.id: person for person in file.people}
    drafts: list[_Draft] = [
        *(_draft_event(event, names) for event in file.events),
        *(_draft_change(change) for change in file.changes),
        *_draft_others(file, names),
        *_draft_standing(file),
    ]
    # what was set in the moment of opening comes after the opening
    drafts.sort(key=lambda draft: (draft.at is None, draft.at or 0, draft.key[0] != "deal"))
    places = {draft.key: _make_row(f"row-{number}", draft, file) for number, draft in enumerate(drafts, 1)}
    return Listing(tuple(places.values()), places, {draft.key: draft.standing for draft in drafts})


def _make_row(anchor: str, draft: _Draft, file: DealFile) -> ListedRow:
    return ListedRow(
        anchor=anchor,
        day=write_day(draft.at),
        hour=write_hour(draft.at),
        kind=draft.kind,
        way=draft.way,
        who=draft.who,
        what=draft.what,
        more=draft.more,
        turns=draft.turns,
        standing=_say_standing(draft.standing),
        source=file.sources.get((draft.standing.kept, draft.standing.line), ()),
        row=f"{draft.key[0]}/{draft.key[1]}",
    )


def say_field(field: str) -> str:
    """A field of the deal as a person says it."""
    return translate(_FIELDS[field]) if field in _FIELDS else write_words(field)


def say_event(event: Event) -> str:
    """What an activity was: "meeting", "meeting, cancelled", "e-mail, automated"."""
    words = [translate(_KINDS.get(event.kind, event.kind))]
    if event.status in _NOT_HELD:
        words.append(translate(_NOT_HELD[event.status]))
    if event.is_automated:
        words.append(say("automated"))
    return ", ".join(words)


def say_way(event: Event) -> str:
    """Which way an activity went, as far as it is a matter of one side."""
    if event.kind in ("meeting", "demo"):
        return ""
    return translate(_WAYS.get(event.direction, ""))


def say_people(event: Event, names: dict[int, Person], limit: int = 5) -> str:
    """The people of an activity: buyers by name, those in copy said so, then names that nobody could place."""
    words = [names[person].name for person in event.people if person in names]
    words += [say("{name} (in copy)", name=names[person].name) for person in event.copied if person in names]
    return write_list(words + list(event.unnamed), limit)


def _draft_event(event: Event, names: dict[int, Person]) -> _Draft:
    people = say_people(event, names)
    return _Draft(
        event.at,
        ("activity", event.id),
        say_event(event),
        event.standing,
        way=say_way(event),
        who=", ".join(filter(None, (people, event.owner and say("ours: {name}", name=event.owner)))),
        what=cut_text(event.subject, 240),
        more=event.body,
        turns=event.turns,
    )


def _draft_change(change: Change) -> _Draft:
    field = say_field(change.field)
    what = f"{change.old} → {change.new or say('empty')}" if change.old else change.new
    kind = say("{field} changed", field=field) if change.old else say("{field} set", field=field)
    return _Draft(change.at, ("stage_history", change.id), kind, change.standing, what=what)


def _draft_others(file: DealFile, names: dict[int, Person]) -> list[_Draft]:
    drafts: list[_Draft] = []
    for touch in file.touches:
        who = names[touch.person_id].name if touch.person_id in names else ""
        what = f"{touch.campaign}: {write_words(touch.kind)}" + (", " + say("answered") if touch.responded else "")
        drafts.append(
            _Draft(touch.at, ("campaign_touch", touch.id), say("campaign"), touch.standing, who=who, what=what)
        )
    for change in file.person_changes:
        key = ("person_change", change.id)
        what = _say_person_change(change)
        drafts.append(_Draft(change.at, key, say("change at the buyer"), change.standing, who=change.name, what=what))
    drafts += [_draft_debrief(debrief) for debrief in file.debriefs]
    for turn in file.utterances:
        key, what = ("utterance", turn.id), cut_text(turn.text, 240)
        more = turn.text if len(turn.text) > 240 else ""
        drafts.append(
            _Draft(turn.at, key, say("said in a call"), turn.standing, who=turn.speaker, what=what, more=more)
        )
    for said in file.statements:
        draft = _Draft(
            said.at,
            ("statement", said.id),
            translate(_SIDES.get(said.side, said.side)),
            said.standing,
            who=translate(ORIGINS.get(said.origin, said.origin)),
            what=cut_text(said.text, 240),
            more=said.text if len(said.text) > 240 else "",
        )
        drafts.append(draft)
    return drafts


def _say_person_change(change: PersonChange) -> str:
    moved = translate(_MOVES.get(change.change, change.change))
    parts = [say("{moved} as {title}", moved=moved, title=change.title) if change.title else moved]
    parts += [say("from {employer}", employer=change.from_employer)] if change.from_employer else []
    return ", ".join(parts) + ("; " + say("mandate: {mandate}", mandate=change.mandate) if change.mandate else "")


def _draft_debrief(debrief: Debrief) -> _Draft:
    """A debrief stands at its last step that has a day; the others are named."""
    steps = {
        mark("announced {day}"): debrief.announced_at,
        mark("asked for {day}"): debrief.asked_at,
        mark("held {day}"): debrief.held_at,
    }
    days = [say(step, day=write_day(at)) for step, at in steps.items() if at is not None]
    answer = translate(_ANSWERS.get(debrief.answer, debrief.answer))
    what = ", ".join([*days, *([answer] if answer else [])]) or say("planned")
    at = max((at for at in steps.values() if at is not None), default=None)
    kind = translate(_DEBRIEFS.get(debrief.kind, debrief.kind))
    return _Draft(at, ("debrief", debrief.id), kind, debrief.standing, what=what)


def _draft_standing(file: DealFile) -> list[_Draft]:
    drafts: list[_Draft] = []
    for person in file.people:
        if person.role_row is not None:
            roles = write_list([write_words(role) for role in person.roles]) or say("role not recorded")
            who = person.name + (f" ({person.title})" if person.title else "")
            key = ("deal_person", person.role_row)
            drafts.append(_Draft(None, key, say("buying group"), person.standing, who=who, what=roles))
    for rival in file.competitors:
        what = rival.name + ("" if rival.part == "unknown" else f": {write_words(rival.part)}")
        drafts.append(
            _Draft(rival.named_at, ("deal_competitor", rival.id), say("competitor"), rival.standing, what=what)
        )
    for demand in file.demands:
        key = ("stage_requirement", demand.id)
        what = f"{demand.stage}: {say_field(demand.field)}"
        drafts.append(_Draft(None, key, say("asked for by a stage"), demand.standing, what=what))
    deal = file.deal
    kind = say("deal") if deal.opened_at is None else say("deal opened")
    drafts.append(_Draft(deal.opened_at, ("deal", deal.id), kind, deal.standing, what=deal.name))
    return drafts


def _say_standing(standing: Standing) -> str:
    if not standing.file:
        return ""
    if not standing.line:
        return standing.file
    return say("{file}, line {line}", file=standing.file, line=write_number(standing.line))
