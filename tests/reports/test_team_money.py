"""All money of the team page is the same money: what each deal counts in the home currency."""

from collections.abc import Iterator

import duckdb
import pytest

from assay.reports.deal_file import Run
from assay.reports.deal_reading import read_run
from assay.reports.team_page import build_team_page
from assay.reports.team_reading import read_team
from reports.collected_record import AS_OF
from reports.invented_company import Company


@pytest.fixture
def priced() -> Iterator[duckdb.DuckDBPyConnection]:
    """Dollar deals at two rates, and other rates in the record that no deal was priced by."""
    connection = Company(deals=30).open()
    connection.execute("UPDATE exchange_rate SET rate = 7.5")
    connection.execute("UPDATE moment SET amount = 1")
    yield connection
    connection.close()


def say_money(connection: duckdb.DuckDBPyConnection) -> str:
    run: Run = read_run(connection)
    team = read_team(connection, run)
    page, _ = build_team_page(team, {deal.id: "x.html" for deal in team.ended})
    return " ".join(page.money_text).replace("\u00a0", " ")


def test_totals_lists_and_groups_count_the_value_that_rates_count(priced: duckdb.DuckDBPyConnection) -> None:
    run = read_run(priced)
    team = read_team(priced, run, "Region")
    values = dict(priced.execute("SELECT outcome, sum(value) FROM moment GROUP BY outcome").fetchall())
    assert {total.outcome: total.value for total in team.totals} == pytest.approx(values)
    assert sum(deal.amount or 0 for deal in team.lost) == pytest.approx(values["lost"] + values["no_decision"])
    assert sum(group.won_value for group in team.groups) == pytest.approx(values["won"])


def test_only_rates_that_were_used_are_told(priced: duckdb.DuckDBPyConnection) -> None:
    assert "4 deals in USD, at 0.92 EUR for 1 USD." in say_money(priced)


def test_rates_of_several_days_are_told_as_a_range(priced: duckdb.DuckDBPyConnection) -> None:
    dollars = "SELECT min(id) FROM deal WHERE currency = 'USD'"
    priced.execute(f"UPDATE moment SET value = value / 0.92 * 0.95 WHERE deal_id = ({dollars})")
    assert "at 0.92 to 0.95 EUR for 1 USD, each at the rate of its own day." in say_money(priced)


def test_an_amount_changed_after_the_runs_moment_makes_no_rate(priced: duckdb.DuckDBPyConnection) -> None:
    ((deal,),) = priced.execute("SELECT min(id) FROM deal WHERE currency = 'USD'").fetchall()
    priced.execute("UPDATE deal SET amount = amount * 3 WHERE id = ?", [deal])
    priced.execute(
        "UPDATE stage_history SET field = 'amount', changed_at = ? "
        "WHERE id = (SELECT min(id) FROM stage_history WHERE deal_id = ?)",
        [AS_OF + 1, deal],
    )
    assert "at 0.92 EUR for 1 USD." in say_money(priced)


def test_deals_without_a_rate_for_their_day_are_counted(priced: duckdb.DuckDBPyConnection) -> None:
    dollars = "SELECT id FROM deal WHERE currency = 'USD' ORDER BY id"
    priced.execute(f"UPDATE moment SET value = NULL WHERE deal_id IN ({dollars} LIMIT 1)")
    assert "4 deals in USD, at 0.92 EUR for 1 USD; 1 of them has no rate for its day." in say_money(priced)
    priced.execute(f"UPDATE moment SET value = NULL WHERE deal_id IN ({dollars})")
    assert "4 deals in USD: the record holds no rate, so they are left out of values." in say_money(priced)
