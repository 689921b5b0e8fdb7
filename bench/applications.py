"""A bank's loan applications, read as deals: when each was open, and when the applicant spoke.

The log of the BPI Challenge 2012 (van Dongen 2012): a Dutch bank, applications from October 2011 to February 2012,
seen until mid-March. An event counts as the applicant's word where they acted or were talked to:

- A_SUBMITTED: they handed the application in.
- O_SENT_BACK: they returned the signed offer.
- work on the file that is a call to them, held for at least `held` seconds: completing the application (W_Completeren
  aanvraag), asking after an offer (W_Nabellen offertes) or after missing papers (W_Nabellen incomplete dossiers), from
  START to COMPLETE. A call that nobody answers is over within a minute and a note; what takes three minutes was most
  likely a talk. The log does not say who picked up, so that this is a guess, and the figures are given without the
  calls as well.

All else is the bank's: A_DECLINED, A_APPROVED, O_CREATED, O_SENT, an O_CANCELLED that makes room for the next offer.
An application ends won with A_APPROVED, and otherwise with A_DECLINED or A_CANCELLED; the bank itself cancels those
that stay silent for long.
"""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]

LOG = Path(__file__).parents[1].parent / "shared" / "data" / "bpi2012" / "bpic2012.parquet"

_EVENTS = """
    CREATE TABLE event AS SELECT "case:concept:name"::BIGINT AS application, "concept:name" AS act,
        "lifecycle:transition" AS step, epoch("time:timestamp") AS seen_at, epoch("case:REG_DATE") AS registered
    FROM read_parquet(?)
"""
_WORDS = """
    WITH work AS (
        SELECT application, act, step, seen_at, lead(seen_at) OVER told AS next_at, lead(step) OVER told AS next_step
        FROM event WHERE step IN ('START', 'COMPLETE')
          AND act IN ('W_Completeren aanvraag', 'W_Nabellen offertes', 'W_Nabellen incomplete dossiers')
        WINDOW told AS (PARTITION BY application, act ORDER BY seen_at, step DESC))
    SELECT application, (seen_at // 86400)::BIGINT AS day FROM event WHERE act IN ('A_SUBMITTED', 'O_SENT_BACK')
    UNION
    SELECT application, (seen_at // 86400)::BIGINT FROM work
    WHERE ? AND step = 'START' AND next_step = 'COMPLETE' AND next_at - seen_at >= ?
    ORDER BY ALL
"""
_LIVES = """
    SELECT application, (min(registered) // 86400)::BIGINT AS opened,
        coalesce(min(seen_at) FILTER (act IN ('A_APPROVED', 'A_DECLINED', 'A_CANCELLED')) // 86400, 99999)::BIGINT
            AS ended,
        bool_or(act = 'A_APPROVED') AS won,
        coalesce(min(seen_at) FILTER (act = 'O_SENT') // 86400, 99999)::BIGINT AS offered
    FROM event GROUP BY application ORDER BY application
"""


@dataclass(frozen=True)
class Applications:
    """word_of, word_day: (words,).  opened, ended, offered: (n,) day numbers since 1970-01-01, 99999 for never.

    word_of: place of the application in the other arrays.  seen_until: the last whole day of the log.
    """

    word_of: Whole
    word_day: Whole
    opened: Whole
    ended: Whole
    won: NDArray[np.bool_]
    offered: Whole
    seen_until: int


def read_applications(log: Path = LOG, *, calls: bool = True, held: int = 180) -> Applications:
    """The applications of the log.  calls: whether calls of at least `held` seconds are words."""
    connection = duckdb.connect()
    connection.execute("SET TimeZone = 'UTC'")
    connection.execute(_EVENTS, [str(log)])
    words = connection.execute(_WORDS, [calls, held]).fetchnumpy()
    lives = connection.execute(_LIVES).fetchnumpy()
    ((last,),) = connection.execute("SELECT max(seen_at) // 86400 FROM event").fetchall()
    return Applications(
        word_of=np.searchsorted(lives["application"], words["application"]).astype(np.int64),
        word_day=np.asarray(words["day"], dtype=np.int64),
        opened=np.asarray(lives["opened"], dtype=np.int64),
        ended=np.asarray(lives["ended"], dtype=np.int64),
        won=np.asarray(lives["won"], dtype=np.bool_),
        offered=np.asarray(lives["offered"], dtype=np.int64),
        seen_until=int(last) - 1,
    )
