"""Signals against the same question written as plain loops over a few hundred random histories."""

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import pytest

from assay.signals import find_signals
from signals.histories import History, Row, read_history
from signals.sessions import open_duckdb

SIGNALS = {signal.name: signal for signal in find_signals()}
START = datetime(2025, 1, 1, tzinfo=UTC)
HELD, TALK, LETTER = ("held", "unknown"), ("meeting", "call", "demo"), ("email", "chat", "letter")
RANKS = ("unknown", "individual", "manager", "director", "vp", "c_level")
ROLES = (None, "unknown", "champion", "user", "decision_maker", "economic_buyer")


def draw_history(name: str, dice: random.Random) -> History:
    people = {}
    for person in "ABCDE":
        role = dice.choice(ROLES)
        people[person] = {"rank": dice.choice(RANKS), **({"role": role} if role else {})}
    # In half of the deals most people never come to speak.
    speakers = sorted(people) if dice.random() < 0.5 else dice.sample(sorted(people), k=dice.choice([1, 2]))
    drawn = [draw_activity(people, speakers, dice) for _ in range(dice.randrange(20))]
    deal = {"opened": START.replace(tzinfo=None), "as_of": (START + timedelta(days=120)).replace(tzinfo=None)}
    return read_history(name, {"deal": deal, "people": people, "activities": drawn})


def draw_activity(people: dict[str, Any], speakers: list[str], dice: random.Random) -> dict[str, Any]:
    kind = dice.choice([*TALK, *LETTER, "email", "email", "note"])
    present = dice.sample(speakers, k=min(len(speakers), dice.choice([0, *[1] * 8, 2])))
    # Whole days, so that many things happen at one and the same second.
    day = (START + timedelta(days=dice.randrange(110))).replace(tzinfo=None)
    drawn: dict[str, Any] = {"day": day, "kind": kind, "automated": dice.random() < 0.1}
    if kind in TALK:
        status = dice.choice([*HELD, *HELD, "planned", "missed", "cancelled"])
        copied = [person for person in dice.sample(sorted(people), k=dice.choice([0, 0, 1])) if person not in present]
        direction = dice.choice(["inbound", "outbound", "unknown", "internal"])
        return {**drawn, "with": present, "cc": copied, "status": status, "direction": direction}
    if not present:
        return {**drawn, "direction": dice.choice(["inbound", "outbound", "outbound", "unknown"])}
    copied = present[1:] or [person for person in dice.sample(sorted(people), k=1) if person not in present]
    return {**drawn, dice.choice(["from", "to"]): present[:1], "cc": copied}


@pytest.fixture(scope="module")
def drawn() -> History:
    dice = random.Random(20250101)  # noqa: S311
    first, *others = [draw_history(f"deal {number}", dice) for number in range(300)]
    return first.plus(*others)


def tell_slow_replies(
    deal: Row, events: list[Row], presences: list[Row], members: list[Row]
) -> tuple[str, float | None]:
    asked, waits, unsigned = None, [], False
    for event in sorted(events, key=lambda row: (row["occurred_at"], tell_side(row) == "ours")):
        unsigned |= event["kind"] in LETTER and not event["is_automated"] and event["direction"] == "unknown"
        if tell_side(event) == "theirs" and asked is None:
            asked = event["occurred_at"]
        if tell_side(event) == "ours" and asked is not None:
            waits.append((event["occurred_at"] - asked) / 3600)
            asked = None
    if asked is not None and (deal["as_of"] - asked) / 3600 > 72:
        waits.append((deal["as_of"] - asked) / 3600)
    slow = sum(wait > 72 for wait in waits)
    if len(waits) < 2:
        return "unknown", None
    if slow >= 2 and slow >= len(waits) / 3:
        return "hit", median(waits)
    return ("unknown", None) if unsigned else ("clear", median(waits))


def tell_side(event: Row) -> str:
    came_in = event["direction"] == "inbound"
    if event["direction"] == "internal" or (event["kind"] in LETTER and event["is_automated"]):
        return "nobody's"
    if event["kind"] in LETTER or (event["kind"] == "call" and event["status"] == "missed"):
        return "theirs" if came_in else "ours"
    return "ours" if event["kind"] in TALK and event["status"] in HELD else "nobody's"


def tell_silence(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    spoken, perhaps = [], [0]
    for event in events:
        talked = event["kind"] in TALK and event["status"] in HELD and event["direction"] != "internal"
        somebody = event["kind"] != "call" or event["buyers"] + event["unnamed"] > 0
        came_in = event["direction"] == "inbound" and event["kind"] in (*LETTER, "call")
        called_off = event["status"] in ("planned", "moved", "cancelled")
        if not event["is_automated"] and ((talked and somebody) or (came_in and not called_off)):
            spoken.append(event["occurred_at"])
        elif event["direction"] == "unknown" and event["kind"] in (*LETTER, "call"):
            perhaps += [event["occurred_at"]] if not called_off and not event["is_automated"] else []
    if not spoken:
        return "unknown", None
    silent = deal["as_of"] - max(spoken)
    days = sorted({moment // 86_400 for moment in spoken})
    if silent <= 21 * 86_400:
        return "clear", silent // 86_400
    if len(days) < 3:
        return "unknown", None
    usual = median(later - earlier for earlier, later in zip(days, days[1:], strict=False))
    if silent > 5 * usual * 86_400 and max(perhaps) > max(spoken):
        return "unknown", None
    return ("hit" if silent > 5 * usual * 86_400 else "clear"), silent // 86_400


def tell_deciders(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    machines = {event["activity_id"] for event in events if event["is_automated"] and event["kind"] in LETTER}
    roles = {row["person_id"]: row["role"] for row in members if row["role"] != "unknown"}
    interactions = [event for event in events if tell_met(event, machines)]
    met: dict[int, int] = {}
    planned, writers = False, 0
    for row in presences:
        if row["part"] not in ("cc", "to") and tell_met(row, machines):
            met[row["person_id"]] = max(met.get(row["person_id"], 0), row["rank"])
            writers += row["kind"] in LETTER
        if row["part"] != "cc" and row["kind"] in TALK and row["status"] == "planned":
            planned |= decides(roles.get(row["person_id"]), row["rank"])
    if any(decides(roles.get(person), rank) for person, rank in met.items()):
        return "clear", len(met)
    nameless = any(event["buyers"] == 0 or event["unnamed"] for event in interactions)
    unsigned = writers < sum(event["kind"] in LETTER for event in interactions)
    strangers = any(rank == 0 and person not in roles for person, rank in met.items())
    if not met or planned or nameless or unsigned or strangers or len(interactions) < 2:
        return "unknown", None
    return "hit", len(met)


def tell_met(row: Row, machines: set[int]) -> bool:
    talked = row["kind"] in TALK and row["status"] in HELD and row["direction"] != "internal"
    wrote = row["kind"] in LETTER and row["direction"] == "inbound" and row["activity_id"] not in machines
    return talked or wrote


def decides(role: str | None, rank: int) -> bool:
    return role in ("decision_maker", "economic_buyer") or rank == 5 or (role is None and rank == 4)


def tell_beginning(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    talks = [event for event in events if tell_met(event, set()) and event["kind"] in TALK]
    first = sorted(talks, key=lambda event: (event["occurred_at"], event["activity_id"]))[:2]
    if not first:
        return "unknown", None
    ids = {event["activity_id"] for event in first}
    ranks = [row["rank"] for row in presences if row["activity_id"] in ids and row["part"] != "cc"]
    if max(ranks, default=0) >= 3:
        return "clear", max(ranks)
    if 0 in ranks or any(event["buyers"] == 0 for event in first):
        return "unknown", None
    return "hit", max(ranks)


def tell_thread(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    machines = {event["activity_id"] for event in events if event["is_automated"] and event["kind"] in LETTER}
    talks = [event for event in events if tell_met(event, machines)]
    spoke = {row["person_id"] for row in presences if row["part"] not in ("cc", "to") and tell_met(row, machines)}
    known = {row["person_id"] for row in (*presences, *members)}
    invited = {row["person_id"] for row in presences if tell_planned(row)}
    if len(spoke) > 1:
        return "clear", len(known)
    if not spoke or len(talks) < 3 or len(known) < 3 or invited - spoke or find_unnamed(talks, presences):
        return "unknown", None
    return "hit", len(known)


def tell_lost(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    machines = {event["activity_id"] for event in events if event["is_automated"] and event["kind"] in LETTER}
    roles = {row["person_id"]: row["role"] for row in members if row["role"] != "unknown"}
    ranks = {row["person_id"]: row["rank"] for row in members}
    talks = [event for event in events if tell_met(event, machines)]
    met, perhaps = [], [event["occurred_at"] for event in find_unnamed(talks, presences)]
    for row in presences:
        rank, role = max(row["rank"], ranks.get(row["person_id"], 0)), roles.get(row["person_id"])
        if row["part"] not in ("cc", "to") and tell_met(row, machines):
            met += [row["occurred_at"]] if decides(role, rank) else []
            perhaps += [row["occurred_at"]] if rank == 0 and role is None else []
        elif tell_planned(row) and decides(role, rank):
            perhaps.append(row["occurred_at"])
    if not met:
        return "unknown", None
    stays = sorted({*met})
    pause = max((later - earlier for earlier, later in zip(stays, stays[1:], strict=False)), default=0)
    later = {event["occurred_at"] for event in talks if event["occurred_at"] > max(met)}
    absent = max(later, default=max(met)) - max(met)
    if len(later) < 4 or absent <= max(21 * 86_400, pause):
        return "clear", absent // 86_400
    return ("unknown", None) if any(at > max(met) for at in perhaps) else ("hit", absent // 86_400)


def tell_gap(deal: Row, events: list[Row], presences: list[Row], members: list[Row]) -> tuple[str, float | None]:
    acts, wrote, unsure = [deal["opened_at"]], 0, 0
    for event in events:
        side = {"outbound": "ours", "unknown": "perhaps"}.get(event["direction"], "not ours")
        if event["kind"] in TALK and event["direction"] != "internal":
            missed_call = event["status"] == "missed" and event["kind"] == "call"
            side = {"planned": "perhaps"}.get(event["status"], side if missed_call else "not ours")
            side = "ours" if event["status"] in HELD else side
        elif event["kind"] not in LETTER or event["is_automated"]:
            side = "not ours"
        wrote += side == "ours" and event["kind"] in LETTER
        unsure += side == "perhaps"
        acts += [event["occurred_at"]] if side != "not ours" else []
    acts = [*sorted(acts), deal["as_of"]]
    longest = max(later - earlier for earlier, later in zip(acts, acts[1:], strict=False))
    if not wrote or (longest <= 30 * 86_400 and unsure):
        return "unknown", None
    return ("hit" if longest > 30 * 86_400 else "clear"), longest // 86_400


def tell_planned(row: Row) -> bool:
    return bool(row["kind"] in TALK and row["status"] == "planned" and row["part"] != "cc")


def find_unnamed(talks: list[Row], presences: list[Row]) -> list[Row]:
    """Talks in which somebody took part, or wrote, who is not named."""
    writers = {row["activity_id"] for row in presences if row["part"] not in ("cc", "to")}
    return [event for event in talks if event["buyers"] == 0 or event["unnamed"] or event["activity_id"] not in writers]


@pytest.mark.parametrize(
    ("name", "tell"),
    [
        ("rhythm.slow_replies", tell_slow_replies),
        ("rhythm.gone_silent", tell_silence),
        ("people.no_decision_maker_met", tell_deciders),
        ("people.began_too_low", tell_beginning),
        ("people.single_thread", tell_thread),
        ("people.decider_lost", tell_lost),
        ("rhythm.long_gap_on_our_side", tell_gap),
    ],
)
def test_the_signal_says_what_plain_loops_say(name: str, tell: Callable[..., Any], drawn: History) -> None:
    session = open_duckdb()
    session.fill(drawn)
    answers = session.answers(SIGNALS[name])
    book = drawn.cut().rows
    told = {}
    for deal in book["deal"]:
        own = (
            [row for row in book[table] if row["deal_id"] == deal["deal_id"]]
            for table in ("event", "presence", "member")
        )
        told[deal["deal_id"]] = tell(deal, *own)
    assert {answer for answer, _ in told.values()} == {"hit", "clear", "unknown"}
    differing = {
        deal_id: (expected, answers[deal_id]["answer"], answers[deal_id]["value"])
        for deal_id, expected in told.items()
        if (answers[deal_id]["answer"], answers[deal_id]["value"]) != (expected[0], pytest.approx(expected[1]))
    }
    assert differing == {}
