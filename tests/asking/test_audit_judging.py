"""What audits say together."""

import pytest

from assay.asking.audits.judging import Audited, count_same_main, find_agreement, share_losses


def _judge(deal: int, auditor: int, price: str, weight: float = 1.0, other: str = "absent", main: str = "") -> Audited:
    return Audited(deal, auditor, weight, {"price": price, "timing": other}, main)


def test_agreement_is_told_from_ten_losses_on_and_counts_losses() -> None:
    same = [_judge(deal, who, "material" if deal % 2 else "absent") for deal in range(12) for who in (1, 2)]
    found, doubles = find_agreement(same)
    assert found is not None
    assert (found.mid, found.n, doubles) == (1.0, 12, 12)
    assert found.low < 0.8  # twelve losses that agree are not forty-eight
    assert find_agreement(same[:18]) == (None, 9)


def test_who_judges_at_random_agrees_no_more_than_chance() -> None:
    audits = []
    for deal in range(20):
        audits.append(_judge(deal, 1, "material" if deal % 2 else "absent", other="present"))
        audits.append(_judge(deal, 2, "material" if deal % 4 < 2 else "absent", other="present"))
    units = find_agreement([Audited(a.deal_id, a.auditor, 1, {"price": a.verdicts["price"]}) for a in audits])[0]
    assert units is not None
    assert units.low < 0 < units.high


def test_a_share_of_losses_rests_on_the_weights_of_the_draw() -> None:
    audits = [_judge(deal, 1, "material", weight=10.0) for deal in range(5)]
    audits += [_judge(deal, 1, "absent", weight=30.0) for deal in range(5, 10)]
    price, timing = share_losses(audits)
    assert (price.driver, price.share.mid, price.share.n) == ("price", 0.25, 10)
    assert price.share.low < 0.1 < 0.5 < price.share.high
    assert timing.share.mid == 0


def test_a_loss_audited_twice_counts_once_and_what_cannot_be_told_not_at_all() -> None:
    audits = [_judge(1, 1, "material"), _judge(1, 2, "absent")]
    audits += [_judge(deal, 1, "cannot_tell") for deal in (2, 3)]
    audits += [_judge(deal, 1, "absent") for deal in (4, 5, 6, 7)]
    price = next(one for one in share_losses(audits) if one.driver == "price")
    assert (price.share.mid, price.told, price.cannot) == (pytest.approx(0.1), 5, 2)


def test_few_audits_tell_nothing() -> None:
    assert share_losses([_judge(deal, 1, "material") for deal in range(4)]) == []


def test_two_who_name_the_same_main_driver_are_counted() -> None:
    audits = [_judge(1, 1, "material", main="price"), _judge(1, 2, "material", main="price")]
    audits += [_judge(2, 1, "material", main="price"), _judge(2, 2, "absent"), _judge(3, 1, "absent")]
    assert count_same_main(audits) == (1, 2)
