from typing import Any

import pytest

JAN = 1_735_689_600
WHO = """
SELECT coalesce(b.source_id, s.source_id), p.side FROM activity_person p LEFT JOIN person b ON b.id = p.person_id
LEFT JOIN seller s ON s.id = p.seller_id"""


@pytest.fixture
def team(record: Any) -> Any:
    """A deal with Ann Lee and Zoé Smith at Acme, another Ann Lee elsewhere, and Moses Frase on our side."""
    acme, beta = record.key("account", "acme"), record.key("account", "beta")
    record.stage(
        "account", {"source_id": "acme", "name": "Acme", "domain": "acme.com"}, {"source_id": "beta", "name": "B"}
    )
    people = (
        ("ann", "Ann Lee", "ann@acme.com", acme),
        ("zoe", "Zoé  Smith", None, acme),
        ("other", "Ann Lee", None, beta),
    )
    record.stage(
        "person",
        *({"source_id": i, "full_name": n, "email": e, "account_id": a, "kind": "contact"} for i, n, e, a in people),
    )
    record.stage("seller", {"source_id": "moses", "name": "Moses Frase", "email": "Moses@us.com"})
    record.stage("deal", {"source_id": "d", "account_id": acme, "outcome": "open", "opened_at": JAN})
    stage_call(record)
    return record


def stage_call(record: Any) -> None:
    call = {"source_id": "t", "kind": "call", "direction": "unknown", "status": "held", "occurred_at": JAN}
    record.stage("activity", call)
    ids = {"activity_id": record.key("activity", "t"), "deal_id": record.key("deal", "d")}
    record.stage("activity_deal", {"source_id": "t/d", **ids, "basis": "source"})


def stage_part(record: Any, named_as: str, **columns: Any) -> None:
    row = {"source_id": f"t/{named_as}", "activity_id": record.key("activity", "t"), "named_as": named_as}
    record.stage("activity_person", {**row, "side": "unknown", "part": "attendee", **columns})


@pytest.mark.parametrize(
    ("named_as", "expected"),
    [
        ("ANN@acme.com", ("ann", "buyer")),
        ("Ann Lee <ann@acme.com>", ("ann", "buyer")),
        ("ann lee", ("ann", "buyer")),
        ("Lee, Ann", ("ann", "buyer")),
        ("Ann Lee (CFO)", ("ann", "buyer")),
        ("Zoe Smith", ("zoe", "buyer")),
        ("Moses Frase", ("moses", "seller")),
        ("moses@us.com", ("moses", "seller")),
        ("someone@us.com", (None, "seller")),
        ("someone@acme.com", (None, "buyer")),
        ("someone@gmail.com", (None, "unknown")),
        ("3 engineers", (None, "unknown")),
    ],
)
def test_a_name_or_address_finds_who_is_meant(team: Any, named_as: str, expected: tuple[str | None, str]) -> None:
    stage_part(team, named_as)
    team.land()
    assert team.rows(WHO) == [expected]


def test_somebody_in_copy_is_present_and_does_not_count(team: Any) -> None:
    stage_part(team, "Ann Lee (CC)")
    team.land()
    assert team.rows("SELECT part FROM deal_presence") == [("cc",)]
    assert team.value("SELECT buyers FROM deal_event") == 0


def test_a_name_is_found_when_the_person_comes_later(team: Any) -> None:
    stage_part(team, "Eve Adams")
    team.land()
    person = {
        "source_id": "eve",
        "full_name": "Eve Adams",
        "account_id": team.key("account", "acme"),
        "kind": "contact",
    }
    team.stage("person", person)
    team.land()
    assert team.rows(WHO) == [("eve", "buyer")]


def test_the_same_name_again_changes_nothing(team: Any) -> None:
    stage_part(team, "Ann Lee (CC)")
    team.land()
    stage_part(team, "Ann Lee (CC)")
    assert team.land().unchanged == 1


def test_a_speaker_is_found_among_those_who_took_part(team: Any) -> None:
    stage_part(team, "Ann Lee")
    turn = {"source_id": "t#1", "activity_id": team.key("activity", "t"), "position": 1, "speaker": "Ann Lee"}
    team.stage("utterance", {**turn, "side": "unknown", "text": "Hello"})
    team.land()
    assert team.rows("SELECT p.source_id, u.side FROM utterance u JOIN person p ON p.id = u.person_id") == [
        ("ann", "buyer")
    ]


@pytest.mark.parametrize(
    ("parts", "direction"),
    [
        ([("Ann Lee", "from"), ("Moses Frase", "to")], "inbound"),
        ([("Moses Frase", "from"), ("Ann Lee", "to")], "outbound"),
        ([("Moses Frase", "from"), ("someone@us.com", "to")], "internal"),
        ([("Moses Frase", "attendee"), ("Ann Lee", "attendee")], "unknown"),
    ],
)
def test_the_sender_tells_the_direction(team: Any, parts: list[tuple[str, str]], direction: str) -> None:
    for named_as, part in parts:
        stage_part(team, named_as, part=part)
    team.land()
    assert team.value("SELECT direction FROM activity") == direction


def test_a_found_direction_is_no_change_for_the_next_import(team: Any) -> None:
    stage_part(team, "Ann Lee", part="from")
    team.land()
    stage_call(team)
    assert team.land().landed == 0
    assert team.value("SELECT direction FROM activity") == "inbound"
