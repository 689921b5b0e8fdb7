"""Intervals narrow as losses and audits are added, and nothing later moves an earlier one."""

from datetime import UTC, datetime

from assay.patterns.narrowing import Headline, follow_headlines, list_quarters
from assay.patterns.truth_gap import measure_gap

from .invented_losses import DAY, KINDS, invent_losses

#: the invented losses end one a day from the first day of 1970
LAST = 1500 * DAY - 1


def _follow(n: int = 1500, audited: int = 150) -> list[Headline]:
    losses = invent_losses(n, audited)
    return list(follow_headlines(losses, KINDS, list_quarters(losses, LAST, 1)))


def test_the_quarters_end_with_the_moment_asked_about() -> None:
    quarters = list_quarters(invent_losses(1500, 10), LAST, 1)
    assert len(quarters) == 12
    assert quarters[-1].until == LAST + 1
    assert quarters[-1].name == "1974-Q1"
    assert datetime.fromtimestamp(quarters[-2].until, UTC) == datetime(1974, 1, 1, tzinfo=UTC)


def test_intervals_narrow() -> None:
    split = [one for one in _follow() if (one.headline, one.name) == ("split", "neglect")]
    assert [one.until for one in split] == sorted(one.until for one in split)
    assert split[-1].share.high - split[-1].share.low < split[0].share.high - split[0].share.low
    assert split[-1].losses > split[0].losses


def test_what_ended_later_changes_no_earlier_interval() -> None:
    losses = invent_losses(1500, 150)
    quarters = list_quarters(losses, LAST, 1)
    early = losses.as_of(quarters[5].until - 1)
    then = {one.name: one for one in follow_headlines(early, KINDS, quarters[:6]) if one.headline == "split"}
    now = {
        one.name: one for one in follow_headlines(losses, KINDS, quarters) if one.headline == "split"
        and one.until == quarters[5].until
    }  # fmt: skip
    assert now == then


def test_two_headlines_are_told_apart_with_enough_audits_and_not_before() -> None:
    few = next(one for one in reversed(_follow(1500, 20)) if one.headline == "split" and one.apart_from)
    assert not few.is_apart
    assert few.enough_at is not None
    assert few.enough_at > 100
    many = [one for one in _follow(1500, 1200) if one.headline == "split" and one.name == "neglect"]
    assert many[-1].is_apart


def test_without_audits_the_drivers_are_those_that_were_stated() -> None:
    found = _follow(1500, 1)
    assert {one.basis for one in found} == {"stated", "record"}
    assert len({one.name for one in found if one.headline == "driver"}) <= 3


def test_the_truth_gap_is_followed_where_there_are_audits_and_ends_as_it_stands() -> None:
    assert not [one for one in _follow(1500, 1) if one.headline == "gap"]
    found = [one for one in _follow() if one.headline == "gap"]
    last = {one.name: one.share for one in found if one.until == LAST + 1}
    assert last == {one.name: one.share for one in measure_gap(invent_losses(1500, 150)) if one.what == "gap"}
    of_none = [one.share for one in found if one.name == "none"]
    assert of_none[-1].high - of_none[-1].low < of_none[0].high - of_none[0].low
