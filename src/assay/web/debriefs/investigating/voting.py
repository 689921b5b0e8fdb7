"""The turn, moment by moment: each votes alone, and the votes stand beside what was computed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from assay.asking.turning import Computed, Moment, Tally, Vote, count_votes
from assay.web.debriefs.models import Debrief, MomentVote
from assay.web.debriefs.team.known import say_day
from assay.web.people.models import User

#: who cannot tell when it turned says so under this key
UNKNOWN = "unknown"
_WIDTH, _EDGE = 1000, 16


@dataclass(frozen=True)
class MomentView:
    """One moment with the user's own vote and, once all is shown, how the votes of all stand."""

    moment: Moment
    day: str
    kind: str
    people: str
    way: str
    is_turn: bool
    tally: Tally
    in_computed: bool


def keep_votes(debrief: Debrief, user: User, moments: Iterable[Moment], data: QueryDict) -> None:
    """Keeps the votes that were sent: a way for each moment, and the one at which it turned."""
    known = {one.key for one in moments} | {UNKNOWN}
    turn = data.get("turn", "")
    told = {key: data.get(f"way.{key}", "") for key in known if f"way.{key}" in data}
    with transaction.atomic():
        if turn in known:
            MomentVote.objects.filter(debrief=debrief, user=user, is_turn=True).exclude(key=turn).update(is_turn=False)
            told.setdefault(turn, "")
        for key, way in told.items():
            is_turn = {"is_turn": True} if key == turn else {}
            ways = {"way": way} if way in MomentVote.Way.values else {}
            if ways or is_turn:
                values = {**ways, **is_turn, "changed_at": timezone.now()}
                MomentVote.objects.update_or_create(debrief=debrief, user=user, key=key, defaults=values)


def read_votes(debrief: Debrief, users: Iterable[int]) -> list[Vote]:
    """The votes of these people."""
    found = MomentVote.objects.filter(debrief=debrief, user__in=list(users))
    return [Vote(one.user_id, one.key, one.way, one.is_turn) for one in found]


def list_views(
    moments: Sequence[Moment], own: Iterable[Vote], every: Iterable[Vote], computed: Computed | None
) -> list[MomentView]:
    """The moments as they are shown. computed: None as long as it is not to be seen."""
    mine, tallies = {vote.key: vote for vote in own}, count_votes(every)
    words = name_moments()
    nothing = Vote(0, "", "", False)
    return [
        MomentView(
            one,
            say_day(one.at),
            words.get(one.kind, one.kind.replace("_", " ")),
            ", ".join(one.people),
            mine.get(one.key, nothing).way,
            mine.get(one.key, nothing).is_turn,
            tallies.get(one.key, Tally()),
            computed.holds(one.at) if computed else False,
        )
        for one in moments
    ]


def say_turn(moments: Sequence[Moment], votes: Iterable[Vote]) -> str:
    """What one person's vote says, for the record; empty where there is none."""
    at = {one.key: one for one in moments}
    for vote in votes:
        if vote.is_turn and vote.key == UNKNOWN:
            return _("I cannot tell when it turned.")
        if vote.is_turn and vote.key in at:
            one = at[vote.key]
            kind = name_moments().get(one.kind, one.kind.replace("_", " "))
            return _("It turned on %(day)s: %(kind)s, %(what)s.") % {"day": say_day(one.at), "kind": kind,
                                                                      "what": one.words or "–"}  # fmt: skip
    return ""


@dataclass(frozen=True)
class Strip:
    """The picture of it: places along a line of 1000. band: left and width of the computed days."""

    first: str
    last: str
    band: tuple[float, float] | None
    dots: Sequence[Mapping[str, object]]
    height: int


def draw_strip(views: Sequence[MomentView], computed: Computed | None) -> Strip | None:
    """One dot for each moment, one above it for each person who said that it turned there."""
    if len(views) < 2:
        return None
    start, end = views[0].moment.at, max(views[-1].moment.at, views[0].moment.at + 1)

    def place(at: int) -> float:
        return round(_EDGE + (min(max(at, start), end) - start) / (end - start) * (_WIDTH - 2 * _EDGE), 1)

    most = max(view.tally.turn for view in views)
    height = 44 + 16 * most
    dots = [
        {
            "x": place(view.moment.at),
            "y": height - 28,
            "ups": [height - 28 - 16 * number for number in range(1, view.tally.turn + 1)],
            "way": _find_way(view.tally),
            "title": f"{view.day}, {view.kind}: {view.moment.words}",
        }
        for view in views
    ]
    band = None
    if computed and computed.high >= start and computed.low <= end:
        left = place(computed.low)
        band = (left, round(max(place(computed.high) - left, 4), 1))
    return Strip(views[0].day, views[-1].day, band, dots, height)


def _find_way(tally: Tally) -> str:
    if tally.better == tally.worse:
        return "same"
    return "better" if tally.better > tally.worse else "worse"


def say_computed(computed: Computed) -> str:
    """What the run says of the turn."""
    share = "" if computed.probability is None else _(", if it did at all (%(share)d %% likely)") % {
        "share": round(100 * computed.probability)
    }  # fmt: skip
    return _(
        "Computed from the buyer's words: contact fell for good between %(low)s and %(high)s (80 %%)%(share)s."
    ) % {
        "low": say_day(computed.low),
        "high": say_day(computed.high),
        "share": share,
    }


def name_moments() -> dict[str, str]:
    """What the kinds of moments are called."""
    return {
        "call": _("call"),
        "meeting": _("meeting"),
        "demo": _("demo"),
        "proposal": _("proposal"),
        "inbound_email": _("message from the buyer"),
        "outbound_email": _("message to the buyer"),
        "email": _("message"),
        "note": _("note"),
        "task": _("task"),
        "stage": _("stage moved"),
        "owner": _("handed over"),
        "joined": _("joined the buyer"),
        "left": _("left the buyer"),
        "promoted": _("promoted at the buyer"),
        "moved": _("moved at the buyer"),
    }
