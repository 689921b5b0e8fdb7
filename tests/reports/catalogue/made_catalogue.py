"""Results of a company whose deals a test writes down, and the catalogue made of them."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from assay.domain.spans import DAY
from assay.reports.catalogue.writing import POINTER, write_from
from assay.store.duckdb_engine import open_connection

Row = tuple[Any, ...]

#: 1 July 2025
AS_OF = 1_751_328_000

#: seller -> name, team
SELLERS = {101: ("Anna", "North"), 102: ("Ben", "North"), 201: ("Sara", "South"), 202: ("Gone", "South")}

#: signal -> title, lift, verdict
SIGNALS = {
    "people.single_thread": ("Single thread", 1.8, "associated"),
    "process.close_date_pushed": ("Close date pushed", 1.1, "not_enough"),
    "rhythm.gone_silent": ("Gone silent", 2.5, "associated"),
}
RIVALS = {1: "Fastline", 2: "Omnivalve"}


@dataclass(frozen=True)
class MadeDeal:
    """A deal; days are counted back from AS_OF. likely: driver -> its p.  standing: what its verdict tells."""

    id: int
    owner: int | None = 101
    outcome: str = "open"
    name: str = ""
    account: str = "Nordwerk"
    value: float | None = 1000.0
    opened: int | None = 100
    closed: int | None = None
    word: int | None = None
    p_dead: float | None = None
    signals: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()
    segment: str | None = "Small"
    product: str | None = "LX"
    reason: str | None = None
    debrief: str | None = None
    likely: dict[str, float] = field(default_factory=dict)
    standing: str | None = None


def put_catalogue(folder: Path, deals: list[MadeDeal], *, run_id: str = "run", record_version: int = 1) -> Path:
    """Write a catalogue of these deals into `folder`/catalogue and make it the one that is read."""
    connection = make_results(deals, run_id=run_id, record_version=record_version)
    try:
        about = {"results_version": 1, "company": "Made Ltd", "note": ""}
        return write_from(connection, folder / "catalogue", about)
    finally:
        connection.close()


def remove_catalogue(folder: Path) -> None:
    """As if no run had been made."""
    (folder / "catalogue" / POINTER).unlink(missing_ok=True)


_TABLES = """
CREATE TABLE run(run_id VARCHAR, record_version BIGINT, as_of BIGINT, made_at BIGINT, home_currency VARCHAR,
  deals BIGINT);
CREATE TABLE signal(signal VARCHAR, title VARCHAR);
CREATE TABLE comparison(signal VARCHAR, lift DOUBLE, lift_low DOUBLE, lift_high DOUBLE, lost_n BIGINT, won_n BIGINT,
  verdict VARCHAR);
CREATE TABLE seller(id BIGINT, source_id VARCHAR, name VARCHAR, team VARCHAR, is_deleted BOOLEAN);
CREATE TABLE account(id BIGINT, name VARCHAR, country VARCHAR, industry VARCHAR);
CREATE TABLE competitor(id BIGINT, name VARCHAR);
CREATE TABLE deal(id BIGINT, source VARCHAR, source_id VARCHAR, source_url VARCHAR, name VARCHAR, account_id BIGINT,
  owner_id BIGINT, deal_type VARCHAR, amount DOUBLE, currency VARCHAR, loss_reason_stated VARCHAR,
  win_reason_stated VARCHAR);
CREATE TABLE moment(deal_id BIGINT, outcome VARCHAR, as_of BIGINT, opened_at BIGINT, closed_at BIGINT, ended_at BIGINT,
  last_word_at BIGINT, value DOUBLE, segment VARCHAR, product VARCHAR, channel VARCHAR, stage VARCHAR);
CREATE TABLE silence(deal_id BIGINT, usual_until BIGINT, p_dead DOUBLE, p_share DOUBLE, p_low DOUBLE, p_high DOUBLE,
  n BIGINT, deals BIGINT);
CREATE TABLE finding(deal_id BIGINT, signal VARCHAR);
CREATE TABLE reason(deal_id BIGINT, driver VARCHAR, p DOUBLE);
CREATE TABLE verdict(deal_id BIGINT, standing VARCHAR);
CREATE TABLE deal_competitor(deal_id BIGINT, competitor_id BIGINT, is_deleted BOOLEAN);
CREATE TABLE debrief(deal_id BIGINT, kind VARCHAR, answer VARCHAR, held_at BIGINT, announced_at BIGINT,
  asked_at BIGINT, is_deleted BOOLEAN);
"""


def make_results(deals: list[MadeDeal], *, run_id: str, record_version: int) -> duckdb.DuckDBPyConnection:
    """The results and the record of these deals, as far as the catalogue reads them."""
    connection = open_connection()
    connection.execute(_TABLES)
    _put(connection, "run", [(run_id, record_version, AS_OF, AS_OF, "EUR", len(deals))])
    _put(connection, "signal", [(name, title) for name, (title, _, _) in SIGNALS.items()])
    compared = [(name, lift, 0.7 * lift, 1.4 * lift, 80, 60, said) for name, (_, lift, said) in SIGNALS.items()]
    _put(connection, "comparison", compared)
    _put(connection, "seller", [(id_, f"S{id_}", name, team, False) for id_, (name, team) in SELLERS.items()])
    _put(connection, "competitor", list(RIVALS.items()))
    rows: dict[str, list[Row]] = defaultdict(list)
    for deal in deals:
        for table, row in _make_rows(deal):
            rows[table].append(row)
    for table, made in rows.items():
        _put(connection, table, made)
    return connection


def _make_rows(deal: MadeDeal) -> Iterator[tuple[str, Row]]:
    won, lost = (deal.reason, None) if deal.outcome == "won" else (None, deal.reason)
    name = deal.name or f"Deal {deal.id}"
    source = ("made", f"D{deal.id}", None, name, deal.id, deal.owner, "New", deal.value, "EUR", lost, won)
    yield "deal", (deal.id, *source)
    yield "account", (deal.id, deal.account, "Germany", "Metals")
    opened, closed, word = (None if day is None else AS_OF - day * DAY for day in (deal.opened, deal.closed, deal.word))
    moment = (deal.outcome, AS_OF, opened, closed, closed, word, deal.value, deal.segment, deal.product, "Web", "Offer")
    yield "moment", (deal.id, *moment)
    if deal.p_dead is not None:
        yield "silence", (deal.id, AS_OF - 10 * DAY, deal.p_dead, 0.8, 0.7, 0.9, 120, 60)
    yield from (("finding", (deal.id, signal)) for signal in deal.signals)
    yield from (("deal_competitor", (deal.id, rival, False)) for rival in deal.rivals)
    yield from (("reason", (deal.id, driver, p)) for driver, p in deal.likely.items())
    if deal.standing:
        yield "verdict", (deal.id, deal.standing)
    if deal.debrief:
        held, answer = (AS_OF, "agreed") if deal.debrief == "held" else (None, deal.debrief)
        yield "debrief", (deal.id, "buyer", answer, held, AS_OF - DAY, AS_OF - DAY, False)


def _put(connection: duckdb.DuckDBPyConnection, table: str, rows: list[Row]) -> None:
    marks = ", ".join(f"({', '.join('?' * len(rows[0]))})" for _ in rows)
    connection.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in rows for value in row])
