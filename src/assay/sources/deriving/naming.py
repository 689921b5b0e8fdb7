"""Who is meant by a name or an address in an activity or a transcript.

By e-mail address; then by full name among the people of the activity's deals and their accounts; then among our own.
A name that fits two people names nobody.
"""

import duckdb

from assay.sources.landing.draft import Draft

#: "Ann Lee <ann@x.org>", "Ann Lee (CC)", "Lee, Ann": who takes part, and by which part
_ADDRESS = r"[[:alnum:]._%+-]+@[[:alnum:].-]+"

#: Addresses of these say nothing about the company that somebody works for.
_ANYBODY = (
    *("gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "msn.com", "yahoo.com", "icloud.com"),
    *("me.com", "aol.com", "gmx.de", "gmx.net", "web.de", "t-online.de", "orange.fr", "free.fr", "proton.me"),
)


def mark_copies(connection: duckdb.DuckDBPyConnection) -> None:
    """Staged participants whose name says "(CC)" were in copy."""
    connection.execute(
        "UPDATE land_activity_person SET part = 'cc' "
        r"WHERE part <> 'cc' AND regexp_matches(named_as, '\([^)]*\bcc\b', 'i')"
    )


def name_people(draft: Draft) -> None:
    """Set person, seller and side of participants and speakers who are known by name alone."""
    _find_said(draft)
    if not draft.has_rows("said"):
        return
    for name, query in (
        ("people_by_name", _PEOPLE_BY_NAME),
        ("meant", _MEANT),
    ):
        draft.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {_fill(draft, query)}")
    for table, word in (("activity_person", "named_as"), ("utterance", "speaker")):
        draft.connection.execute(f"""
            CREATE OR REPLACE TABLE named_{table} AS
            SELECT t.id, m.person_id, m.seller_id, m.side FROM {draft.relation(table)} t
            JOIN meant m ON m.activity_id = t.activity_id AND m.word = t.{word}
            WHERE t.person_id IS NULL AND t.seller_id IS NULL AND t.side IN ('unknown', m.side)
              AND (m.person_id IS NOT NULL OR m.seller_id IS NOT NULL OR t.side <> m.side)""")
        draft.patch(table, f"named_{table}", ("person_id", "seller_id", "side"))


def _fill(draft: Draft, query: str) -> str:
    names = ("activity_person", "activity_deal", "deal", "deal_person", "person", "seller", "account", "utterance")
    return query.format(**{name: draft.relation(name) for name in names})


def _find_said(draft: Draft) -> None:
    """Make `said`: each activity and word by which somebody is named there, with the address and the name in it."""
    draft.connection.execute(f"CREATE OR REPLACE TABLE said AS {_fill(draft, _SAID)}")


_SAID = rf"""
WITH word AS (
  SELECT DISTINCT activity_id, named_as AS word FROM {{activity_person}}
  WHERE person_id IS NULL AND seller_id IS NULL AND named_as IS NOT NULL AND NOT is_deleted
  UNION
  SELECT DISTINCT activity_id, speaker FROM {{utterance}}
  WHERE person_id IS NULL AND seller_id IS NULL AND speaker IS NOT NULL AND NOT is_deleted),
spelling AS (
  SELECT word, lower(regexp_extract(word, '{_ADDRESS}')) AS address,
    regexp_replace(regexp_replace(word, '\([^)]*\)|<[^>]*>|{_ADDRESS}|["'']', ' ', 'g'),
      '^\s*([^,]+),\s*([^,]+?)\s*$', '\2 \1') AS plain
  FROM (SELECT DISTINCT word FROM word))
SELECT w.activity_id, w.word, nullif(s.address, '') AS address, nullif(split_part(s.address, '@', 2), '') AS domain,
  nullif(trim(regexp_replace(strip_accents(lower(s.plain)), '\s+', ' ', 'g')), '') AS name
FROM word w JOIN spelling s USING (word)"""

#: a name without accents, case and doubled spaces, so that two spellings of it meet
FULL_NAME = r"trim(regexp_replace(strip_accents(lower({0})), '\s+', ' ', 'g'))"

#: (activity, name) -> the one person of that name around the activity's deals
_PEOPLE_BY_NAME = f"""
WITH about AS (
  SELECT DISTINCT l.activity_id, l.deal_id, d.account_id FROM {{activity_deal}} l JOIN {{deal}} d ON d.id = l.deal_id
  WHERE NOT l.is_deleted AND l.activity_id IN (SELECT activity_id FROM said WHERE name IS NOT NULL)),
around AS (
  SELECT a.activity_id, g.person_id FROM about a JOIN {{deal_person}} g ON g.deal_id = a.deal_id WHERE NOT g.is_deleted
  UNION
  SELECT a.activity_id, p.id FROM about a JOIN {{person}} p ON p.account_id = a.account_id WHERE NOT p.is_deleted
  UNION
  SELECT o.activity_id, o.person_id FROM {{activity_person}} o
  WHERE o.person_id IS NOT NULL AND NOT o.is_deleted AND o.activity_id IN (SELECT activity_id FROM said))
SELECT s.activity_id, s.word, min(p.id) AS person_id
FROM said s JOIN around r USING (activity_id)
JOIN {{person}} p ON p.id = r.person_id AND {FULL_NAME.format("p.full_name")} = s.name
GROUP BY ALL HAVING count(DISTINCT p.id) = 1"""

_MEANT = f"""
WITH person_by_address AS (
  SELECT lower(email) AS address, min(id) AS id FROM {{person}}
  WHERE email IS NOT NULL AND NOT is_deleted GROUP BY ALL),
seller_by_address AS (
  SELECT lower(email) AS address, min(id) AS id FROM {{seller}}
  WHERE email IS NOT NULL AND NOT is_deleted GROUP BY ALL),
seller_by_name AS (
  SELECT {FULL_NAME.format("name")} AS name, min(id) AS id FROM {{seller}}
  WHERE name IS NOT NULL AND NOT is_deleted GROUP BY ALL HAVING count(DISTINCT id) = 1),
ours AS (
  SELECT DISTINCT lower(split_part(email, '@', 2)) AS domain FROM {{seller}} WHERE email LIKE '%@%'),
theirs AS (
  SELECT lower(domain) AS domain FROM {{account}} WHERE domain IS NOT NULL
  UNION
  SELECT lower(split_part(email, '@', 2)) FROM {{person}} WHERE email LIKE '%@%'),
found AS (
  SELECT s.activity_id, s.word, s.domain, coalesce(pa.id, CASE WHEN sa.id IS NULL THEN pn.person_id END) AS person_id,
    CASE WHEN pa.id IS NULL AND (sa.id IS NOT NULL OR pn.person_id IS NULL) THEN coalesce(sa.id, sn.id) END AS seller_id
  FROM said s
  LEFT JOIN person_by_address pa ON pa.address = s.address
  LEFT JOIN seller_by_address sa ON sa.address = s.address
  LEFT JOIN people_by_name pn ON pn.activity_id = s.activity_id AND pn.word = s.word
  LEFT JOIN seller_by_name sn ON sn.name = s.name)
SELECT f.activity_id, f.word, f.person_id, f.seller_id,
  CASE WHEN f.person_id IS NOT NULL THEN 'buyer' WHEN f.seller_id IS NOT NULL THEN 'seller'
    WHEN f.domain IN {_ANYBODY} THEN 'unknown'
    WHEN o.domain IS NOT NULL THEN 'seller' WHEN t.domain IS NOT NULL THEN 'buyer' ELSE 'unknown' END AS side
FROM found f LEFT JOIN ours o ON o.domain = f.domain LEFT JOIN theirs t ON t.domain = f.domain"""
