"""Words of many deals, looked at on certain days: how long each had been silent then, and whether it spoke again."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assay.stats.silence import Quiet

Whole = NDArray[np.int64]
Flag = NDArray[np.bool_]
Number = NDArray[np.float64]

#: the days that end with the last word in which its late pace is read: four weeks
_LATE = 28

#: a day number fits below this, so that deal and day make one number that sorts as the pair does
_DAYS = 1 << 20


@dataclass(frozen=True)
class Spoken:
    """Days on which buyers spoke, each once, in the order of deal and day.

    deal: (n,) numbers from 0, one a deal.  day: (n,) number since 1970-01-01.
    """

    deal: Whole
    day: Whole

    @staticmethod
    def of(deal: Whole, day: Whole) -> "Spoken":
        """From words in any order, several a day."""
        pair = np.unique(deal * _DAYS + day)
        return Spoken(pair // _DAYS, pair % _DAYS)

    def count_until(self, deal: Whole, day: Whole) -> Whole:
        """How many entries lie before or at each (deal, day)."""
        pair = self.deal * _DAYS + self.day
        return np.asarray(np.searchsorted(pair, deal * _DAYS + np.clip(day, -1, _DAYS - 1), "right"), dtype=np.int64)

    def measure(self, deal: Whole, day: Whole, opened: Whole) -> tuple[Quiet, Flag]:
        """The silence of each deal at the end of each day, and which rows have one: there was a word by then.

        deal, day, opened: (rows,), opened the day number on which the deal began. The silences are of those rows alone.
        """
        first, past = self.count_until(deal, np.full(len(deal), -1)), self.count_until(deal, day)
        any_word = past > first
        first, past, deal, day = first[any_word], past[any_word], deal[any_word], day[any_word]
        last_day = self.day[past - 1]
        quiet = Quiet(
            words=(past - first).astype(np.float64),
            last=(last_day - self.day[first]).astype(np.float64),
            recent=(past - self.count_until(deal, last_day - _LATE)).astype(np.float64),
            silent=(day - last_day).astype(np.float64),
            last_day=last_day,
            age=(day - opened[any_word]).astype(np.float64),
        )
        return quiet, any_word

    def speaks_within(self, deal: Whole, day: Whole, horizon: int) -> Flag:
        """Whether each deal speaks after the day, and no later than `horizon` days after it."""
        return np.asarray(self.count_until(deal, day + horizon) > self.count_until(deal, day))

    def list_pauses(self, deals: Whole) -> tuple[Number, Number, Number]:
        """Of each pause of the deals that ended: words after the first until it, days from first to last, its days."""
        place = np.arange(len(self.deal))
        first = self.count_until(self.deal, np.full(len(self.deal), -1))
        after = np.flatnonzero((place > first) & np.isin(self.deal, deals))
        before, first = after - 1, first[after]
        words, last, pause = before - first, self.day[before] - self.day[first], self.day[after] - self.day[before]
        return words.astype(np.float64), last.astype(np.float64), pause.astype(np.float64)
