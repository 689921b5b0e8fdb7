"""How long a search takes: 5 million activities of a record get texts of invented words, a tenth of them a body.

`python bench/search.py RECORD FOLDER` writes the words of RECORD into FOLDER once, then searches them: rare,
frequent and begun words, phrases and pairs, as an analyst, a manager of 20 sellers and a rep; prints time and size.
"""

import random
import statistics
import sys
import time
from pathlib import Path

import duckdb

from assay.reports.catalogue.placing import open_file
from assay.reports.catalogue.scope import Scope
from assay.reports.catalogue.words.asking import read_question
from assay.reports.catalogue.words.finding import find_hits
from assay.reports.catalogue.words.layout import KINDS
from assay.reports.catalogue.words.opening import Words
from assay.reports.catalogue.words.writing import SUFFIX, write_words_from
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.tables import TABLES

#: known words with the share of texts that hold them; the rest are invented, the rarer the further down the list
_KNOWN = ("price", "discount", "contract", "security", "budget", "integration", "pricing", "prices", "priority")
_SEARCHES = ("price", "pri", "pric", "discount contract", '"price discount"', "zygote4711", "budget", "security pri")


def write_texts(connection: duckdb.DuckDBPyConnection) -> None:
    """Give every activity a subject of four words, and every tenth a body of sixty; frequency falls as rank rises."""
    dice = random.Random(4)  # noqa: S311 - the same words each time
    letters = "abcdefghijklmnoprstuvw"
    invented = ["".join(dice.choices(letters, k=dice.randint(4, 9))) for _ in range(20_000)]
    words = [*_KNOWN, *invented]
    connection.execute("CREATE TABLE vocabulary AS SELECT unnest(?::VARCHAR[]) AS word", [words])
    connection.execute("CREATE TABLE vocabularies AS SELECT list(word) AS words FROM vocabulary")
    word = "words[1 + floor(pow(random(), 6) * 20000)::INT]"
    subject = " || ' ' || ".join([word] * 4)
    body = " || ' ' || ".join([word] * 60)
    connection.execute(
        f"""CREATE TABLE told AS SELECT a.* REPLACE (
          {subject} || CASE WHEN hash(a.id) % 1000003 = 0 THEN ' zygote4711' ELSE '' END AS subject,
          CASE WHEN hash(a.id) % 10 = 0 THEN {body} END AS body) FROM activity a, vocabularies"""
    )
    connection.execute("CREATE OR REPLACE VIEW activity AS SELECT * FROM told")


class _Names:
    """Stands for the catalogue: names the deals in scope, as its query on `seen` does."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        rows = connection.execute("SELECT id, name, owner_id FROM deal").fetchall()
        self.deals = {id_: (name, owner) for id_, name, owner in rows}
        self.meta = {"as_of": connection.execute("SELECT max(occurred_at) FROM activity").fetchall()[0][0]}

    def read(self, scope: Scope, query: str) -> list[tuple[int, str]]:
        ids = [int(part) for part in query[query.index("(") + 1 : -1].split(",") if part.strip()]
        return [(id_, self.deals[id_][0]) for id_ in ids if scope.holds(id_, self.deals[id_][1])]


def main(record: str, folder: Path) -> None:
    """Write the words unless they are there, search, print."""
    with open_connection() as connection:
        open_place(record, TABLES).attach(connection)
        names = _Names(connection)
        found = sorted(folder.glob(f"*{SUFFIX}"))
        if not found:
            begun = time.monotonic()
            write_texts(connection)
            print(f"texts invented in {time.monotonic() - begun:.0f} s", flush=True)
            begun = time.monotonic()
            found = [
                write_words_from(
                    connection,
                    folder,
                    1,
                    lambda doing, share: print(f"{time.monotonic() - begun:5.0f} s {doing}", flush=True),
                )
            ]
            print(f"words written in {time.monotonic() - begun:.0f} s, {found[0].stat().st_size / 2**20:,.0f} MiB")
        owners = sorted({owner for _, owner in names.deals.values() if owner})
    words = Words(found[0], open_file(found[0]))
    scopes = {
        "analyst": Scope(everything=True),
        "manager": Scope(sellers=frozenset(owners[:20])),
        "rep": Scope(sellers=frozenset(owners[:1])),
    }
    for role, scope in scopes.items():
        for typed in _SEARCHES:
            times, counts, slow = _measure(words, names, scope, typed)
            print(
                f"{role:8} {typed:20} p50 {statistics.median(times):5.0f} ms, most {max(times):5.0f} ms {counts} {slow}"
            )


def _measure(words: Words, names: _Names, scope: Scope, typed: str) -> tuple[list[float], dict[str, int], str]:
    times, counts, slow = [], {}, ""
    for _ in range(5):
        begun = time.monotonic()
        for kind in KINDS:
            found = find_hits(words, names, scope, read_question(typed), kind, 5)  # type: ignore[arg-type]
            counts[kind] = found.count
            slow = "given up" if found.is_slow else slow
        times.append(1000 * (time.monotonic() - begun))
    return times, {kind: count for kind, count in counts.items() if count}, slow


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
