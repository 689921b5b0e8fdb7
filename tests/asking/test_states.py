"""How far a debrief may go."""

import pytest

from assay.asking.states import DUE, Kind, State, check_move, list_moves
from assay.domain.errors import InputError


def test_nobody_is_asked_before_the_loss_is_accepted() -> None:
    with pytest.raises(InputError, match="before it is recorded that the loss is accepted"):
        check_move("buyer", "lost", "opened", "asked")


def test_a_buyer_who_bought_is_asked_without_a_loss_to_accept() -> None:
    check_move("buyer", "won", "opened", "asked")


def test_a_buyer_is_not_scheduled_before_a_yes() -> None:
    with pytest.raises(InputError, match="accepted cannot become scheduled"):
        check_move("buyer", "lost", "accepted", "scheduled")


@pytest.mark.parametrize("kind", list(Kind))
def test_a_manager_may_take_out_what_was_not_held(kind: str) -> None:
    for state in (State.OPENED, State.ASKED, State.SCHEDULED):
        assert State.DECLINED in list_moves(kind, "lost", state)
    assert State.DECLINED not in list_moves(kind, "lost", State.HELD)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_state_leads_somewhere(kind: str) -> None:
    for outcome in ("lost", "won", "silent"):
        for state in State:
            assert list_moves(kind, outcome, state), (kind, outcome, state)


def test_what_was_taken_out_is_not_due() -> None:
    assert not {State.DECLINED, State.WITHDRAWN, State.CLOSED} & set(DUE)
