"""The reasons for losing that reps state: missing, empty of meaning, all the same, or filled in long after."""

import duckdb

from assay.domain.spans import DAY
from assay.quality.remark import Remark, count_rows

LATE_DAYS = 30
#: One reason for at least this share of so many stated ones looks like a default.
SAME_SHARE = 0.5
SAME_LEAST = 20

_LOST = "outcome IN ('lost', 'no_decision') AND NOT is_deleted"
_REASON = "lower(trim(loss_reason_stated))"
_EMPTY_WORDS = (
    r"others?|other reason|misc|miscellaneous|unknown|not known|unspecified|none|n/?a|tbd|\?+|-+|sonstiges?|andere|"
    r"anderer grund|unbekannt|autres?|inconnu|otr[oa]s?|desconocido|outr[oa]s?|desconhecido"
)
_SAYS_NOTHING = f"regexp_full_match({_REASON}, '{_EMPTY_WORDS}')"


def check_reasons(connection: duckdb.DuckDBPyConnection) -> list[Remark]:
    """What is wrong with the stated reasons of lost deals."""
    none, of, nothing, stated = count_rows(
        connection,
        f"""SELECT count(*) FILTER (loss_reason_stated IS NULL), count(*),
          count(*) FILTER ({_SAYS_NOTHING}), count(loss_reason_stated) FROM deal WHERE {_LOST}""",
    )
    return [
        Remark(
            "Lost without a stated reason",
            none,
            of,
            "lost deals",
            none,
            "The rep's own account is missing beside what the record says.",
            "Ask for the reason when a deal is closed as lost."
            if none < of
            else "Include the loss reason in the export.",
            "mend" if none < of else "export",
        ),
        Remark(
            "A stated reason that says nothing",
            nothing,
            stated,
            "stated reasons",
            nothing,
            'Such as "other": it was chosen to get on with closing the deal.',
            "Take the empty choices out of the list, and ask for words of the rep's own beside it.",
        ),
        _check_same(connection, stated),
        _check_late(connection),
    ]


def _check_same(connection: duckdb.DuckDBPyConnection, stated: int) -> Remark:
    top = connection.execute(
        f"""SELECT {_REASON}, min(loss_reason_stated), count(*) FROM deal
        WHERE {_LOST} AND loss_reason_stated IS NOT NULL GROUP BY 1 ORDER BY 3 DESC, 1 LIMIT 1"""
    ).fetchall()
    is_same = bool(top) and stated >= SAME_LEAST and top[0][2] >= SAME_SHARE * stated
    count = int(top[0][2]) if is_same else 0
    return Remark(
        "One reason stated for most losses",
        count,
        stated,
        "stated reasons",
        count,
        "A reason that fits most deals may be the polite one, or the first of the list. It is never taken as true.",
        "Nothing to mend for the past. Set what the record says beside it: the file of each deal does.",
        "none",
        (f'"{top[0][1]}"',) if is_same else (),
    )


def _check_late(connection: duckdb.DuckDBPyConnection) -> Remark:
    late, of = count_rows(
        connection,
        f"""WITH stated AS (
          SELECT h.deal_id, min(h.changed_at) AS first_at FROM stage_history h
          WHERE h.field = 'loss_reason' AND h.new_value IS NOT NULL AND NOT h.is_deleted GROUP BY ALL)
        SELECT count(*) FILTER (s.first_at > d.closed_at + {LATE_DAYS * DAY}), count(*)
        FROM stated s JOIN (SELECT * FROM deal WHERE {_LOST}) d ON d.id = s.deal_id WHERE d.closed_at IS NOT NULL""",
    )
    return Remark(
        f"Reason first stated more than {LATE_DAYS} days after the close",
        late,
        of,
        "lost deals with a history of their reason",
        late,
        "It rests on memory, or on somebody who tidied up.",
        "Nothing to mend for the past. Make the reason a required field of the closing stage.",
        "none",
    )
