"""What signals read beside a deal's rows is read as they read it."""

import pytest

from assay.domain.spans import DAY
from assay.reports.grounds import Measure
from assay.reports.grounds_reading import read_grounds
from reports.collected_record import START, Record

QUANTILES = {"p10": 1.0, "p25": 2.0, "p50": 3.0, "p75": 4.0, "p90": 5.0}


def make_record(segment: str | None = "Foundries") -> tuple[Record, int]:
    """A deal of 70 days in stage offer of pipeline sales, size 30k-100k, in a record whose quarter began with it."""
    record = Record()
    deal = record.add("deal", "D1", name="Roof", pipeline="sales", stage="offer", opened_at=START)
    record.add("stage", "demo", code="demo", label="Demonstration")
    moment = {"view": "look_back", "outcome": "lost", "as_of": START + 70 * DAY, "known_by": START + 90 * DAY}
    place = {"opened_at": START, "size_band": "30k-100k", "segment": segment, "stage": "offer", "digest": 0}
    record.put("moment", deal_id=deal, **moment, **place)
    return record, deal


def put_baseline(record: Record, signal: str, grp: str, n: int, *, age: int = 0, since: int = START) -> None:
    span = {"valid_from": since, "valid_to": START + 100 * DAY}
    record.put("baseline", version="v", signal=signal, grp=grp, age_days=age, n=n, **span, **QUANTILES)


def read(record: Record, deal: int, signal: str) -> Measure | None:
    return read_grounds(record.open(), str(deal))[deal].measures.get(signal)


def test_the_size_band_goes_before_all_won_deals() -> None:
    record, deal = make_record()
    put_baseline(record, "people.x", "all", 40)
    put_baseline(record, "people.x", "30k-100k", 12)
    measure = read(record, deal, "people.x")
    assert measure is not None
    assert measure.say().replace("\u00a0", " ") == "12 won deals of its size, 30k-100k"
    assert measure.usual == {10: 1.0, 25: 2.0, 50: 3.0, 75: 4.0, 90: 5.0}


@pytest.mark.parametrize(("segment", "n"), [("Foundries", 9), (None, 12)])
def test_the_segment_goes_first_where_it_is_known(segment: str | None, n: int) -> None:
    record, deal = make_record(segment)
    for grp, count in (("all", 40), ("30k-100k", 12), ("30k-100k\tFoundries", 9)):
        put_baseline(record, "people.x", grp, count)
    measure = read(record, deal, "people.x")
    assert measure is not None
    assert measure.n == n


def test_the_greatest_age_reached_goes_before_the_nearest_group() -> None:
    record, deal = make_record()
    put_baseline(record, "people.x", "30k-100k", 12, age=30)
    put_baseline(record, "people.x", "all", 40, age=60)
    put_baseline(record, "people.x", "all", 30, age=90)
    measure = read(record, deal, "people.x")
    assert measure is not None
    assert measure.n == 40


def test_what_was_not_typical_yet_is_not_read() -> None:
    record, deal = make_record()
    put_baseline(record, "people.x", "all", 40, since=START + 80 * DAY)
    assert read(record, deal, "people.x") is None


def test_a_stage_is_measured_by_its_own_won_deals_alone() -> None:
    record, deal = make_record()
    put_baseline(record, "process.stage_stalled", "all", 40)
    assert read(record, deal, "process.stage_stalled") is None
    put_baseline(record, "process.stage_stalled", "sales\toffer", 11)
    measure = read(record, deal, "process.stage_stalled")
    assert measure is not None
    assert (measure.n, measure.likeness) == (11, "that passed through this stage")


def test_the_stages_of_won_deals_are_read_with_their_shares() -> None:
    record, deal = make_record()
    for before, n in (("", 40), ("demo", 36)):
        put_baseline(record, "process.stage_skipped", f"sales\toffer\t{before}", n)
    grounds = read_grounds(record.open(), str(deal))[deal]
    assert grounds.usual_stages == (("Demonstration", 0.9),)
    assert grounds.measures["process.stage_skipped"].n == 40
