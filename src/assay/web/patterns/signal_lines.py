"""The signals as a list: those first that are shown to go with losing, each with its n; and one signal by itself."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from assay.domain.tongue import speak
from assay.reports.claims import say_lift, say_verdict
from assay.reports.deal_file import Comparison, Run
from assay.reports.drivers.reading import DriverRow
from assay.reports.drivers.saying import write_ratio
from assay.reports.team_charts import FEWEST
from assay.reports.wording import write_number, write_share, write_share_range
from assay.web.speaking import READER

_WORDS = {
    "losing": _("goes with losing"),
    "winning": _("goes with winning"),
    "no_difference": _("no difference shows"),
    "not_enough": _("not enough to tell"),
}


def list_signals(run: Run, weekly: Mapping[str, str]) -> list[dict[str, Any]]:
    """A line a signal that was compared, sorted by what is shown to go with losing; then by name.

    weekly: signal -> its figure week by week, as write_weekly gives it.
    """
    found = [one for name, one in run.comparisons.items() if name in run.signals]
    with speak(READER):
        return [_make_line(run, one) | {"weekly": weekly.get(one.signal, "")} for one in sorted(found, key=_rank)]


def write_weekly(rows: Iterable[DriverRow]) -> dict[str, str]:
    """Signal -> how many times as often deals are lost in weeks in which it is at work; without those not told."""
    with speak(READER):
        told = {row.name: write_ratio(row.ratio, row.ratio_low, row.ratio_high) for row in rows if row.kind == "signal"}
    return {name: ratio for name, ratio in told.items() if ratio}


def view_signal(run: Run, name: str, weekly: Mapping[str, str], *, is_compared: bool) -> dict[str, Any]:
    """What the page of one signal says. Raises KeyError for one that was not asked."""
    signal, one = run.signals[name], run.comparisons.get(name)
    with speak(READER):
        line = _make_line(run, one) | {"weekly": weekly.get(name, "")} if one and is_compared else None
    return {
        "signal": name,
        "title": signal.title,
        "question": signal.question,
        "fires": gettext(signal.fires),
        "unknown": signal.unknown,
        "thresholds": [(key.replace("_", " "), value) for key, value in sorted(signal.thresholds.items())],
        "line": line,
        "is_too_near": not is_compared,
    }


def _rank(one: Comparison) -> tuple[int, float, str]:
    kind = list(_WORDS).index(_name_kind(one))
    return (kind, -(one.lift_low or 0.0) if kind == 0 else 0.0, one.signal)


def _name_kind(one: Comparison) -> str:
    if one.verdict != "associated":
        return one.verdict
    higher = one.lost_share is not None and one.won_share is not None and one.lost_share > one.won_share
    return "losing" if (one.lift or 0) > 1 or (one.lift is None and higher) else "winning"


def _make_line(run: Run, one: Comparison) -> dict[str, Any]:
    signal, kind = run.signals[one.signal], _name_kind(one)
    return {
        "signal": one.signal,
        "title": signal.title,
        "question": signal.question,
        "kind": kind,
        "word": _WORDS[kind],
        "lost": _write_side(one.lost_share, one.lost_share_low, one.lost_share_high, one.lost_n),
        "won": _write_side(one.won_share, one.won_share_low, one.won_share_high, one.won_n),
        "lift": say_lift(one),
        "q": "" if one.q is None else _write_q(one.q),
        "asked": one.asked,
        "verdict": say_verdict(one),
        "answered": write_share(one.answered_share),
    }


def _write_side(mid: float | None, low: float | None, high: float | None, n: int) -> dict[str, str]:
    """A share with its interval and n; of few deals the interval alone."""
    if mid is None or low is None or high is None:
        return {"share": "", "interval": "", "n": write_number(n)}
    shown = write_share(mid) if n >= FEWEST else gettext("not enough to tell")
    return {"share": shown, "interval": write_share_range(low, high), "n": write_number(n)}


def _write_q(q: float) -> str:
    """Two figures that count."""
    text = f"{q:.2g}"
    return text if "e" in text else write_number(q, len(text.partition(".")[2]))
