"""The charts of shares of losses, each with its numbers, made from the results."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

from assay.domain.tongue import mark, say, translate
from assay.reports.charts import Chart, Numbers, draw_chart
from assay.reports.narrowing_drawing import MOST_QUARTERS, draw_narrowing
from assay.reports.shares.drawings import draw_curves, draw_shares
from assay.reports.shares.reading import GapLine, HeadlineLine, ShareLine, SharesFile
from assay.reports.wording import write_number, write_share, write_share_range

#: how far shares of what sellers state are off at any number of losses: found by simulation of a sales process
SIMULATED_ERROR = 0.10
#: drivers that are drawn; all are in the numbers of the file
_MOST_DRAWN = 10
_MOST_HEADLINES = 3
_Z = 1.96

#: names of kinds of loss, of gaps, and of bases, as charts say them
KINDS = {
    "neglect": mark("neglect by us"),
    "offer": mark("what we offer"),
    "indecision": mark("indecision of the buyer"),
    "competition": mark("competition"),
    "circumstance": mark("circumstances of the buyer"),
    "cannot_tell": mark("cannot be told"),
}
GAPS = {
    "all": mark("all of it"),
    "part": mark("part of it"),
    "none": mark("none of it"),
    "not_asked": mark("named nothing"),
}
NAMERS = {"rep": mark("rep"), "buyer": mark("buyer, where asked")}
BASES = {
    "audited": mark("what audits found"),
    "stated": mark("what people stated"),
    "record": mark("what the record says"),
}
OUTCOMES = {"": mark("all losses"), "lost": mark("lost"), "no_decision": mark("no decision")}
_AUDITS = mark("audits")
_COLUMNS = {"share": "share", "low": "share", "high": "share", "losses": "count", "rests_on": "count"}
SAMPLING, FLOOR_NAME = mark("chance of which losses"), mark("reasons named wrongly")
AUDITED = mark("with audits of 4 %")


@dataclass(frozen=True)
class Drawn:
    """A chart and the part of the page that it belongs to."""

    part: str
    numbers: Numbers
    chart: Chart


def draw_all(file: SharesFile, names: Mapping[str, str]) -> Iterator[Drawn]:
    """The charts that there is enough for. names: code of a driver or a group -> its name."""
    if file.drivers:
        yield _draw_drivers(file, names)
    if file.main:
        yield _draw_lines("main-drivers", say("The main driver of losses"), file.main, names)
    if file.split and not file.untold:
        # of few that are told each kind is as rare as the record is silent: that is no share of losses
        yield _draw_split(file)
    yield from _draw_gap(file)
    for headline, title, words in (
        ("driver", say("The largest drivers, quarter by quarter"), names),
        ("split", say("How losses came about, quarter by quarter"), KINDS),
        ("gap", say("How much of it the rep named, quarter by quarter"), GAPS),
    ):
        lines = [one for one in file.headlines if one.headline == headline]
        if len({one.until for one in lines}) > 1:
            yield _draw_narrowing(headline, title, lines, words)
    if file.losses:
        yield _draw_curves(file)


def _draw_drivers(file: SharesFile, names: Mapping[str, str]) -> Drawn:
    best = "audited" if file.audited else "stated"
    first = [one.name for one in file.drivers if one.basis == best and one.estimate > 0][:_MOST_DRAWN]
    lines = [one for one in file.drivers if one.name in first]
    lines.sort(key=lambda one: (first.index(one.name), one.basis))
    title = say("In which share of losses each driver had a part")
    return _draw_lines("shares-of-losses", title, lines, names)


def _draw_lines(anchor: str, title: str, lines: Sequence[ShareLine], names: Mapping[str, str]) -> Drawn:
    lines = [one for one in lines if one.estimate > 0][: 2 * _MOST_DRAWN]
    kinds = [name for basis, name in BASES.items() if any(one.basis == basis for one in lines)]
    columns = {"name": "text", "rests_upon": "word", **_COLUMNS}
    rows = tuple(
        (names.get(one.name, one.name), BASES[one.basis], one.estimate, one.low, one.high, one.losses, one.rests_on)
        for one in lines
    )
    shown = list(dict.fromkeys(str(row[0]) for row in rows))
    numbers = Numbers(anchor, columns, rows)
    about = "; ".join(_say_base(lines, basis) for basis in BASES if any(one.basis == basis for one in lines))
    about += ". " + say("Lines are 95\u00a0% intervals.") + " "
    if anchor == "main-drivers":
        about += say("Each loss has one main driver at most.")
    else:
        about += say("A loss has several drivers, so that shares add up to more than 100\u00a0%.")
    alt = say("{n} drivers, each with its share of losses and a 95\u00a0% interval.", n=len(shown))
    return Drawn(
        "shares",
        numbers,
        draw_chart(numbers, draw_shares(shown, "rests_upon", kinds), title=title, about=about, alt=alt),
    )


def _say_base(lines: Sequence[ShareLine], basis: str) -> str:
    some = [one for one in lines if one.basis == basis]
    rests, losses = max(one.rests_on for one in some), max(one.losses for one in some)
    told = {"n": write_number(rests), "losses": write_number(losses)}
    said = {
        "audited": say("{n} audited of {losses} losses of the quarters drawn from", **told),
        "stated": say("{n} of {losses} losses of which somebody said why", **told),
        "record": say("{losses} losses by the record alone", **told),
    }
    return said[basis]


def _draw_split(file: SharesFile) -> Drawn:
    kinds = [name for name in OUTCOMES.values() if any(OUTCOMES[one.outcome] == name for one in file.split)]
    order = [one for one in file.split if one.outcome == ""] or list(file.split)
    shown = list(dict.fromkeys(KINDS[one.share.name] for one in order))
    rows = tuple(
        (
            KINDS[one.share.name],
            OUTCOMES[one.outcome],
            BASES[one.share.basis],
            *(one.share.estimate, one.share.low, one.share.high, one.share.losses, one.share.rests_on),
        )
        for one in sorted(file.split, key=lambda one: (shown.index(KINDS[one.share.name]), one.outcome))
    )
    numbers = Numbers(
        "how-losses-came-about", {"name": "word", "outcome": "word", "rests_upon": "word", **_COLUMNS}, rows
    )
    bases = {one.share.basis for one in file.split}
    about = "; ".join(
        _say_base([one.share for one in file.split if one.outcome == ""], basis) for basis in sorted(bases)
    )
    about += ". " + say("One kind for each loss, by its main driver; lines are 95\u00a0% intervals of chance alone.")
    alt = say(
        "{n} kinds of loss, each with its share and interval, for lost deals and those without a decision.",
        n=len(shown),
    )
    spec = draw_shares(shown, "outcome", kinds)
    return Drawn("split", numbers, draw_chart(numbers, spec, title=say("How losses came about"), about=about, alt=alt))


def _draw_gap(file: SharesFile) -> Iterator[Drawn]:
    for whats, anchor, title, words in (
        (("gap",), "truth-gap", say("How much of it the rep named"), GAPS),
        (("rep", "buyer"), "main-driver-named", say("Who named the main driver"), NAMERS),
    ):
        by_word = {one.share.name or one.what: one for one in file.gap if one.what in whats}
        lines = [(words[key], by_word[key]) for key in words if key in by_word]
        if not lines:
            continue
        rows = tuple((word, _AUDITS, *_lay(one.share)) for word, one in lines)
        numbers = Numbers(anchor, {"name": "word", "rests_upon": "word", **_COLUMNS}, rows)
        about = _say_audits([one for _, one in lines]) + ". " + say("Lines are 95\u00a0% intervals.")
        spec, alt = draw_shares([word for word, _ in lines], "rests_upon", [_AUDITS]), say("{n} shares.", n=len(rows))
        yield Drawn("gap", numbers, draw_chart(numbers, spec, title=title, about=about, alt=alt))


def _say_audits(lines: Sequence[GapLine]) -> str:
    said = say("{n} audited losses", n=write_number(max(one.share.rests_on for one in lines)))
    told = next((one for one in lines if one.accuracy), None)
    if told is None or told.accuracy is None:
        return said
    mid, low, high = told.accuracy
    return say(
        "{said}; auditors name the main driver right in {share} of losses ({range}, {twice} judged twice), which is "
        "allowed for",
        said=said,
        share=write_share(mid),
        range=write_share_range(low, high),
        twice=write_number(told.audited_twice),
    )


def _lay(one: ShareLine) -> tuple[float, float, float, int, int]:
    return one.estimate, one.low, one.high, one.losses, one.rests_on


def _draw_narrowing(headline: str, title: str, lines: Sequence[HeadlineLine], names: Mapping[str, str]) -> Drawn:
    last = max(one.until for one in lines)
    first = [one.share.name for one in lines if one.until == last][:_MOST_HEADLINES]
    ends = sorted({one.until for one in lines})[-MOST_QUARTERS:]
    kept = [one for one in lines if one.until in ends and one.share.name in first]
    kept.sort(key=lambda one: (one.until, first.index(one.share.name)))
    rows = tuple((names.get(one.share.name, one.share.name), one.quarter, *_lay(one.share)) for one in kept)
    named = "text" if headline == "driver" else "word"
    numbers = Numbers(f"narrowing-{headline}", {"name": named, "quarter": "text", **_COLUMNS}, rows)
    about = say(
        "By {basis}; only losses that had ended, and audits that were finished, by the end of "
        "each quarter. The last quarter is as far as the record tells. Lines are 95\u00a0% intervals.",
        basis=translate(BASES[kept[-1].share.basis]),
    )
    shown = [names.get(name, name) for name in first]
    spec = draw_narrowing(shown, say("share of losses"))
    alt = say("{n} headlines over {quarters} quarters, each with its interval.", n=len(shown), quarters=len(ends))
    return Drawn("narrowing", numbers, draw_chart(numbers, spec, title=title, about=about, alt=alt))


def measure_error(file: SharesFile) -> float | None:
    """How far what people stated is from what audits found, on average over drivers; None without audits."""
    stated = {one.name: one.estimate for one in file.drivers if one.basis == "stated"}
    pairs = [(one.estimate, stated[one.name]) for one in file.drivers if one.basis == "audited" and one.name in stated]
    pairs = [pair for pair in pairs if max(pair) > 0]
    return sum(abs(a - b) for a, b in pairs) / len(pairs) if pairs else None


def _draw_curves(file: SharesFile) -> Drawn:
    floor, share = measure_error(file) or SIMULATED_ERROR, 0.3
    counts = sorted({*(round(100 * 10 ** (step / 4)) for step in range(11)), max(file.losses, 30)})
    rows: list[tuple[str, int, float]] = []
    for n in counts:
        audits = min(n, max(ceil(0.04 * n), 30))
        rows.append((SAMPLING, n, _Z * sqrt(share * (1 - share) / n)))
        rows.append((FLOOR_NAME, n, floor))
        rows.append((AUDITED, n, _Z * sqrt(share * (1 - share) / audits)))
    numbers = Numbers("two-curves", {"way": "word", "losses": "count", "off_by": "share"}, tuple(sorted(rows)))
    source = (
        say("measured here, as the mean distance of what people stated from what audits found")
        if measure_error(file)
        else say("as simulated, since nothing is audited here yet")
    )
    about = say(
        "For a share of 30\u00a0%, with 95\u00a0% certainty. The floor of {floor} is {source}: more losses do not "
        "lower it, audits do. Audits are 4\u00a0% of losses, at least 30. This page speaks of {losses} losses.",
        floor=write_share(round(floor, 2)),
        source=source,
        losses=write_number(file.losses),
    )
    alt = say(
        "Three lines over the number of losses: chance falls, the floor from wrong reasons stays, audits fall with it."
    )
    spec = draw_curves([SAMPLING, FLOOR_NAME, AUDITED])
    title = say("Why more losses alone do not help")
    return Drawn("narrowing", numbers, draw_chart(numbers, spec, title=title, about=about, alt=alt))
