"""The tables and indices of a catalogue: one SQLite file that is written once and only read from then on."""

#: raised by one whenever the tables change, so that a file of an older make is written anew
LAYOUT = 2

#: what a deal can be filtered by and is one of a few: held as small numbers, their words in the table `choice`
CODED = ("outcome", "owner", "segment", "product")

#: a deal. place: dense number, by opening. The rest of the columns as in the record and the results; value is in the
#: home currency. loss_key ... risk_key: by what home orders its lists, empty for deals that do not belong in them.
TABLES = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE choice(no INTEGER PRIMARY KEY, kind TEXT NOT NULL, value NOT NULL, label TEXT NOT NULL, team TEXT,
  deals INTEGER NOT NULL);
CREATE TABLE seller(id INTEGER PRIMARY KEY, name TEXT, team TEXT, deals INTEGER NOT NULL);
CREATE TABLE signal(no INTEGER PRIMARY KEY, signal TEXT NOT NULL, title TEXT NOT NULL, lift REAL, lift_low REAL,
  lift_high REAL, lost_n INTEGER, won_n INTEGER, verdict TEXT, weight INTEGER NOT NULL, deals INTEGER NOT NULL);
CREATE TABLE deal(
  place INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE, source TEXT, source_id TEXT, source_url TEXT,
  name TEXT NOT NULL, name_key TEXT NOT NULL, account TEXT NOT NULL, account_key TEXT, words TEXT NOT NULL,
  outcome_no INTEGER NOT NULL, owner_no INTEGER, segment_no INTEGER, product_no INTEGER,
  stage TEXT, channel TEXT, deal_type TEXT, country TEXT, industry TEXT,
  amount REAL, currency TEXT, value REAL, opened_at INTEGER, closed_at INTEGER, ended_at INTEGER, quarter TEXT,
  last_word_at INTEGER, silence_days INTEGER, usual_until INTEGER, p_dead REAL, p_share REAL, p_low REAL, p_high REAL,
  p_n INTEGER, p_deals INTEGER, findings INTEGER NOT NULL, weighty INTEGER NOT NULL, reason TEXT, debrief TEXT,
  loss_key INTEGER, win_key INTEGER, debrief_key INTEGER, silent_key REAL, risk_key REAL);
CREATE TABLE deal_signal(signal_no INTEGER, place INTEGER, PRIMARY KEY(signal_no, place)) WITHOUT ROWID;
CREATE TABLE deal_rival(rival_no INTEGER, place INTEGER, PRIMARY KEY(rival_no, place)) WITHOUT ROWID;
CREATE TABLE deal_reason(reason_no INTEGER, place INTEGER, PRIMARY KEY(reason_no, place)) WITHOUT ROWID;
CREATE TABLE deal_word(word TEXT PRIMARY KEY, deals INTEGER NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE deal_name USING fts5(words, content='', detail=none, columnsize=0,
  tokenize='unicode61 remove_diacritics 2', prefix='2 3');
"""

#: what the walk through an order is filtered by without a look at the deal itself
_CARRIED = "owner_no, outcome_no, segment_no, product_no, closed_at, opened_at"

#: order of the list -> the column it goes by. Each has an index, so that a page is read off and never sorted.
ORDERS = {
    "name": "name_key",
    "account": "account_key",
    "value": "value",
    "opened": "opened_at",
    "closed": "closed_at",
    "word": "last_word_at",
    "dead": "p_dead",
    "findings": "findings",
}

#: list of home -> the column it goes by, empty where a deal does not belong in the list
CALLS = {
    "losses": "loss_key",
    "wins": "win_key",
    "debriefs": "debrief_key",
    "silent": "silent_key",
    "risk": "risk_key",
}

INDICES = (
    *(f"CREATE INDEX deal_by_{name} ON deal({column}, place, {_CARRIED})" for name, column in ORDERS.items()),
    *(
        f"CREATE INDEX deal_by_{name} ON deal({column}, place, owner_no) WHERE {column} IS NOT NULL"
        for name, column in CALLS.items()
    ),
    *(f"CREATE INDEX deal_of_{name} ON deal({name}_no, place)" for name in CODED),
    "CREATE INDEX signal_of_deal ON deal_signal(place, signal_no)",
    "CREATE INDEX rival_of_deal ON deal_rival(place, rival_no)",
    "CREATE INDEX reason_of_deal ON deal_reason(place, reason_no)",
)
