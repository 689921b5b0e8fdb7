"""Open deals with reasons at work in them."""

from datetime import datetime

import click

from assay.cli.days import open_day


@click.command("at-risk")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def at_risk(as_of: datetime | None, kind: str) -> None:
    """Open deals in which a reason is likely at work, what can still be done about it, and by when."""
    from assay.reports.at_risk.terminal import show_at_risk

    click.echo(show_at_risk(open_day(as_of), kind), nl=False)
