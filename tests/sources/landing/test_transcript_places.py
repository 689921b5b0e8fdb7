from typing import Any

import pytest

from assay.sources.deriving.transcripts import read_moment, split_name

JAN = 1_735_689_600


def stage_transcript(record: Any, stem: str) -> None:
    turn = {"source_id": f"{stem}/1", "activity_id": record.key("activity", stem), "position": 1, "side": "unknown"}
    record.stage("utterance", {**turn, "speaker": "Ann", "text": "Hello"})
    record.add_by_product("activity", {"source_id": stem, "kind": "call", "direction": "unknown", "status": "held"})


@pytest.fixture
def called(record: Any) -> Any:
    call = {"source_id": "CALL-0042", "kind": "meeting", "direction": "unknown", "status": "held", "occurred_at": JAN}
    record.stage("activity", call)
    record.stage("deal", {"source_id": "deal-007", "outcome": "open", "opened_at": JAN})
    return record


@pytest.mark.parametrize("stem", ["CALL-0042", "Demo call-0042 (final)", "2025-01-01_CALL-0042_deal-007"])
def test_a_transcript_goes_to_the_activity_that_its_name_holds(called: Any, stem: str) -> None:
    stage_transcript(called, stem)
    called.land()
    assert called.rows("SELECT a.source_id FROM utterance u JOIN activity a ON a.id = u.activity_id") == [
        ("CALL-0042",)
    ]
    assert called.value("SELECT count(*) FROM activity") == 1


def test_a_transcript_named_after_a_deal_is_an_activity_of_that_deal(called: Any) -> None:
    for landed in (True, False):
        stage_transcript(called, "deal-007 2025-01-02 15.30")
        assert bool(called.land().landed) is landed
    assert called.rows(
        "SELECT occurred_at FROM deal_event JOIN deal d ON d.id = deal_id WHERE d.source_id = 'deal-007'"
    ) == [(JAN + 86_400 + 15 * 3600 + 30 * 60,)]


def test_any_other_transcript_is_an_activity_of_no_deal(called: Any) -> None:
    stage_transcript(called, "Weekly sync")
    called.land()
    assert called.value("SELECT count(*) FROM activity WHERE source_id = 'Weekly sync'") == 1
    assert called.rows("SELECT * FROM activity_deal") == []


def test_who_spoke_in_a_call_took_part_in_it(called: Any) -> None:
    called.stage("person", {"source_id": "ann", "kind": "contact", "full_name": "Ann", "title": "CFO"})
    ids = {"deal_id": called.key("deal", "deal-007"), "person_id": called.key("person", "ann")}
    called.stage("deal_person", {"source_id": "r", **ids, "role": "unknown", "basis": "crm_role"})
    for _ in range(2):
        stage_transcript(called, "deal-007 2025-01-02")
        called.land()
    assert called.rows("SELECT buyers, top_rank FROM deal_event") == [(1, 5)]
    assert called.value("SELECT count(*) FROM activity_person") == 1


@pytest.mark.parametrize(
    ("stem", "pieces"),
    [
        ("Demo deal-007", ["deal-007", "demo deal-007"]),
        ("call 12", ["call 12"]),
        ("12", []),
        ("20250304", []),
        ("123456789", ["123456789"]),
        ("Weekly sync", []),
    ],
)
def test_pieces_of_a_name_that_could_be_an_id(stem: str, pieces: list[str]) -> None:
    assert split_name(stem) == pieces


@pytest.mark.parametrize(
    ("stem", "moment"),
    [
        ("2025-01-02 call", JAN + 86_400),
        ("GMT20250102-153000_Recording", JAN + 86_400 + 55_800),
        ("call 31.02.2025", None),
        ("2025-02-31", None),
        ("id 1202501023", None),
    ],
)
def test_a_name_may_hold_the_day(stem: str, moment: int | None) -> None:
    assert read_moment(stem) == moment
