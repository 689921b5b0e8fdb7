"""The made-up companies: what is planted in them is there, and comes out of them."""

import numpy as np

from bench.truth.columns import key
from bench.truth.contact import draw_contact
from bench.truth.history import NEVER, draw_lives
from bench.truth.reader import gather_seen, read_deals
from bench.truth.rows import write_rows
from bench.truth.witness import draw_witness
from bench.truth.world import DRIVERS, WORLDS

SMALL = WORLDS["central"].sized(400)


def test_about_seven_deals_of_ten_are_lost() -> None:
    for name in ("central", "additive", "threshold", "null"):
        lives = draw_lives(WORLDS[name].sized(3_000), 2)
        assert 0.6 < (~lives.won).mean() < 0.8, name


def test_decoys_and_causes_of_won_deals_are_never_material() -> None:
    lives = draw_lives(SMALL, 1)
    assert not lives.material[:, [DRIVERS.index("integration"), DRIVERS.index("timing")]].any()
    assert not lives.material[lives.won].any()


def test_nothing_is_material_where_nothing_matters() -> None:
    lives = draw_lives(WORLDS["null"].sized(400), 1)
    assert not lives.material.any()
    assert (lives.main == -1).all()


def test_only_lulls_means_no_turn() -> None:
    lives = draw_lives(WORLDS["lulls"].sized(400), 1)
    assert (lives.turn == NEVER).all()
    assert (lives.lull < NEVER).all()


def test_reps_name_the_main_cause_as_often_as_planted() -> None:
    lives = draw_lives(WORLDS["central"].sized(4_000), 3)
    witness = draw_witness(lives, 3)
    kept = lives.lost & (lives.main >= 0) & ~witness.asked & (lives.main != DRIVERS.index("price_too_high"))
    assert abs((witness.rep == lives.main)[kept].mean() - 0.40) < 0.05


def test_a_record_ends_on_its_last_day_and_its_ids_are_its_own() -> None:
    lives = draw_lives(SMALL, 1)
    told = write_rows(lives, draw_contact(lives, 1), draw_witness(lives, 1), 1)
    for name, columns in told.rows.items():
        assert len(np.unique(columns["id"])) == len(columns["id"]), name
        assert columns["known_at"].max() <= told.ends, name
    assert np.isin(told.mentions["deal_id"], key("deal", np.arange(400))).all()


def test_the_limit_reads_better_than_what_reps_say() -> None:
    lives = draw_lives(SMALL, 1)
    contact = draw_contact(lives, 1)
    deals = np.flatnonzero(lives.lost)[:60]
    reading = read_deals(lives, gather_seen(lives, contact), deals, 1)
    true = lives.material[deals]
    assert reading.p_material[true].mean() > 2 * reading.p_material[~true].mean()
    assert (reading.p_main.sum(axis=1) <= 1 + 1e-9).all()
