"""What a later import overwrites is not read into the past."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assay.domain.signal import Signal
from assay.runs.running import run_signals
from assay.signals import find_signals
from assay.sources.importing import import_paths
from assay.store.home import Home
from runs.conftest import Ask
from runs.small_record import SmallRecord, on_day

FIRST, SECOND = datetime(2025, 3, 1, tzinfo=UTC), datetime(2025, 6, 1, tzinfo=UTC)
ACTIVITY = "source_id,kind,direction,status,occurred_at"
SHOWN = {
    "landmark": "SELECT signal, deal_id, age_days, stage, answer, value FROM landmark ORDER BY ALL",
    "look back": "SELECT * EXCLUDE (made_in) FROM answer WHERE view = 'look_back' ORDER BY signal, deal_id",
    "moment": """SELECT deal_id, m.as_of, outcome, m.amount, size_band, segment, product, channel, stage
        FROM moment m WHERE view = 'look_back' ORDER BY deal_id""",
    "rank": "SELECT deal_id, person_id, rank FROM deal_presence ORDER BY ALL",
}


def write_file(folder: Path, table: str, heading: str, rows: Sequence[str]) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{table}.csv").write_text("\n".join([heading, *rows, ""]), encoding="utf-8")


def write_deals(folder: Path, *, amount: int, owner: str, open_stage: str, titles: Sequence[str], words: str) -> None:
    """Twelve deals that ended in January, won and lost, and an open one. words: segment, product and channel."""
    ended = [
        f"d{number},{amount + number},EUR,{owner},{'Won' if number % 2 else 'Lost'},{'won' if number % 2 else 'lost'},"
        f"2024-09-01,2025-01-{number + 10},{words}"
        for number in range(12)
    ]
    write_file(
        folder,
        "deal",
        "source_id,amount,currency,owner,stage,outcome,opened_at,closed_at,segment,product,source_channel",
        [*ended, f"open,{amount},EUR,{owner},{open_stage},open,2024-09-01,,{words}"],
    )
    write_file(folder, "seller", "source_id,name", ["ann,Ann", "bob,Bob"])
    people = [f"p{number},contact,{title}" for number, title in enumerate(titles)]
    write_file(folder, "person", "source_id,kind,title", people)


def write_meetings(folder: Path) -> None:
    deals = [f"d{number}" for number in range(12)]
    met = [(deal, day) for deal in deals for day in ("10-03", "10-09", "12-09")]
    write_file(
        folder,
        "activity",
        ACTIVITY,
        [f"{deal}/{day},meeting,outbound,held,2024-{day}T10:00:00Z" for deal, day in met],
    )
    links = [f"{deal}/{day},{deal}/{day},{deal},source" for deal, day in met]
    write_file(folder, "activity_deal", "source_id,activity,deal,basis", links)
    there = [f"{deal}/{day}/{who},{deal}/{day},p{who},buyer,attendee" for deal, day in met for who in (0, 1)]
    write_file(folder, "activity_person", "source_id,activity,person,side,part", there)
    roles = [f"{deal}/{who},{deal},p{who},unknown" for deal in deals for who in (0, 1)]
    write_file(folder, "deal_person", "source_id,deal,person,role", roles)


@pytest.fixture(scope="module")
def people_signals() -> tuple[Signal, ...]:
    wanted = ("people.no_decision_maker_met", "people.few_buyers_engaged")
    return tuple(signal for signal in find_signals() if signal.name in wanted)


def test_a_second_export_leaves_the_past_as_it_was(
    tmp_path: Path, home: Home, ask: Ask, people_signals: tuple[Signal, ...]
) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_deals(first, amount=20_000, owner="ann", open_stage="Talk", titles=("Clerk", ""), words="Small,Pump,Fair")
    write_meetings(first)
    titles = ("CEO", "CFO")
    write_deals(second, amount=700_000, owner="bob", open_stage="Offer", titles=titles, words="Large,Valve,Web")
    seen: list[dict[str, list[tuple[Any, ...]]]] = []
    for folder, day in ((first, FIRST), (second, SECOND)):
        import_paths(home, [folder], seen_on=day)
        run_signals(home, as_of=None, renew_baseline=True, signals=people_signals)
        seen.append({name: ask(query) for name, query in SHOWN.items()})
    for name in SHOWN:
        assert seen[0][name] == seen[1][name], name
        assert seen[0][name], name
    changed = "SELECT field, count(*) FROM stage_history GROUP BY field ORDER BY field"
    whole = ("amount", "owner", "product", "segment", "source_channel")
    assert ask(changed) == [*[(field, 13) for field in whole], ("stage", 1)]
    assert ask("SELECT change, count(*) FROM person_change GROUP BY change ORDER BY change") == [
        ("promoted", 1),
        ("recorded", 1),
    ]


def ranks(ask: Ask, home: Home, people: tuple[Signal, ...]) -> list[tuple[Any, ...]]:
    run_signals(home, as_of=None, renew_baseline=False, signals=people)
    return ask("SELECT answer FROM landmark WHERE age_days = 30 AND signal LIKE '%decision_maker%' ORDER BY deal_id")


@pytest.mark.parametrize(
    ("changed", "old", "new", "answer"),
    [
        (20, "individual", "c_level", "clear"),  # promoted before the landmark
        (40, "individual", "c_level", "hit"),
        (40, "c_level", "individual", "clear"),
        (40, None, "c_level", "unknown"),
    ],
)
def test_a_member_has_the_seniority_of_then(
    home: Home, ask: Ask, people_signals: tuple[Signal, ...], changed: float, old: str | None, new: str, answer: str
) -> None:
    record = SmallRecord()
    deal = record.deal("A", opened=0, outcome="lost", closed=90)
    person = record.add("person", "7", known=on_day(0), kind="contact", seniority=new)
    record.add("deal_person", "A7", known=on_day(0), deal_id=deal, person_id=person, role="unknown", basis="crm_role")
    for day in (5, 9, 80):
        record.word(deal, day, buyer=7)
    change = {"person_id": person, "seniority": new, "old_seniority": old, "change": "moved"}
    record.add(
        "person_change",
        "c",
        known=on_day(changed),
        basis="crm_title_change",
        occurred_at=on_day(changed),
        **change,
    )
    record.write(home)
    assert ranks(ask, home, people_signals) == [(answer,)]
