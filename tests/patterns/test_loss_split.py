"""Neglect, indecision, competition, circumstance: one kind for each loss."""

from dataclasses import replace

import numpy as np
import pytest

from assay.patterns.loss_kinds import KINDS, list_kinds, tell_kind
from assay.patterns.loss_split import split_losses
from assay.words.taxonomy import load_taxonomy

from .invented_losses import KINDS as OF_DRIVERS
from .invented_losses import TRUE, invent_losses


@pytest.mark.parametrize(
    ("driver", "kind"),
    [
        ("slow_or_neglected", "neglect"),
        ("indecision", "indecision"),
        ("incumbent_preferred", "competition"),
        ("leadership_change", "circumstance"),
        ("no_budget", "circumstance"),
        ("missing_feature", "offer"),
    ],
)
def test_each_driver_is_of_one_kind(driver: str, kind: str) -> None:
    assert tell_kind(load_taxonomy().by_code[driver]) == kind


def test_every_driver_in_use_has_a_kind_that_is_shown() -> None:
    assert set(list_kinds(load_taxonomy().in_use)) <= set(KINDS)


def test_audits_give_the_split_and_its_intervals_hold_the_truth() -> None:
    found = {(one.outcome, one.kind): one for one in split_losses(invent_losses(3000, 300, seed=2), OF_DRIVERS)}
    for kind, truth in zip(OF_DRIVERS, TRUE, strict=True):
        one = found["", kind]
        assert one.basis == "audited"
        assert one.share.low <= truth <= one.share.high
    assert found["no_decision", "neglect"].losses + found["lost", "neglect"].losses == 3000


def test_without_audits_it_is_the_record_that_speaks_and_may_not_be_able_to_tell() -> None:
    found = {(one.outcome, one.kind): one for one in split_losses(invent_losses(400, 1), OF_DRIVERS)}
    assert {one.basis for one in found.values()} == {"record"}
    assert found["", "cannot_tell"].share.mid > 0
    assert sum(one.share.mid for (outcome, _), one in found.items() if not outcome) == pytest.approx(1)


def test_nine_losses_are_too_few_to_split() -> None:
    assert list(split_losses(invent_losses(9, 1), OF_DRIVERS)) == []


def test_the_likeliest_driver_of_a_loss_whose_verdict_tells_none_is_no_kind() -> None:
    losses = invent_losses(400, 0)
    untold = replace(losses, is_told=np.zeros(len(losses), dtype=np.bool_))
    found = {one.kind: one.share.mid for one in split_losses(untold, OF_DRIVERS) if not one.outcome}
    assert found.pop("cannot_tell") == 1
    assert set(found.values()) == {0}
