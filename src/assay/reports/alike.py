"""Which won deals a lost deal may be set against, in one sentence; or why it is set against none."""

from assay.reports.deal_file import Comparable
from assay.reports.wording import write_count, write_list
from assay.runs.floor import FEWEST_COMPARABLE, QUARTERS_APART


def say_comparable(found: Comparable | None) -> str:
    """How many won deals, what they share with it, what is left between them; empty for a deal that was not lost."""
    if found is None:
        return ""
    if found.declined:
        return f"Set against no won deals of its own: {_say_declined(found)}."
    years = "a year" if QUARTERS_APART == 4 else f"{QUARTERS_APART} quarters"
    text = (
        f"Set against {write_count(found.n_won, 'won deal')} of the same {write_list(found.held.split(', '))}, opened "
        f"within {years} of it and alive at its age ({write_count(found.age_days or 0, 'day')}); "
        f"{_say_balance(found)}."
    )
    if found.given_up:
        text += f" Too few share its {write_list(found.given_up.split(', '))} as well, so that is left open."
    if found.not_recorded:
        text += f" Not recorded: its {write_list(found.not_recorded.split(', '))}."
    return text


def _say_balance(found: Comparable) -> str:
    measured = {"amount": found.size_difference, "day of opening": found.opened_difference}
    apart = {name: abs(value) for name, value in measured.items() if value is not None}
    if not apart:
        return "nothing else that is measured differs between them"
    worst = max(apart, key=apart.__getitem__)
    return f"balance: in {worst} it lies {apart[worst]:.2f} standard deviations from their mean, the largest difference"


def _say_declined(found: Comparable) -> str:
    if found.declined == "no_opening":
        return "the record does not say when it was opened or when it ended"
    if found.declined == "nothing_recorded":
        return "the record holds neither its size nor its segment, product or channel"
    most = "none" if not found.n_won else f"at most {found.n_won:,}"
    return (
        f"of those opened about then and alive at its age, {most} share any of what is recorded of it, "
        f"and fewer than {FEWEST_COMPARABLE} are no group"
    )
