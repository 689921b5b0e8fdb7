"""The names that the record holds, as far as the words of the texts at hand can be part of them."""

import re
import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.words.redaction.folding import split_words
from assay.words.redaction.names import Known, Names

if TYPE_CHECKING:
    import duckdb

#: texts without a deal: given and family names alone are looked for only in a record of so few people
_FEW_PEOPLE = 2_000

_PEOPLE = """
    WITH near AS (
      SELECT person_id AS id FROM deal_person WHERE deal_id = $deal
      UNION SELECT p.id FROM person p JOIN deal d ON d.account_id = p.account_id WHERE d.id = $deal
    ), named AS (
      SELECT 'person ' || id AS key, full_name AS name, id IN (SELECT id FROM near) AS is_near FROM person
      UNION ALL SELECT 'seller ' || id, name, true FROM seller
      UNION ALL SELECT 'spoken ' || speaker, speaker, true FROM utterance
        WHERE $deal IN (SELECT deal_id FROM activity_deal a WHERE a.activity_id = utterance.activity_id)
    )
    SELECT DISTINCT key, name, is_near OR $few FROM named WHERE name IS NOT NULL AND hold_any(name)"""
_COMPANIES = """
    SELECT DISTINCT key, name FROM (
      SELECT 'account ' || id AS key, name FROM account
      UNION ALL SELECT 'competitor ' || id, name FROM competitor
      UNION ALL SELECT 'competitor ' || id, unnest(from_json(aliases, '["VARCHAR"]')) FROM competitor
        WHERE json_valid(aliases) AND json_type(aliases) = 'ARRAY'
    ) WHERE name IS NOT NULL AND hold_any(name)"""
#: a name's words, compared without case and accents
_HOLD = """
    CREATE OR REPLACE TEMP MACRO fold_name(name) AS
      replace(replace(translate(lower(strip_accents(name)), 'łøđıħ', 'lodih'), 'ß', 'ss'), 'æ', 'ae');
    CREATE OR REPLACE TEMP MACRO hold_any(name) AS list_has_any(
      regexp_split_to_array(fold_name(name), '[^\\p{L}\\p{N}]+'), (SELECT list(word) FROM word))"""


def read_names(home: Home, texts: Iterable[str], deal_id: int | None = None) -> Names:
    """People, sellers, accounts and competitors of the record whose name shares a word with one of the texts.

    deal_id: given and family names alone are hidden of its people, of sellers, and of who speaks in its transcripts;
    of all others full names. Without it that is so of everybody, where the record holds few people.
    """
    texts = list(texts)
    words = {word for text in texts for word in _list_spellings(text)}
    if not words:
        return Names()
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        connection.execute("CREATE TEMP TABLE word AS SELECT unnest($1) AS word", [sorted(words)])
        connection.execute(_HOLD)
        people = _read_people(connection, deal_id)
        companies = [Known(name, key) for key, name in connection.execute(_COMPANIES).fetchall()]
        domains = connection.execute("SELECT DISTINCT lower(domain) FROM account WHERE domain IS NOT NULL").fetchall()
    return Names.of(people, companies, _pick_domains(texts, (domain for (domain,) in domains)))


def _list_spellings(text: str) -> Iterable[str]:
    """The words of a text as the engine may fold them: it leaves some letters as they are that we do not."""
    for word in split_words(text):
        apart = unicodedata.normalize("NFKD", text[word.start : word.end].lower())
        yield "".join(letter for letter in apart if not unicodedata.combining(letter))
        yield word.folded
        yield re.sub("(?<=[aou])e", "", word.folded)  # "mueller" may be "müller" there


def _read_people(connection: "duckdb.DuckDBPyConnection", deal_id: int | None) -> list[Known]:
    ((count,),) = connection.execute("SELECT count(*) FROM person").fetchall()
    asked = {"deal": deal_id if deal_id is not None else -1, "few": deal_id is None and count <= _FEW_PEOPLE}
    return [Known(name, key, bool(is_near)) for key, name, is_near in connection.execute(_PEOPLE, asked).fetchall()]


def _pick_domains(texts: Iterable[str], domains: Iterable[str]) -> list[str]:
    whole = "\n".join(texts).lower()
    return [domain for domain in domains if domain in whole]
