"""How numbers, days and money are written; every page and the terminal write them through here."""

from datetime import UTC, date, datetime

from assay.domain.spans import DAY
from assay.domain.tongue import find_tongue, mark, mark_counted, say, say_counted, translate

OUTCOMES = {
    "open": mark("open"),
    "won": mark("won"),
    "lost": mark("lost"),
    "no_decision": mark("no decision"),
    "disqualified": mark("disqualified"),
    "unknown": mark("outcome unknown"),
}

#: what is counted by `write_count` on pages that speak several languages
COUNTED = (
    mark_counted("{n} activity", "{n} activities"),
    mark_counted("{n} answer", "{n} answers"),
    mark_counted("{n} buyer", "{n} buyers"),
    mark_counted("{n} closed deal", "{n} closed deals"),
    mark_counted("{n} coded passage", "{n} coded passages"),
    mark_counted("{n} contact", "{n} contacts"),
    mark_counted("{n} conversation", "{n} conversations"),
    mark_counted("{n} conversation or message", "{n} conversations or messages"),
    mark_counted("{n} ended deal", "{n} ended deals"),
    mark_counted("{n} event", "{n} events"),
    mark_counted("{n} lost deal", "{n} lost deals"),
    mark_counted("{n} message", "{n} messages"),
    mark_counted("{n} more closed deal", "{n} more closed deals"),
    mark_counted("{n} passage", "{n} passages"),
    mark_counted("{n} question", "{n} questions"),
    mark_counted("{n} call", "{n} calls"),
    mark_counted("{n} change", "{n} changes"),
    mark_counted("{n} deal", "{n} deals"),
    mark_counted("{n} demo", "{n} demos"),
    mark_counted("{n} meeting", "{n} meetings"),
    mark_counted("{n} row", "{n} rows"),
    mark_counted("{n} silence", "{n} silences"),
    mark_counted("{n} time", "{n} times"),
    mark_counted("{n} transcribed call", "{n} transcribed calls"),
    mark_counted("{n} won deal", "{n} won deals"),
    mark_counted("{n} word", "{n} words"),
)

#: codes of roles, parts, fields and kinds as words, which `write_words` says
WORDS = (
    *(mark("decision maker"), mark("economic buyer"), mark("champion"), mark("influencer"), mark("evaluator")),
    *(mark("blocker"), mark("procurement"), mark("legal"), mark("user"), mark("unknown"), mark("other")),
    *(mark("incumbent"), mark("present"), mark("won"), mark("lost"), mark("stage"), mark("amount"), mark("owner")),
    *(mark("probability"), mark("discount"), mark("segment"), mark("product"), mark("source channel")),
    *(mark("sent"), mark("opened"), mark("clicked"), mark("responded"), mark("attended"), mark("registered")),
)

#: the space that keeps a number and its unit on one line
_TIE = "\u00a0"


def write_day(moment: int | None) -> str:
    """`moment` (epoch seconds UTC) as "3 Mar 2025"; an empty text for None."""
    if moment is None:
        return ""
    return write_date(datetime.fromtimestamp(moment, UTC).date())


def write_date(day: date | None) -> str:
    """A pure date as "3 Mar 2025"; an empty text for None."""
    return find_tongue().day(day).replace(" ", _TIE) if day else ""


def write_hour(moment: int | None) -> str:
    """The time of day (UTC) as "14:30"; empty at midnight, which is what a source without times gives."""
    if moment is None or moment % DAY == 0:
        return ""
    return f"{datetime.fromtimestamp(moment, UTC):%H:%M}"


def write_number(value: float, decimals: int = 0) -> str:
    """A number with thousands apart: 12,345 or 1.8."""
    return find_tongue().number(value, decimals)


def write_count(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 deal", "12 deals"."""
    return say_counted(f"{{n}} {one}", f"{{n}} {many or one + 's'}", count).replace(" ", _TIE, 1)


def write_share(share: float | None) -> str:
    """A share of 0 to 1 as "42 %"; one decimal below 10 %, so that small shares do not read as none."""
    if share is None:
        return say("not known")
    percent = share * 100
    return f"{write_number(percent, 0 if percent >= 10 or percent == 0 else 1)}{_TIE}%"


def write_share_range(low: float | None, high: float | None) -> str:
    """A 95 % interval of a share: "31 to 54 %"."""
    if low is None or high is None:
        return say("interval not known")
    return say("{low} to {high}", low=f"{low * 100:.0f}", high=f"{high * 100:.0f}{_TIE}%")


def write_money(amount: float | None, currency: str | None) -> str:
    """An amount as "EUR 48,000"; cents only where there are some."""
    if amount is None:
        return ""
    decimals = 0 if amount == int(amount) else 2
    text = write_number(amount, decimals)
    return f"{currency}{_TIE}{text}" if currency else text


def write_large_money(amount: float, currency: str | None) -> str:
    """A sum in three figures at most: "EUR 1.42 m", "EUR 380 k"."""
    for size, unit in ((1e9, mark("bn")), (1e6, mark("m")), (1e3, mark("k"))):
        if abs(amount) >= size:
            text = f"{amount / size:.3g}"
            figures = f"{write_number(float(text), len(text.partition('.')[2]))}{_TIE}{translate(unit)}"
            return f"{currency}{_TIE}{figures}" if currency else figures
    return write_money(round(amount), currency)


def write_outcome(outcome: str) -> str:
    """The outcome as a person says it."""
    return translate(OUTCOMES.get(outcome, outcome))


def write_words(code: str) -> str:
    """A code such as economic_buyer as words."""
    return translate(code.replace("_", " "))


def write_list(names: list[str], limit: int = 6) -> str:
    """Names as "A, B and C"; beyond `limit` the rest is counted."""
    if len(names) > limit:
        rest = len(names) - limit + 1
        names = [*names[: limit - 1], say_counted("{n} other", "{n} others", rest)]
    if len(names) < 2:
        return "".join(names)
    return say("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def cut_text(text: str | None, limit: int) -> str:
    """One line of at most `limit` characters, cut at a word where it can be."""
    line = " ".join((text or "").split())
    if len(line) <= limit:
        return line
    head = line[: limit - 1]
    if " " in head[limit // 2 :]:
        head = head[: head.rindex(" ")]
    return head.rstrip(" ,;.") + "…"
