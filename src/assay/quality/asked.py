"""Which signals can be asked, for what share of deals, and what to export next so that more can be."""

from dataclasses import dataclass
from importlib import resources

import duckdb
import yaml

#: book table -> the record's tables that fill it
FED_BY = {
    "event": ("deal_event",),
    "presence": ("deal_presence",),
    "member": ("deal_person",),
    "change": ("stage_history",),
    "touch": ("campaign_touch",),
}


@dataclass(frozen=True)
class Asked:
    """One signal over all deals, open and closed."""

    signal: str
    title: str
    deals: int
    answered: int
    unknown: str

    @property
    def share(self) -> float:
        return self.answered / self.deals if self.deals else 0.0


def read_asked(connection: duckdb.DuckDBPyConnection) -> list[Asked]:
    """Every signal of the last run with the share of deals that it could answer, the least answered first."""
    rows = connection.execute(
        """SELECT s.signal, s.title, coalesce(sum(c.deals), 0), coalesce(sum(c.hit + c.clear), 0), s.unknown
           FROM signal s LEFT JOIN coverage c ON c.signal = s.signal GROUP BY ALL ORDER BY 4, 1"""
    ).fetchall()
    return [Asked(name, title, int(deals), int(answered), unknown) for name, title, deals, answered, unknown in rows]


def name_source(connection: duckdb.DuckDBPyConnection) -> str:
    """The source that most deals came from, as far as its menus are known; otherwise `other`."""
    rows = connection.execute("SELECT source FROM deal GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1").fetchall()
    return str(rows[0][0]) if rows and rows[0][0] in read_menus() else "other"


def read_menus() -> dict[str, dict[str, str]]:
    """For each source, where its menus keep what the tables of a book need."""
    text = resources.files("assay.quality").joinpath("exports.yml").read_text(encoding="utf-8")
    menus: dict[str, dict[str, str]] = yaml.safe_load(text)
    return menus


def suggest_exports(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """What to export next, by menu names: what is empty in the record and would be read by a signal."""
    menus = read_menus()[name_source(connection)]
    wanted = [part for part, tables in FED_BY.items() if not any(_has_rows(connection, table) for table in tables)]
    if _has_rows(connection, "person") and not _has_rows(connection, "person", "title IS NOT NULL"):
        wanted.append("title")
    if not _has_rows(connection, "deal", "outcome = 'won'"):
        wanted.append("baseline")
    currencies = connection.execute("SELECT count(DISTINCT currency) FROM deal WHERE NOT is_deleted").fetchall()[0][0]
    if currencies > 1 and not _has_rows(connection, "exchange_rate"):
        wanted.append("currency")
    return [f"{part_in_words(part)}: {menus[part]}" for part in wanted]


def part_in_words(part: str) -> str:
    """What a part of a book holds, for a person."""
    return {
        "event": "Activities",
        "presence": "Who took part",
        "member": "People on deals and their roles",
        "change": "History of stages and close dates",
        "touch": "Campaign touches",
        "title": "Job titles",
        "baseline": "Won deals",
        "currency": "Exchange rates",
    }[part]


def _has_rows(connection: duckdb.DuckDBPyConnection, table: str, condition: str = "true") -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {table} WHERE {condition} LIMIT 1").fetchall())
