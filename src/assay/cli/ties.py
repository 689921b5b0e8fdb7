"""Who else can talk to the buyer of a deal."""

from datetime import datetime

import click

from assay.cli.days import open_day


@click.command("ties")
@click.argument("deal_id")
@click.option(
    "--reason", default="", help="The concern of buyers won before, by code or name; by default the likeliest."
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def ties(deal_id: str, reason: str, as_of: datetime | None, kind: str) -> None:
    """People tied to a buyer in the record, each with the path and its rows; csv and json hold all of them."""
    from assay.reports.ties.terminal import show_ties
    from assay.web.booting import boot

    boot()
    from assay.web.preparing import prepare_database
    from assay.web.ties.manners import read_manners

    prepare_database()
    click.echo(show_ties(open_day(as_of), deal_id, reason, read_manners(), kind), nl=False)
