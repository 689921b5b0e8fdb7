"""Every play and what became of it."""

from datetime import datetime

import click

from assay.cli.days import open_day


@click.command("ledger")
@click.option("--days", type=click.IntRange(7, 365), default=90, show_default=True, help="Count wins within so many.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def ledger(days: int, as_of: datetime | None, kind: str) -> None:
    """Every play, and whether plays helped as far as lots tell; csv holds the plays, json the figures too."""
    from assay.web.booting import boot

    boot()
    from assay.web.plays.ledger.terminal import print_ledger
    from assay.web.preparing import prepare_database

    prepare_database()
    click.echo(print_ledger(open_day(as_of), kind, days), nl=False)
