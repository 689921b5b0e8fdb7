"""Lays out the picture of one deal: who was met when, how senior, both ways, stages, silence and the close.

Everything is in pixels of the drawing; names, colours and shapes of its parts are the template's and the style's.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from assay.domain.seniority import WORDS
from assay.domain.spans import DAY
from assay.domain.tongue import find_tongue, say, say_counted, translate
from assay.reports.deal_file import DealFile, Event, Person
from assay.reports.lanes import LANE_HEIGHT, Spot, place_marks
from assay.reports.listing import Listing, say_event, say_people, say_way
from assay.reports.meaning import list_met
from assay.reports.picture import Band, Edge, Lane, Tick, Tie, Timeline
from assay.reports.silence import Silence, find_silence
from assay.reports.turn import find_turn_days, say_turn_days
from assay.reports.wording import cut_text, write_count, write_day, write_list, write_outcome, write_words

WIDTH = 860
_MARGIN = 16
_LANES_TOP = 52
_FOOT_ROW = 18
_MOST_LANES = 12
#: meetings are tied together over lanes only while the ties can be told apart
_MOST_TIES = 80
#: rows this long after the close still belong to the picture
_AFTER_CLOSE = 21 * DAY
_CHARACTER = 6.3


@dataclass(frozen=True)
class _Span:
    start: int
    end: int

    def place(self, moment: float) -> float:
        share = (moment - self.start) / max(self.end - self.start, 1)
        return round(_MARGIN + share * (WIDTH - 2 * _MARGIN), 1)

    def holds(self, moment: int) -> bool:
        return self.start <= moment <= self.end


def draw_timeline(file: DealFile, listing: Listing, last_day: int) -> Timeline | None:
    """The picture of a deal up to `last_day` (epoch seconds, for open deals); None when nothing in it has a date."""
    span = _choose_span(file, last_day)
    if span is None:
        return None
    lanes, ties = _lay_lanes(file, listing, span)
    bottom = lanes[-1].top + LANE_HEIGHT if lanes else _LANES_TOP
    end = file.deal.closed_at or last_day
    silence = find_silence(file)
    quiet = silence if silence and silence.until - silence.since > DAY else None
    turn = find_turn_days(file)
    edges = _mark_edges(file, span, bottom)
    outside = sum(1 for event in file.events if not span.holds(event.at))
    return Timeline(
        width=WIDTH,
        height=bottom + 8 + _FOOT_ROW * len(edges),
        lanes_top=_LANES_TOP,
        lanes_bottom=bottom,
        lanes=tuple(lanes),
        bands=tuple(_lay_bands(file, listing, span, end)),
        ticks=tuple(_lay_ticks(span)),
        edges=tuple(edges),
        ties=tuple(ties),
        silence_x=span.place(quiet.since) if quiet else 0,
        silence_width=round(span.place(quiet.until) - span.place(quiet.since), 1) if quiet else 0,
        turn_x=span.place(turn.low) if turn else 0,
        turn_width=round(span.place(turn.high) - span.place(turn.low), 1) if turn else 0,
        silence_kind="unsure" if quiet and quiet.unsaid else "told",
        summary=_say_summary(file, span),
        left_out=say_counted("{n} activity outside these days.", "{n} activities outside these days.", outside)
        if outside
        else "",
        start=span.start,
        end=span.end,
        margin=_MARGIN,
    )


def _choose_span(file: DealFile, last_day: int) -> _Span | None:
    deal = file.deal
    moments = [event.at for event in file.events] + [change.at for change in file.changes]
    moments += [moment for moment in (deal.opened_at, deal.closed_at) if moment is not None]
    if not moments:
        return None
    start, end = min(moments), max(moments)
    if deal.opened_at is not None:
        start = max(start, deal.opened_at - 90 * DAY)
    if deal.closed_at is not None:
        end = max(deal.closed_at, min(end, deal.closed_at + _AFTER_CLOSE))
    elif file.deal.outcome == "open":
        end = max(last_day, start)
    spare = max((end - start) // 50, DAY // 2)
    return _Span(start - spare, end + spare)


def _lay_lanes(file: DealFile, listing: Listing, span: _Span) -> tuple[list[Lane], list[Tie]]:
    names = {person.id: person for person in file.people}
    spots: dict[object, list[Spot]] = defaultdict(list)
    together: list[tuple[Spot, list[int]]] = []
    for event in file.events:
        if not span.holds(event.at):
            continue
        spot = _spot_event(event, listing, span, names)
        there = [person for person in (*event.people, *event.copied) if person in names]
        for person in there:
            spots[person].append(spot if person in event.people else replace(spot, faint=True))
        if event.direction in ("outbound", "internal") and event.kind not in ("meeting", "demo"):
            spots["own"].append(spot)
        elif not there:
            spots["unnamed"].append(spot)
        if len(there) > 1 and event.kind in ("meeting", "demo"):
            together.append((spot, there))
    for touch in file.touches:
        if span.holds(touch.at):
            spots["campaign"].append(_spot_row(("campaign_touch", touch.id), touch.at, "touch", listing, span))
    for change in file.person_changes:
        if span.holds(change.at):
            spots["change"].append(_spot_row(("person_change", change.id), change.at, "turnover", listing, span))
    for rival in file.competitors:
        if rival.named_at is not None and span.holds(rival.named_at):
            key = ("deal_competitor", rival.id)
            spots["rival"].append(_spot_row(key, rival.named_at, "turnover", listing, span))
    rows, keys = _name_lanes(file, spots)
    lanes = [_place_lane(lane, number, found) for number, (lane, found) in enumerate(rows)]
    return lanes, _tie_lanes(together, lanes, keys)


def _spot_event(event: Event, listing: Listing, span: _Span, names: dict[int, Person]) -> Spot:
    ways = {"inbound": "in", "outbound": "out", "internal": "own"}
    talked = event.kind in ("meeting", "demo") or (event.kind == "call" and event.direction == "unknown")
    way = "both" if talked else ways.get(event.direction, "unsaid")
    who = say_people(event, names)
    parts = [say_event(event).capitalize(), say_way(event), who, cut_text(event.subject, 90)]
    title = f"{write_day(event.at)}: " + ", ".join(filter(None, parts))
    struck = event.status in ("cancelled", "missed", "moved")
    shape = "letter" if event.kind == "email" else event.kind
    return Spot(
        x=span.place(event.at),
        shape=shape,
        way=way,
        struck=struck,
        faint=event.is_automated or event.status == "planned",
        href="#" + listing.places["activity", event.id].anchor,
        title=title,
        at=event.at,
        row=f"activity/{event.id}",
    )


def _spot_row(key: tuple[str, int], at: int, shape: str, listing: Listing, span: _Span) -> Spot:
    row = listing.places[key]
    title = f"{row.day}: " + ", ".join(filter(None, (row.kind, row.who, row.what)))
    way, place = "own" if shape == "turnover" else "out", f"{key[0]}/{key[1]}"
    return Spot(span.place(at), shape, way, False, False, f"#{row.anchor}", title, at, place)


_NamedLane = tuple[Lane, list[Spot]]


def _name_lanes(file: DealFile, spots: dict[object, list[Spot]]) -> tuple[list[_NamedLane], dict[int, int]]:
    """The lanes in their order, each with its spots, and the number of the lane in which each person stands."""

    def order(person: Person) -> tuple[int, float, str]:
        return -person.rank, min((spot.x for spot in spots.get(person.id, ())), default=WIDTH), person.name

    met = list_met(file.events)
    ranked = sorted(file.people, key=order)
    if len(ranked) > _MOST_LANES:
        met_first = sorted(ranked, key=lambda person: (person.id not in spots, order(person)))
        kept = {person.id for person in met_first[: _MOST_LANES - 1]}
    else:
        kept = {person.id for person in ranked}
    lanes: list[_NamedLane] = []
    keys: dict[int, int] = {}
    for person in ranked:
        if person.id in kept:
            keys[person.id] = len(lanes)
            lanes.append((_name_person(person, met=person.id in met), spots.get(person.id, [])))
    others = [person for person in ranked if person.id not in kept]
    if others:
        names = write_list([person.name for person in others], 12)
        merged = {spot.href: spot for person in others for spot in spots.get(person.id, ())}
        lanes.append(
            (
                _lane(say_counted("{n} other", "{n} others", len(others)), names, "buyer"),
                sorted(merged.values(), key=lambda s: s.x),
            )
        )
    strangers = any(event.unnamed for event in file.events)
    nobody = say("names no contact fits") if strangers else say("the source names nobody")
    for key, label, note, kind in (
        ("unnamed", say("Buyer, not named"), nobody, "buyer"),
        ("own", say("Our side"), say("outgoing, and our own notes"), "own"),
        ("campaign", say("Campaigns"), say("marketing to these buyers"), "campaign"),
        ("change", say("Changes at the buyer"), say("joined, left, promoted"), "change"),
        ("rival", say("Competitors"), say("when each was named"), "change"),
    ):
        if key in spots or key == "own":
            lanes.append((_lane(label, note, kind), spots.get(key, [])))
    return lanes, keys


def _lane(label: str, note: str, kind: str) -> Lane:
    return Lane(label, note, f"{label}: {note}" if note else label, kind, 0, 0, ())


def _name_person(person: Person, *, met: bool) -> Lane:
    roles = [write_words(role) for role in person.roles]
    words = [person.title or translate(WORDS[person.rank]), *roles]
    if not met:
        words.insert(0, say("not met"))
    return _lane(person.name, ", ".join(words), "buyer" if met else "quiet")


def _place_lane(lane: Lane, number: int, spots: list[Spot]) -> Lane:
    top = _LANES_TOP + number * LANE_HEIGHT
    middle = top + LANE_HEIGHT / 2
    return replace(lane, top=top, middle=middle, marks=tuple(place_marks(spots, middle)))


def _tie_lanes(together: list[tuple[Spot, list[int]]], lanes: list[Lane], keys: dict[int, int]) -> list[Tie]:
    if len(together) > _MOST_TIES:
        return []
    ties = []
    for spot, people in together:
        numbers = tuple(sorted({keys[person] for person in people if person in keys}))
        if len(numbers) > 1:
            ties.append(Tie(spot.x, lanes[numbers[0]].middle, lanes[numbers[-1]].middle, spot.at, numbers))
    return ties


def _lay_bands(file: DealFile, listing: Listing, span: _Span, end: int) -> Iterable[Band]:
    """One band a stage; one band for the whole deal, named so, where the record has no stage history."""
    start = file.deal.opened_at or span.start
    steps: list[tuple[int, str, int | None]] = []
    for change in (change for change in file.changes if change.field == "stage" and change.at < end):
        if not steps and change.old and change.at > start:
            steps.append((start, change.old, None))
        steps.append((change.at, change.new, change.id))
    if not steps:
        steps = [(start, say("no stage history in the record"), None)]
    for number, (since, stage, change_id) in enumerate(steps):
        until = steps[number + 1][0] if number + 1 < len(steps) else end
        x = max(span.place(since), _MARGIN)
        width = round(span.place(until) - x, 1)
        if width > 0:
            room = int((width - 8) / _CHARACTER)
            full = say("{stage}: {since} to {until}", stage=stage, since=write_day(since), until=write_day(until))
            label = cut_text(stage, room) if room >= 5 else ""
            tint = "odd" if number % 2 else "even"
            href = "" if change_id is None else "#" + listing.places["stage_history", change_id].anchor
            row = "" if change_id is None else f"stage_history/{change_id}"
            yield Band(x, width, label, full, tint, href, row, stage, since, until)


def _mark_edges(file: DealFile, span: _Span, bottom: float) -> list[Edge]:
    deal, moment = file.deal, file.moment
    found: list[tuple[int, str, str]] = []
    turn, silence = find_turn_days(file), find_silence(file)
    if turn:
        found.append((turn.middle, "turn", say_turn_days(turn)))
    if silence:
        found.append((silence.since, "word", _say_silence(silence)))
        # on a line of its own: one line would be wider than half of the drawing
        found += (
            [(silence.since, "word", say("after it {messages}", messages=silence.unsaid))] if silence.unsaid else []
        )
    if moment and moment.view == "look_back":
        found.append((moment.as_of, "cut", say("looked back from {day}", day=write_day(moment.as_of))))
    if deal.closed_at:
        found.append((deal.closed_at, "close", f"{write_outcome(deal.outcome)} {write_day(deal.closed_at)}"))
    elif moment:
        found.append((moment.as_of, "close", say("as of {day}", day=write_day(moment.as_of))))
    edges: list[Edge] = []
    for at, kind, label in found:
        if span.holds(at):
            x = span.place(at)
            y = bottom + 4 + _FOOT_ROW * (len(edges) + 0.75)
            edges.append(Edge(x, kind, label, round(y, 1), "end" if x > WIDTH / 2 else "start", at))
    return edges


def _say_silence(silence: Silence) -> str:
    day, days = write_day(silence.since), write_count(silence.days, "day")
    if not silence.unsaid:
        if silence.days:
            return say("buyer's last word {day}, then {days} without a word", day=day, days=days)
        return say("buyer's last word {day}", day=day)
    if silence.days:
        return say("buyer's last known word {day}, no word known for {days}", day=day, days=days)
    return say("buyer's last known word {day}", day=day)


def _lay_ticks(span: _Span) -> Iterable[Tick]:
    """Months; half months where there are few, quarters or years where there are many."""
    first, last = (datetime.fromtimestamp(moment, UTC) for moment in (span.start, span.end))
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in (1, 3, 6, 12, 60) if months / step <= 18), 120)
    days = (1, 15) if months <= 4 else (1,)
    said: int | None = None
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        for day in days if number % step == 0 else ():
            at = datetime(number // 12, number % 12 + 1, day, tzinfo=UTC)
            if span.holds(int(at.timestamp())):
                month = find_tongue().short_month(at.date())
                label = f"{at.year}" if step >= 12 else month if len(days) == 1 else f"{at.day} {month}"
                if said != at.year and step < 12:
                    label += f" {at.year}"
                said = at.year
                x = span.place(at.timestamp())
                yield Tick(x, label if x < WIDTH - 60 else "", "year" if (at.month, day) == (1, 1) else "month")


def _say_summary(file: DealFile, span: _Span) -> str:
    shown = sum(1 for event in file.events if span.holds(event.at))
    return say(
        "Timeline of {deal} from {start} to {end}: {activities} with {buyers}. The same rows stand in the table of all "
        "rows.",
        deal=file.deal.name,
        start=write_day(span.start),
        end=write_day(span.end),
        activities=write_count(shown, "activity", "activities"),
        buyers=write_count(len(file.people), "buyer"),
    )
