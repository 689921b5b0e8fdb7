"""What to offer against a concern."""

from datetime import datetime

import click

from assay.cli.days import open_day


@click.command("offers")
@click.argument("deal_id", required=False, default="")
@click.option("--reason", "reasons", multiple=True, help="A driver by code or name, instead of the deal's; several.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def offers(deal_id: str, reasons: tuple[str, ...], as_of: datetime | None, kind: str) -> None:
    """What was done against a concern before deals were won, beside deals alike, and whom to ask for a reference."""
    from assay.reports.offers.terminal import show_offers
    from assay.web.booting import boot

    boot()
    from assay.web.preparing import prepare_database
    from assay.web.ties.manners import read_manners

    prepare_database()
    click.echo(show_offers(open_day(as_of), read_manners(), deal_id, reasons, kind), nl=False)
