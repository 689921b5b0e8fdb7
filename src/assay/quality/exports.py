"""What to export next, from which source and by which menu, the most valuable first."""

from dataclasses import dataclass
from functools import cache
from importlib import resources

import duckdb
import yaml

from assay.quality.lacking import PARTS
from assay.quality.wording import write_count, write_share

#: What at least this share of a source's deals lack is taken to be missing from the export, and less from the CRM.
MISSING_SHARE = 0.5


@dataclass(frozen=True)
class Export:
    """One thing to export: how many unanswered questions it may open, and on how many deals.

    why: who lacks it, and the signals that it may open.  menu: where the source keeps it.
    """

    source: str
    title: str
    answers: int
    why: str
    menu: str


@dataclass(frozen=True)
class Gap:
    """Something that too few deals lack for the export to be at fault: it is missing in the CRM itself."""

    words: str
    deals: int
    of: int


@cache
def read_menus() -> dict[str, dict[str, str]]:
    """By source or profile: its name, and where its menus keep each part of a book."""
    text = resources.files("assay.quality").joinpath("exports.yml").read_text(encoding="utf-8")
    menus: dict[str, dict[str, str]] = yaml.safe_load(text)
    return menus


def suggest_deals(sources: list[str]) -> list[Export]:
    """What to export when the record holds no deals at all."""
    menus = read_menus()
    known = sorted({source for source in sources if source in menus}) or ["other"]
    why = "Every signal is asked of deals, and the record holds none."
    return [Export(menus[name]["name"], "Deals", 0, why, menus[name]["deal"]) for name in known]


def suggest_exports(connection: duckdb.DuckDBPyConnection) -> tuple[list[Export], list[Gap]]:
    """What the exports of each source lack, the most valuable first, and what only the CRM can lack.

    Reads the tables of `find_lacking`.
    """
    _name_menus(connection)
    titles = dict(connection.execute("SELECT signal, title FROM signal").fetchall())
    rows = connection.execute(
        """WITH base AS (
          SELECT menu, part, count(*) AS deals, count(*) FILTER (is_lacking) AS lacking
          FROM lacking JOIN deal_menu USING (deal_id) GROUP BY ALL)
        SELECT b.menu, b.part, b.deals, b.lacking, count(*), count(DISTINCT u.deal_id), list(DISTINCT u.signal)
        FROM base b JOIN (unanswered JOIN deal_menu USING (deal_id)) u ON u.menu = b.menu AND u.part = b.part
        GROUP BY ALL"""
    ).fetchall()
    order = list(PARTS)
    rows.sort(key=lambda row: (-row[4], order.index(row[1]), row[0]))
    exports, gaps = [], []
    for menu, part, deals, lacking, answers, open_deals, signals in rows:
        if lacking >= MISSING_SHARE * deals:
            opened = sorted(titles[signal] for signal in signals)
            exports.append(_word_export(menu, part, (deals, lacking, answers, open_deals), opened))
        else:
            gaps.append(Gap(PARTS[part].words, int(open_deals), int(deals)))
    return exports, gaps


def _word_export(menu: str, part: str, counts: tuple[int, int, int, int], signals: list[str]) -> Export:
    deals, lacking, answers, open_deals = counts
    words = PARTS[part]
    menus = read_menus()[menu]
    why = (
        f"{lacking:,} of {write_count(deals, 'deal')} ({write_share(lacking / deals)}) {words.lack}. Would open up to"
        f" {write_count(answers, 'more answer')} on {write_count(open_deals, 'deal')}: {', '.join(signals)}."
    )
    return Export(menus["name"], words.words.capitalize(), int(answers), why, menus[part])


def _name_menus(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table `deal_menu` (deal_id, menu): the key of the menus for the files that each deal came from."""
    keys = list(read_menus())
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE deal_menu AS
        SELECT m.deal_id, CASE WHEN list_contains(?, split_part(f.profile, '-v', 1)) THEN split_part(f.profile, '-v', 1)
          WHEN list_contains(?, d.source) THEN d.source ELSE 'other' END AS menu
        FROM moment m JOIN deal d ON d.id = m.deal_id LEFT JOIN import_file f ON f.file_no = d.file_no""",
        [keys, keys],
    )
