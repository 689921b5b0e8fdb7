"""The seven questions that everybody answers alone (T8), and what the record shows of each person's part."""

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from assay.asking.ask import Ask
from assay.asking.taking_part import PartFinding, read_calls, read_cues, read_part_findings
from assay.asking.touching import Touched, find_touched
from assay.web.debriefs.team.known import say_day
from assay.web.debriefs.team.questions import Asked, Known, Line

SEVEN = (
    Asked("profile", gettext_lazy("Was the buyer's profile complete?"),
          help=gettext_lazy("Who they are, who decides, what they need: what did we know, and what not?")),
    Asked("message", gettext_lazy("Did we know enough about them, and did the message fit?"),
          help=gettext_lazy("What should have been found out first, and what would have fitted better?")),
    Asked("call", gettext_lazy("How were the calls and meetings handled?"),
          help=gettext_lazy("What went well, what would you do another way?")),
    Asked("cues", gettext_lazy("Which signs of interest did we pass over?"),
          help=gettext_lazy("A question about a date, a price, a next step that nobody took up.")),
    Asked("process", gettext_lazy("Where did we leave the way we sell?"),
          help=gettext_lazy("Steps that were skipped, promises that were late.")),
    Asked("person", gettext_lazy("Was the right person on the call?"),
          help=gettext_lazy("On our side and on theirs.")),
    Asked("turn", gettext_lazy("When did the momentum turn, and what makes you think so?"),
          help=gettext_lazy("Say moment by moment below how it went on from there, and at which it turned.")),
)  # fmt: skip


def know_part(ask: Ask, deal_id: int, seller_id: int | None) -> dict[str, Known]:
    """Question -> what the record shows, and how much of it lies in what this person took part in."""
    found = read_part_findings(ask, deal_id, seller_id)
    known = {
        question: [_say_finding(deal_id, one, is_seller=seller_id is not None) for one in some]
        for question, some in found.items()
    }
    if seller_id is not None:
        place = next((one for one in find_touched(ask, deal_id) if one.seller_id == seller_id), None)
        if place is not None:
            known["person"].insert(0, Line(say_part(place), _("your part, counted in the record")))
        known["call"] += _say_calls(ask, deal_id, seller_id)
        known["cues"] += _say_cues(ask, deal_id, seller_id)
    return {question: Known(lines) for question, lines in known.items()}


def _say_finding(deal_id: int, one: PartFinding, *, is_seller: bool) -> Line:
    source = _("found in the record")
    if is_seller and one.rows:
        told = _("found in the record; %(own)d of %(rows)d rows behind it are from what you took part in")
        none = _("found in the record; none of it is from what you took part in")
        source = told % {"own": one.own, "rows": one.rows} if one.own else none
    return Line(one.sentence, source, reverse("deal", args=[deal_id]))


def say_part(one: Touched) -> str:
    """One person's part in a deal, in words."""
    if not one.activities:
        return _("In no activity on record.")
    days = say_day(one.first_at)
    if one.last_at and say_day(one.last_at) != days:
        days = _("%(first)s to %(last)s") % {"first": days, "last": say_day(one.last_at)}
    count = ngettext("%(n)d activity", "%(n)d activities", one.activities) % {"n": one.activities}
    talks = ngettext("%(n)d talk", "%(n)d talks", one.talks) % {"n": one.talks}
    return _("In %(count)s, %(talks)s among them, %(days)s.") % {"count": count, "talks": talks, "days": days}


def _say_calls(ask: Ask, deal_id: int, seller_id: int) -> list[Line]:
    calls = read_calls(ask, deal_id, seller_id)
    if not calls.count or calls.low is None or calls.high is None:
        return []
    low, high = (number_format(round(100 * share)) for share in (calls.low, calls.high))
    share = _("%(low)s %%") if low == high else _("%(low)s to %(high)s %%")
    said = ngettext(
        "In the %(n)d talk with a transcript that you sat in, our side spoke %(share)s of the words.",
        "In the %(n)d talks with a transcript that you sat in, our side spoke %(share)s of the words.",
        calls.count,
    )
    return [Line(said % {"n": calls.count, "share": share % {"low": low, "high": high}}, _("counted in the record"))]


def _say_cues(ask: Ask, deal_id: int, seller_id: int) -> list[Line]:
    cues = read_cues(ask, deal_id, seller_id)
    if not cues.count:
        return []
    said = ngettext(
        "%(n)d sign of interest was heard in talks that you sat in; %(taken)d of them were taken up.",
        "%(n)d signs of interest were heard in talks that you sat in; %(taken)d of them were taken up.",
        cues.count,
    )
    return [Line(said % {"n": cues.count, "taken": cues.taken}, _("heard in the transcripts"))]
