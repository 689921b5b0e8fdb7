"""Which won deals a lost deal may be set against, in one sentence; or why it is set against none."""

from assay.domain.tongue import mark, say, translate
from assay.reports.deal_file import Comparable
from assay.reports.wording import write_count, write_list, write_number
from assay.runs.floor import FEWEST_COMPARABLE, QUARTERS_APART


def say_comparable(found: Comparable | None) -> str:
    """How many won deals, what they share with it, what is left between them; empty for a deal that was not lost."""
    if found is None:
        return ""
    if found.declined:
        return say("Set against no won deals of its own: {why}.", why=_say_declined(found))
    text = say(
        "Set against {deals} of the same {held}, opened within {span} of it and alive at its age ({days}); {balance}.",
        deals=write_count(found.n_won, "won deal"),
        held=_list_dimensions(found.held),
        span=say("a year") if QUARTERS_APART == 4 else say("{n} quarters", n=QUARTERS_APART),
        days=write_count(found.age_days or 0, "day"),
        balance=_say_balance(found),
    )
    if found.given_up:
        named = _list_dimensions(found.given_up)
        text += " " + say("Too few share its {dimensions} as well, so that is left open.", dimensions=named)
    if found.not_recorded:
        text += " " + say("Not recorded: its {dimensions}.", dimensions=_list_dimensions(found.not_recorded))
    return text


def _list_dimensions(names: str) -> str:
    return write_list([translate(name) for name in names.split(", ")])


def _say_balance(found: Comparable) -> str:
    measured = {mark("amount"): found.size_difference, mark("day of opening"): found.opened_difference}
    apart = {name: abs(value) for name, value in measured.items() if value is not None}
    if not apart:
        return say("nothing else that is measured differs between them")
    worst = max(apart, key=apart.__getitem__)
    return say(
        "balance: in {measure} it lies {n} standard deviations from their mean, the largest difference",
        measure=translate(worst),
        n=write_number(apart[worst], 2),
    )


def _say_declined(found: Comparable) -> str:
    if found.declined == "no_opening":
        return say("the record does not say when it was opened or when it ended")
    if found.declined == "nothing_recorded":
        return say("the record holds neither its size nor its segment, product or channel")
    most = say("none") if not found.n_won else say("at most {n}", n=write_number(found.n_won))
    return say(
        "of those opened about then and alive at its age, {most} share any of what is recorded of it, and fewer than "
        "{fewest} are no group",
        most=most,
        fewest=FEWEST_COMPARABLE,
    )
