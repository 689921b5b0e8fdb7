"""What bears on a driver is a signal that is asked, and a driver of the taxonomy."""

from assay.signals import find_signals
from assay.verdicts.bearings import BEARINGS
from assay.words.taxonomy import load_taxonomy


def test_every_bearing_names_a_signal_and_a_driver_that_there_are() -> None:
    signals = {signal.name for signal in find_signals()}
    drivers = {driver.code for driver in load_taxonomy().in_use}
    assert {one.signal for one in BEARINGS} <= signals
    assert {one.driver for one in BEARINGS} <= drivers


def test_a_hit_is_likelier_where_the_driver_is_at_work() -> None:
    assert all(0 < one.prior[1] < one.prior[0] < 1 for one in BEARINGS)
    assert len({(one.signal, one.driver) for one in BEARINGS}) == len(BEARINGS)
