"""Reads coded passages of the chosen deals: counts by party, theme and voice, and quotes of deals that may be opened.

A party is us, a competitor, or whoever a passage leaves without a name. A voice is the buyer's own words, or what reps,
peers and managers report in notes, reasons and debriefs; what our side says to buyers, in calls and e-mails, tells
of no buyer and plays no part. Nor do passages that were not coded, and second opinions. Praise counts, though it
gives no reason.
"""

from dataclasses import dataclass

import duckdb

from assay.tables.mention import IS_PRAISE, OPEN_MENTION, OWN

#: whose words they are
VOICES = ("buyer", "reported")

_SAID = f"""
SELECT m.deal_id, m.theme, m.polarity, m.quote, m.occurred_at, m.side, m.origin, m.coder, m.confidence,
  coalesce(m.driver, '') AS driver, m.language, m."table", m.row_id, m.start, o.is_hidden,
  CASE WHEN m.side = 'buyer' THEN 'buyer'
    WHEN m.side IN ('rep', 'peer', 'manager') THEN CASE WHEN m.origin IN ('email', 'transcript') THEN 'ours'
      ELSE 'reported' END END AS voice,
  CASE WHEN m.about = 'us' THEN 'us'
    WHEN m.competitor_id IS NOT NULL AND m.about IN ('competitor', 'incumbent')
      THEN 'c' || first_value(m.competitor_id) OVER (PARTITION BY lower(c.name) ORDER BY m.competitor_id)
    WHEN m.about = 'incumbent' THEN 'incumbent' WHEN m.about = 'competitor' THEN 'unnamed' END AS party,
  c.name AS competitor
FROM mention m JOIN moment o USING (deal_id) LEFT JOIN competitor c ON c.id = m.competitor_id AND NOT c.is_deleted
WHERE (coalesce(m.driver, '') <> '' OR {IS_PRAISE}) AND {OWN}"""

_CREATE = f"CREATE OR REPLACE TEMP TABLE said AS {_SAID}"

_CELLS = """
SELECT party, theme, voice, count(*), count(DISTINCT deal_id), count(DISTINCT deal_id) FILTER (is_hidden),
  count(DISTINCT deal_id) FILTER (polarity IN ('for', 'mixed')),
  count(DISTINCT deal_id) FILTER (polarity IN ('for', 'mixed') AND is_hidden),
  count(DISTINCT deal_id) FILTER (polarity IN ('against', 'mixed')),
  count(DISTINCT deal_id) FILTER (polarity IN ('against', 'mixed') AND is_hidden),
  count(DISTINCT deal_id) - count(DISTINCT deal_id) FILTER (polarity IN ('for', 'against', 'mixed')),
  count(DISTINCT deal_id) FILTER (is_hidden)
    - count(DISTINCT deal_id) FILTER (polarity IN ('for', 'against', 'mixed') AND is_hidden)
FROM said WHERE party IS NOT NULL AND voice IN ('buyer', 'reported') AND theme IS NOT NULL
GROUP BY ALL ORDER BY ALL"""

_PARTIES = """
SELECT party, voice, any_value(competitor), count(DISTINCT deal_id), count(DISTINCT deal_id) FILTER (is_hidden)
FROM said WHERE party IS NOT NULL AND voice IN ('buyer', 'reported') GROUP BY party, voice ORDER BY party, voice"""

_LEFT_OUT = """
SELECT count(*) FILTER (voice = 'ours'), count(*) FILTER (voice <> 'ours' AND party IS NULL OR voice IS NULL),
  count(*) FILTER (voice <> 'ours' AND party IS NOT NULL AND theme IS NULL)
FROM said"""

_QUOTES = f"""
SELECT s.party, s.theme, s.voice, s.deal_id, coalesce(d.name, d.source_id), s.occurred_at, s.side, s.origin,
  s.polarity, s.driver, s.coder, s.confidence, s.language, s.quote
FROM said s JOIN deal d ON d.id = s.deal_id
WHERE NOT s.is_hidden AND s.party IS NOT NULL AND s.voice IN ('buyer', 'reported') AND s.theme IS NOT NULL
  AND ($party = '' OR s.party IN ('us', $party)) AND ($theme = '' OR s.theme = $theme)
  AND {OPEN_MENTION}
QUALIFY row_number() OVER (PARTITION BY s.party, s.theme, s.voice
  ORDER BY s.occurred_at DESC NULLS LAST, s.deal_id, s.row_id, s.start) <= $most
ORDER BY s.party, s.theme, s.voice, s.occurred_at DESC NULLS LAST, s.deal_id, s.row_id, s.start"""


@dataclass(frozen=True)
class Cell:
    """What one voice said of one theme of one party. Each count of deals, and how many of them are out of sight.

    untold: deals in which no passage tells whether it speaks for or against.
    """

    party: str
    theme: str
    voice: str
    passages: int
    deals: int
    hidden: int
    praised: int
    praised_hidden: int
    against: int
    against_hidden: int
    untold: int
    untold_hidden: int


@dataclass(frozen=True)
class Party:
    """Somebody of whom one voice spoke: us, c and a competitor's id, incumbent or unnamed; in how many deals."""

    code: str
    voice: str
    name: str
    deals: int
    hidden: int


@dataclass(frozen=True)
class Quote:
    """A coded passage of a deal that may be opened. confidence: 0 to 1; None where the coder gives none."""

    party: str
    theme: str
    voice: str
    deal_id: int
    deal: str
    occurred_at: int | None
    side: str
    origin: str
    polarity: str
    driver: str
    coder: str
    confidence: float | None
    language: str
    text: str


@dataclass(frozen=True)
class Said:
    """All of it, and what plays no part in it: coded passages by the reason.

    ours: our side said them to buyers.  nobody: they are about none of the parties.  without_theme: on no theme.
    """

    cells: tuple[Cell, ...]
    parties: tuple[Party, ...]
    quotes: tuple[Quote, ...]
    ours: int
    nobody: int
    without_theme: int


def read_said(connection: duckdb.DuckDBPyConnection, *, party: str = "", theme: str = "", most: int = 5) -> Said:
    """What was said in the deals that the connection's own table `moment` holds, with its is_hidden.

    party, theme: quotes of these alone, and of us beside the party.  most: quotes of each party, theme and voice, the
    latest first. Of deals out of sight, and of statements that a circle alone may see, there are counts and no quotes.
    """
    connection.execute(_CREATE)
    ((ours, nobody, without_theme),) = connection.execute(_LEFT_OUT).fetchall()
    asked = {"party": party, "theme": theme, "most": most}
    return Said(
        cells=tuple(Cell(*row) for row in connection.execute(_CELLS).fetchall()),
        parties=tuple(
            Party(code, voice, name or "", deals, hidden)
            for code, voice, name, deals, hidden in connection.execute(_PARTIES).fetchall()
        ),
        quotes=tuple(Quote(*row) for row in connection.execute(_QUOTES, asked).fetchall()),
        ours=int(ours),
        nobody=int(nobody),
        without_theme=int(without_theme),
    )
