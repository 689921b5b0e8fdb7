"""Shares of losses by driver rest on audits, and what people stated stands apart."""

from dataclasses import replace

import numpy as np
import pytest

from assay.patterns.losses import NEVER
from assay.patterns.shares import LossShare, share_by_driver

from .invented_losses import DRIVERS, TRUE, invent_losses

GROUPS = dict(zip(DRIVERS, ("price", "our_selling", "price", "buyer"), strict=True))


def _pick(found: list[LossShare], what: str, name: str, basis: str, segment: str = "", team: str = "") -> LossShare:
    key = (what, name, basis, segment, team)
    return next(one for one in found if (one.what, one.name, one.basis, one.segment, one.team) == key)


def test_audited_shares_are_near_the_truth_where_stated_ones_are_not() -> None:
    found = list(share_by_driver(invent_losses(2000, 200), GROUPS))
    for driver, truth in zip(DRIVERS, TRUE, strict=True):
        for what in ("driver", "main"):
            one = _pick(found, what, driver, "audited").share
            assert one.low <= truth <= one.high
            assert one.n == 200
    price = _pick(found, "driver", "price_too_high", "stated")
    assert price.share.low > 0.5
    assert (price.losses, price.share.n) == (2000, 2000)


def test_a_group_holds_all_its_drivers() -> None:
    found = list(share_by_driver(invent_losses(2000, 200), GROUPS))
    one = _pick(found, "group", "price", "audited").share
    assert one.low <= TRUE[0] + TRUE[2] <= one.high


def test_below_five_audits_only_what_was_stated_is_told() -> None:
    found = list(share_by_driver(invent_losses(200, 4), GROUPS))
    assert {one.basis for one in found} == {"stated"}


def test_a_team_of_two_reps_has_no_figures() -> None:
    losses = invent_losses(300, 100)
    assert {one.team for one in share_by_driver(losses, GROUPS)} == {"", "T0", "T1"}
    assert {one.team for one in share_by_driver(replace(losses, owner=losses.deal % 4), GROUPS)} == {""}


def test_losses_of_quarters_that_were_not_drawn_from_are_not_spoken_of() -> None:
    losses = invent_losses(1000, 100)
    early = replace(losses, drawn_since=np.where(losses.deal < 500, 0, NEVER))
    assert _pick(list(share_by_driver(early, GROUPS)), "driver", "no_budget", "audited").losses == 500


@pytest.mark.parametrize("verdicts", [{}, {"no_budget": "cannot_tell"}])
def test_what_an_auditor_could_not_tell_is_left_out(verdicts: dict[str, str]) -> None:
    from assay.patterns.losses import Judged, gather_audits

    audits = gather_audits([Judged(0, 1.0, 0, verdicts, ""), Judged(0, 1.0, 0, {"no_budget": "material"}, "")], DRIVERS)
    assert audits.material[0, 0] == 1.0
    assert np.isnan(audits.material[0, 1:]).all()
    assert audits.twice[0] == 1.0
