"""The file of words: for each kind of hit its rows, and an index of their words. Written once, then only read."""

#: raised by one whenever the tables change, so that a file of an older make is written anew
LAYOUT = 2

#: kinds of hits that stand for themselves, and may be known from several deals
NAMED = ("account", "buyer", "seller")

#: kinds of hits that belong to one deal, as a page lists them
TOLD = ("deal", "statement", "note", "email", "talk", "speech")

#: kinds in the order of the page
KINDS = ("deal", "account", "buyer", "seller", "statement", "speech", "email", "talk", "note")

#: kind -> the table of the record whose row the loss file shows
ROWS_OF = {"statement": "statement", "note": "activity", "email": "activity", "talk": "activity", "speech": "activity"}

#: kind of activity -> kind of hit
ACTIVITIES = {
    "note": ("note", "task"),
    "email": ("email", "chat", "letter"),
    "talk": ("call", "meeting", "demo", "proposal"),
}

_HEAD = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE deal_key(id INTEGER PRIMARY KEY, no INTEGER NOT NULL, may TEXT NOT NULL);
CREATE TABLE deal_no(no INTEGER PRIMARY KEY, id INTEGER NOT NULL);
CREATE TABLE seller_key(id INTEGER PRIMARY KEY, may TEXT NOT NULL);
"""

# no: newest last.  row_id: what the loss file opens.  may: whose scope holds it, as words that nobody can type.
_TOLD = """
CREATE TABLE row_{kind}(no INTEGER PRIMARY KEY, row_id INTEGER, deal_no INTEGER NOT NULL, at INTEGER, who TEXT,
  title TEXT, words TEXT);
"""
_NAMED = """
CREATE TABLE row_{kind}(no INTEGER PRIMARY KEY, at INTEGER, who TEXT, title TEXT, words TEXT);
CREATE TABLE knows_{kind}(no INTEGER, deal_no INTEGER, PRIMARY KEY(no, deal_no)) WITHOUT ROWID;
"""
# detail is full, since phrases need the place of each word; beginnings of three and four letters are kept ready
_INDEX = """
CREATE VIRTUAL TABLE in_{kind} USING fts5(title, words, who, may, content='', columnsize=0,
  tokenize='unicode61 remove_diacritics 2', prefix='3 4');
"""

TABLES = (
    _HEAD
    + "".join((_TOLD + _INDEX).format(kind=kind) for kind in TOLD)
    + "".join((_NAMED + _INDEX).format(kind=kind) for kind in NAMED)
)

#: after the rows are there: their words into the index
FILL_TOLD = """
INSERT INTO in_{kind}(rowid, title, words, who, may)
SELECT r.no, r.title, r.words, r.who, k.may FROM row_{kind} r JOIN deal_no n ON n.no = r.deal_no
JOIN deal_key k ON k.id = n.id ORDER BY r.no"""
#: words that may complete what somebody has begun; shorter beginnings are kept ready in the index itself
KEPT_READY = 4
FILL_TERMS = """
CREATE VIRTUAL TABLE temp.told_{kind} USING fts5vocab(main, in_{kind}, 'row');
CREATE TABLE term_{kind}(term TEXT PRIMARY KEY) WITHOUT ROWID;
INSERT INTO term_{kind} SELECT term FROM told_{kind} WHERE length(term) > 4;
DROP TABLE temp.told_{kind};
"""
FILL_NAMED = """
INSERT INTO in_{kind}(rowid, title, words, who, may)
SELECT r.no, r.title, r.words, r.who, (
  SELECT group_concat(k.may, ' ') FROM knows_{kind} s JOIN deal_no n ON n.no = s.deal_no JOIN deal_key k ON k.id = n.id
  WHERE s.no = r.no) FROM row_{kind} r ORDER BY r.no"""

_PRIVATE = 0xE000  # letters for private use, of which there are 6400
_SELLERS, _ALL = 4096, 6400


def word_of_seller(no: int) -> str:
    """The word in `may` of all that belongs to a seller's deals. Two letters: beginnings are kept of longer ones."""
    return chr(_PRIVATE + no // _ALL % _SELLERS) + chr(_PRIVATE + no % _ALL)


def word_of_deal(no: int) -> str:
    """The word in `may` of all that belongs to a deal."""
    return chr(_PRIVATE + _SELLERS + no // _ALL % (_ALL - _SELLERS)) + chr(_PRIVATE + no % _ALL)
