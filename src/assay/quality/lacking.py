"""What deals lack for a signal to be asked of them: the parts of a book, and the deals that have none of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import duckdb

from assay.domain.signal import Signal
from assay.runs.baseline import FEWEST

_WRITTEN = "kind IN ('email', 'chat', 'letter')"
_SPOKEN = "kind IN ('meeting', 'call', 'demo') AND status IN ('held', 'unknown') AND direction <> 'internal'"
_EVENT_DEALS = "SELECT DISTINCT deal_id FROM deal_event"
#: Most activities belong to no deal: it is the links that are missing.
_IS_UNLINKED = """(SELECT coalesce(count(*) FILTER (id NOT IN (
    SELECT activity_id FROM activity_deal SEMI JOIN moment USING (deal_id) WHERE NOT activity_deal.is_deleted)
  ) * 2 > count(*), false) FROM activity WHERE NOT is_deleted)"""


@dataclass(frozen=True)
class Part:
    """Something that a book holds and an export may lack.

    words: what it is.  lack: what is said of deals without it.  reads: a signal that reads this table of the book needs
    it.  word: so does one whose text on unknown answers holds this word.  query: SQL giving deal_id and is_lacking, of
    the deals of which it can be said.
    """

    words: str
    lack: str
    query: str
    reads: str = ""
    word: str = ""

    def is_needed_by(self, signal: Signal) -> bool:
        """Whether the signal reads it, by the tables that it names or by its own text."""
        return self.reads in signal.text.reads or bool(self.word and self.word in signal.text.unknown.lower())


def _any(deals: str, condition: str) -> str:
    return f"SELECT deal_id, {condition} AS is_lacking FROM ({deals})"


#: In the order in which one rests on another.
PARTS: Mapping[str, Part] = {
    "event": Part(
        "activities",
        "have no activity",
        _any("SELECT deal_id FROM moment", f"NOT {_IS_UNLINKED} AND deal_id NOT IN ({_EVENT_DEALS})"),
        reads="event",
    ),
    "link": Part(
        "links of activities to deals",
        "have no activity, while most activities that are there belong to no deal",
        _any("SELECT deal_id FROM moment", f"{_IS_UNLINKED} AND deal_id NOT IN ({_EVENT_DEALS})"),
        reads="event",
    ),
    "presence": Part(
        "who took part",
        "have a meeting or call in which nobody is named, or name nobody at all",
        _any(
            "SELECT deal_id FROM moment",
            f"""(deal_id NOT IN (SELECT deal_id FROM deal_presence) OR deal_id IN (
              SELECT deal_id FROM deal_event WHERE {_SPOKEN} AND (buyers = 0 OR unnamed > 0)))""",
        ),
        reads="presence",
    ),
    "title": Part(
        "job titles",
        "met somebody without a job title",
        """SELECT e.deal_id, bool_or(e.rank = 0 AND p.title IS NULL) AS is_lacking FROM deal_presence e
        JOIN person p ON p.id = e.person_id WHERE e.part <> 'cc' GROUP BY ALL""",
        word="titles",
    ),
    "member": Part(
        "roles",
        "have nobody with a role",
        _any(
            "SELECT deal_id FROM moment",
            "deal_id NOT IN (SELECT deal_id FROM deal_person WHERE role <> 'unknown' AND NOT is_deleted)",
        ),
        reads="member",
    ),
    "change": Part(
        "history",
        "have no history of stages or close dates",
        """SELECT m.deal_id, coalesce(h.stages, 0) = 0 OR h.dates = 0 AS is_lacking
        FROM moment m LEFT JOIN (
          SELECT deal_id, count(*) FILTER (field = 'stage') AS stages, count(*) FILTER (field = 'close_date') AS dates
          FROM stage_history WHERE NOT is_deleted GROUP BY ALL) h ON h.deal_id = m.deal_id""",
        reads="change",
    ),
    "message": Part(
        "e-mails",
        "have activities, but no e-mail",
        _any(_EVENT_DEALS, f"deal_id NOT IN (SELECT deal_id FROM deal_event WHERE {_WRITTEN})"),
        word="e-mails",
    ),
    "direction": Part(
        "direction",
        "have messages that do not say which side wrote them",
        f"""SELECT deal_id, bool_or(direction = 'unknown') AS is_lacking FROM deal_event
        WHERE {_WRITTEN} AND NOT is_automated GROUP BY ALL""",
        word="direction",
    ),
    "demo": Part(
        "demos",
        "have activities, and no demo that is told apart from meetings",
        _any(_EVENT_DEALS, "NOT EXISTS (SELECT 1 FROM deal_event WHERE kind = 'demo')"),
        word="demo",
    ),
    "touch": Part(
        "campaign touches",
        "have nobody of whom a campaign touch is known",
        _any("SELECT deal_id FROM moment", "NOT EXISTS (SELECT 1 FROM campaign_touch WHERE NOT is_deleted)"),
        reads="touch",
    ),
    "seat": Part(
        "who of ours took part",
        "have an activity that names nobody of ours",
        _any(
            _EVENT_DEALS,
            """deal_id IN (SELECT deal_id FROM deal_event e WHERE owner_id IS NULL AND direction <> 'internal'
              AND activity_id NOT IN (SELECT activity_id FROM deal_seat))""",
        ),
        reads="seat",
    ),
    "speech": Part(
        "transcripts of calls",
        "have conversations, and no transcript of one",
        _any(
            f"SELECT DISTINCT deal_id FROM deal_event WHERE {_SPOKEN}",
            "deal_id NOT IN (SELECT deal_id FROM deal_speech)",
        ),
        reads="speech",
    ),
    "text": Part(
        "texts of messages",
        "have messages, and the text of none",
        f"""SELECT deal_id, NOT bool_or(coalesce(has_body, false)) AS is_lacking FROM deal_event
        WHERE {_WRITTEN} GROUP BY ALL""",
        reads="question",
    ),
    "attachment": Part(
        "attachments",
        "have messages that do not tell whether something was attached",
        f"""SELECT deal_id, bool_or(has_attachment IS NULL) AS is_lacking FROM deal_event
        WHERE {_WRITTEN} AND direction = 'outbound' GROUP BY ALL""",
        word="attach",
    ),
    "rival": Part(
        "competitors",
        "have no competitor on record",
        _any("SELECT deal_id FROM moment", "deal_id NOT IN (SELECT deal_id FROM deal_competitor WHERE NOT is_deleted)"),
        reads="rival",
    ),
    "turnover": Part(
        "changes of people",
        "belong to an account at which no change of people is on record",
        """SELECT d.id AS deal_id, d.account_id NOT IN (
          SELECT account_id FROM person_change WHERE account_id IS NOT NULL AND change <> 'recorded' AND NOT is_deleted
        ) AS is_lacking FROM deal d JOIN moment ON d.id = moment.deal_id WHERE d.account_id IS NOT NULL""",
        reads="turnover",
    ),
    "demand": Part(
        "required fields",
        "went through stages of which nobody says what should be filled by then",
        _any("SELECT deal_id FROM moment", "NOT EXISTS (SELECT 1 FROM stage_requirement WHERE NOT is_deleted)"),
        reads="demand",
    ),
    "debrief": Part(
        "debriefs",
        "have no debrief on record, announced or held",
        _any("SELECT deal_id FROM moment", "deal_id NOT IN (SELECT deal_id FROM debrief WHERE NOT is_deleted)"),
        reads="debrief",
    ),
    "baseline": Part(
        "won deals",
        f"cannot be set beside won deals: fewer than {FEWEST} are there to learn from",
        _any("SELECT deal_id FROM moment", f"(SELECT count(*) FROM moment WHERE outcome = 'won') < {FEWEST}"),
        reads="baseline",
    ),
}


def find_lacking(connection: duckdb.DuckDBPyConnection, signals: Iterable[Signal]) -> None:
    """Make the tables `lacking` (deal_id, part, is_lacking) and `unanswered` (signal, deal_id, part).

    `unanswered` has a row for each deal that a signal could not answer and each part that it needs and the deal lacks;
    part is NULL where the deal lacks none.
    """
    rows = " UNION ALL ".join(
        f"SELECT deal_id, '{name}' AS part, is_lacking FROM ({part.query})" for name, part in PARTS.items()
    )
    connection.execute(f"CREATE OR REPLACE TEMP TABLE lacking AS {rows}")
    needs = [(signal.name, name) for signal in signals for name, part in PARTS.items() if part.is_needed_by(signal)]
    connection.execute("CREATE OR REPLACE TEMP TABLE need (signal VARCHAR, part VARCHAR)")
    if needs:
        connection.executemany("INSERT INTO need VALUES (?, ?)", needs)
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE unanswered AS
        WITH open_question AS (SELECT signal, deal_id FROM answer WHERE answer = 'unknown'),
        lacks AS (
          SELECT q.signal, q.deal_id, n.part FROM open_question q JOIN need n USING (signal)
          JOIN lacking l ON l.deal_id = q.deal_id AND l.part = n.part AND l.is_lacking)
        FROM lacks UNION ALL SELECT signal, deal_id, NULL FROM open_question ANTI JOIN lacks USING (signal, deal_id)"""
    )
