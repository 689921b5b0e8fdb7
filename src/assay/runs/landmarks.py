"""Deals laid out at equal ages, so that lost and won ones can be set beside each other."""

from collections.abc import Iterator, Sequence

from assay.domain.outcome import COMPARED
from assay.domain.spans import DAY, GRACE
from assay.runs.cutting import Cutter, PartLoader
from assay.runs.parts import PART, PART_ROWS, Part
from assay.store.quoting import quote_text

#: deals at the ages at hand: deal_id, which tells the ages of one deal apart; record_id; age_days; as_of
AGED = "part_aged"

_COMPARED = "part_compared"


def cut_ages(cutter: Cutter, loader: PartLoader, part: Part, ages: Sequence[int]) -> Iterator[str]:
    """Cut the deals of the part at each age that they lived to; gives the name of each cut, with the book made.

    Deals few enough are cut at all ages at once: asking takes its time for each cut, however few they are.
    """
    engine = cutter.engine
    if part.rows * len(ages) <= PART_ROWS:
        engine.make(_COMPARED, _select_compared())
        engine.make(AGED, _number_deals(" UNION ALL ".join(_select_alive(age) for age in ages)))
        loader.load(AGED)
        if _cut(cutter):
            yield "at all ages"
        return
    engine.make(_COMPARED, _select_compared())
    loader.load(_COMPARED)
    for age in ages:
        engine.make(AGED, f"SELECT record_id AS deal_id, * FROM ({_select_alive(age)}) AS alive")
        if not _cut(cutter):
            return  # nobody lived to this age, nor to the next
        yield f"at {age} days"


def _cut(cutter: Cutter) -> bool:
    if not cutter.engine.rows(f"SELECT deal_id FROM {AGED} LIMIT 1"):
        return False
    clocks = "as_of, as_of AS known_by, false AS may_snapshot, true AS is_open"
    cutter.cut(f"SELECT deal_id, record_id, {clocks} FROM {AGED}")
    return True


def _select_compared() -> str:
    """Deals that were to be won or lost. Batch closings are not compared, since their date says nothing."""
    outcomes = ", ".join(map(quote_text, COMPARED))
    return f"""SELECT deal_id, deal_id AS record_id, opened_at, last_word_at, closed_at
        FROM {PART} WHERE outcome IN ({outcomes}) AND NOT closed_in_batch"""


def _select_alive(age: int) -> str:
    """Those that still lived at that age.

    Won and lost deals alike are looked at up to the buyer's last word and the days of grace: were won deals followed to
    their close, the quiet before it would be counted on their side alone.
    """
    then = f"opened_at + {age * DAY}"
    return f"""SELECT record_id, CAST({age} AS BIGINT) AS age_days, {then} AS as_of
        FROM {_COMPARED} WHERE least(last_word_at + {GRACE}, closed_at) > {then}"""


def _number_deals(aged: str) -> str:
    number = "CAST(row_number() OVER (ORDER BY record_id, age_days) AS BIGINT)"
    return f"SELECT {number} AS deal_id, record_id, age_days, as_of FROM ({aged}) AS alive"
