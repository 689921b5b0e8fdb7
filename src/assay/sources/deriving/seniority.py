"""Seniority from a title, by the words in it. A title without a known word is unknown, never guessed."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import duckdb

from assay.domain.seniority import INDIVIDUAL, LABELS, UNKNOWN
from assay.sources.deriving.seniority_words import ASSISTANTS, SERVES, WHOLE_TITLES, WORDS

_RANKS = {phrase: rank for rank, phrases in WORDS.items() for phrase in phrases}
_ENDINGS = sorted((p[1:] for p in _RANKS if p.startswith("*")), key=len, reverse=True)
_LONGEST = max(len(phrase.split()) for phrase in _RANKS)
_SERVES = re.compile(r"\b(?:" + "|".join(map(re.escape, SERVES)) + r")\b")
_ASSISTANT_ENDINGS = tuple(p[1:] for p in ASSISTANTS if p.startswith("*"))
#: what is written behind a title and is no part of it: "(m/w/d)", ":in", "/in"
_ADDED = re.compile(r"\([^)]*\)|[:*/_]in(?:nen)?\b")
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")


@lru_cache(maxsize=100_000)
def rank_title(title: str) -> int:
    """The rank (domain/seniority.py) of the most senior part of a title: 0 when no word of it is known."""
    inside = re.findall(r"\(([^)]*)\)", title)
    plain = _plain(_ADDED.sub(" ", title))
    served = _SERVES.search(plain)
    own = plain[: served.start()] if served else plain
    rank = max(_rank_words(own.split()), INDIVIDUAL if served else UNKNOWN)
    words = plain.split()
    if words and (words[-1] in ASSISTANTS or words[-1].endswith(_ASSISTANT_ENDINGS)):
        return INDIVIDUAL
    if rank == UNKNOWN:
        rank = WHOLE_TITLES.get(plain, UNKNOWN)
    return rank if served else max([rank, *(_rank_words(_plain(part).split()) for part in inside)])


def _plain(text: str) -> str:
    """Lower case, without accents, words apart by one space; "C.E.O." becomes "ceo"."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(sign for sign in folded if not unicodedata.combining(sign))
    joined = _DOTTED.sub(lambda found: found[0].replace(".", "") + " ", bare)
    return " ".join(re.findall(r"[^\W_]+", joined))


def _rank_words(words: list[str]) -> int:
    top, at = UNKNOWN, 0
    while at < len(words):
        length, rank = _match(words, at)
        top, at = max(top, rank), at + length
    return top


def _match(words: list[str], at: int) -> tuple[int, int]:
    """The longest known phrase that begins here: how many words it takes, and its rank."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        rank = _RANKS.get(" ".join(words[at : at + length]))
        if rank is not None:
            return length, rank
    for ending in _ENDINGS:
        if words[at].endswith(ending):
            return 1, _RANKS["*" + ending]
    return 1, UNKNOWN


def rank_titles(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Make the table `title_rank(title, rank, seniority)` of the titles that `query` gives, each asked once."""
    titles = [
        title
        for (title,) in connection.execute(f"SELECT DISTINCT title FROM ({query}) WHERE title IS NOT NULL").fetchall()
    ]
    ranks = [rank_title(title) for title in titles]
    connection.execute(
        "CREATE OR REPLACE TABLE title_rank AS SELECT unnest(?::VARCHAR[]) AS title, unnest(?::BIGINT[]) AS rank,"
        " unnest(?::VARCHAR[]) AS seniority",
        [titles, ranks, [LABELS[rank] for rank in ranks]],
    )


def rank_sql(seniority: str) -> str:
    """DuckDB SQL for the rank of a seniority label; NULL counts as unknown."""
    return f"greatest(list_position({_labels(LABELS)}, {seniority}), 1)::BIGINT - 1"


def _labels(labels: Iterable[str]) -> str:
    return "[" + ", ".join(f"'{label}'" for label in labels) + "]"
