"""What became of deals by the record: how they ended, when, and on which days the buyer spoke."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from assay.asking.ask import Ask, list_ids
from assay.domain.spans import DAY

#: day 0 of the calendar that Python counts in (date.toordinal) is so many days before 1970
EPOCH_DAY = 719_163

#: who has said nothing for so many days is silent, for the ledger: the same on both sides and on any past day
SILENT_DAYS = 30

#: the buyer's words in deal_event `e`, as signals.meaning.find_words has them
WORDS = """
  NOT coalesce(e.is_automated, false) AND (
    (e.direction = 'inbound' AND e.kind IN ('email', 'chat', 'letter', 'call')
      AND e.status NOT IN ('planned', 'moved', 'cancelled'))
    OR (e.kind IN ('meeting', 'call', 'demo') AND e.status IN ('held', 'unknown') AND e.direction <> 'internal'
      AND (e.buyers > 0 OR e.unnamed > 0 OR e.kind <> 'call')))"""


@dataclass(frozen=True)
class Became:
    """outcome: as in moment.  ended: day (date.toordinal) of its close, None while it is open.  value: in the home
    currency.  spoke: days on which the buyer said a word, in order."""

    outcome: str
    ended: int | None
    value: float | None
    spoke: tuple[int, ...]

    @property
    def is_won(self) -> bool:
        return self.outcome == "won"

    def was_silent(self, day: int) -> bool:
        """Whether the buyer had spoken before that day, though not in the last SILENT_DAYS."""
        before = [one for one in self.spoke if one <= day]
        return bool(before) and day - before[-1] >= SILENT_DAYS

    def find_word_after(self, day: int) -> int | None:
        """The first day after it on which the buyer spoke."""
        return next((one for one in self.spoke if one > day), None)


def read_today(ask: Ask) -> int:
    """The day up to which the results know what became of deals (date.toordinal)."""
    ((as_of,),) = ask("SELECT as_of FROM run")
    return int(as_of) // DAY + EPOCH_DAY


def read_became(ask: Ask, deals: Collection[int]) -> dict[int, Became]:
    """Deal -> what became of it; those that the results do not hold are left out."""
    spoke: dict[int, list[int]] = defaultdict(list)
    if not deals:
        return {}
    for deal, day in ask(
        f"""
        SELECT DISTINCT e.deal_id, e.occurred_at // {DAY} + {EPOCH_DAY} AS day FROM deal_event e, run
        WHERE e.deal_id IN ({list_ids(deals)}) AND e.occurred_at <= run.as_of AND {WORDS} ORDER BY 1, 2"""
    ):
        spoke[deal].append(day)
    rows = ask(
        f"""
        SELECT deal_id, outcome, CASE WHEN outcome <> 'open' THEN coalesce(closed_at, ended_at, as_of)
          // {DAY} + {EPOCH_DAY} END, value FROM moment WHERE deal_id IN ({list_ids(deals)})"""
    )
    return {deal: Became(outcome, ended, value, tuple(spoke[deal])) for deal, outcome, ended, value in rows}
