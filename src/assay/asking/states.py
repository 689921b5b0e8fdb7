"""How far a debrief has come, and which steps it may take next: one table, which pages and tests read."""

from collections.abc import Mapping
from enum import StrEnum

from assay.domain.errors import InputError


class Kind(StrEnum):
    """With whom: the buyer, the rep alone, one trusted colleague, everybody who was on the deal, an auditor."""

    BUYER = "buyer"
    SELF = "self"
    PEER = "peer"
    INVESTIGATION = "investigation"
    AUDIT = "audit"


class State(StrEnum):
    """ACCEPTED: we have accepted the loss and told so.  ASKED: by voice; the answer stands beside it.

    DECLINED: a manager has taken the debrief out, with a reason that stays visible.  WITHDRAWN: the deal, thought
    dead, is alive again.
    """

    OPENED = "opened"
    ACCEPTED = "accepted"
    ASKED = "asked"
    SCHEDULED = "scheduled"
    HELD = "held"
    CLOSED = "closed"
    DECLINED = "declined_by_manager"
    WITHDRAWN = "withdrawn"


class Reply(StrEnum):
    """What somebody said who was asked."""

    AGREED = "agreed"
    DECLINED = "declined"
    SILENT = "silent"


S = State
_LEAVING = (S.DECLINED, S.WITHDRAWN)

#: of a lost buyer: nothing is asked before the loss is accepted, nothing scheduled before a yes
_LOST: Mapping[State, tuple[State, ...]] = {
    S.OPENED: (S.ACCEPTED, *_LEAVING),
    S.ACCEPTED: (S.ASKED, *_LEAVING),
    S.ASKED: (S.ASKED, S.SCHEDULED, S.HELD, S.CLOSED, *_LEAVING),
    S.SCHEDULED: (S.SCHEDULED, S.ASKED, S.HELD, S.CLOSED, *_LEAVING),
    S.HELD: (S.CLOSED,),
    S.CLOSED: (S.HELD,),
    S.DECLINED: (S.OPENED,),
    S.WITHDRAWN: (S.OPENED,),
}
#: where nothing was lost there is no loss to accept
_WON = {**_LOST, S.OPENED: (S.ASKED, *_LEAVING)}
#: among ourselves
_OURS: Mapping[State, tuple[State, ...]] = {
    S.OPENED: (S.ASKED, S.SCHEDULED, S.HELD, *_LEAVING),
    S.ACCEPTED: (S.ASKED, S.SCHEDULED, S.HELD, *_LEAVING),
    S.ASKED: (S.ASKED, S.SCHEDULED, S.HELD, S.CLOSED, *_LEAVING),
    S.SCHEDULED: (S.SCHEDULED, S.HELD, S.CLOSED, *_LEAVING),
    S.HELD: (S.CLOSED,),
    S.CLOSED: (S.HELD,),
    S.DECLINED: (S.OPENED,),
    S.WITHDRAWN: (S.OPENED,),
}

#: states in which something is still to be done
DUE = (S.OPENED, S.ACCEPTED, S.ASKED, S.SCHEDULED, S.HELD)


def list_moves(kind: str, outcome: str, state: str) -> tuple[State, ...]:
    """The states that a debrief may come to next. outcome: of the deal; "silent" for an open one gone dead."""
    if kind != Kind.BUYER:
        return _OURS[State(state)]
    return (_WON if outcome == "won" else _LOST)[State(state)]


def check_move(kind: str, outcome: str, state: str, to: str) -> None:
    """Raises InputError where a debrief may not go from `state` to `to`."""
    allowed = list_moves(kind, outcome, state)
    if to in allowed:
        return
    if kind == Kind.BUYER and to in {S.ASKED, S.SCHEDULED} and state == S.OPENED:
        raise InputError(
            "Nobody may be asked before it is recorded that the loss is accepted.",
            fix="Record first that the loss is accepted, and that the buyer was told so.",
        )
    named = ", ".join(one.replace("_", " ") for one in allowed)
    raise InputError(
        f"A debrief that is {state.replace('_', ' ')} cannot become {to.replace('_', ' ')}.",
        fix=f"It can become: {named}. Load the page again if somebody has gone on meanwhile.",
    )
