"""The signals in deal-weeks: what each answered at the last age at which it was asked, by what was known then."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from assay.domain.spans import AGES
from assay.runs.concluding.drivers.weighing import Presence
from assay.runs.concluding.part import Work
from assay.runs.deal_weeks import DealWeeks

#: days from the last age on for which its answer counts: as long as the gap before it
_LAST = 2 * AGES[-1] - AGES[-2]

_UNKNOWN, _CLEAR, _HIT = -1, 0, 1

_ASKED = "SELECT DISTINCT signal FROM landmark ORDER BY signal"

_ANSWERS = """SELECT place, age_days, answer = 'hit' AS is_hit FROM landmark JOIN work_followed USING (deal_id)
WHERE signal = ? AND answer <> 'unknown'"""


def list_signals(work: Work, weeks: DealWeeks) -> Iterator[tuple[str, Presence]]:
    """Each signal that was asked at equal ages, where it could be told of deals that ended."""
    schema = {"deal_id": "int64", "place": "int64"}
    work.gathering.local.put("work_followed", schema, list(enumerate_deals(weeks)))
    age = np.searchsorted(AGES, weeks.week * 7, side="right") - 1
    rows = np.flatnonzero((age >= 0) & (weeks.week * 7 < _LAST))
    cell = weeks.deal[rows] * len(AGES) + age[rows]
    for (signal,) in work.gathering.rows(_ASKED):
        answer = _read_answers(work, str(signal), len(weeks.opened))[cell]
        told = answer != _UNKNOWN
        yield str(signal), Presence(rows[told], (answer[told] == _HIT).astype(np.float64))


def enumerate_deals(weeks: DealWeeks) -> Iterator[tuple[int, int]]:
    """The key of each deal with its place among them."""
    return ((int(deal), place) for place, deal in enumerate(weeks.deal_id))


def _read_answers(work: Work, signal: str, deals: int) -> NDArray[np.int8]:
    """(deals * ages,) what it answered at each age of each deal."""
    found = work.gathering.local.connection.execute(_ANSWERS, [signal]).fetchnumpy()
    answers = np.full(deals * len(AGES), _UNKNOWN, dtype=np.int8)
    at = np.searchsorted(AGES, np.asarray(found["age_days"], dtype=np.int64))
    place = np.asarray(found["place"], dtype=np.int64) * len(AGES) + at
    answers[place] = np.where(np.asarray(found["is_hit"], dtype=bool), _HIT, _CLEAR)
    return answers
