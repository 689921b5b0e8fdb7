"""The open deals in the same situation as a loss."""

from datetime import datetime

import click

from assay.cli.days import open_day


@click.command("like")
@click.argument("deal_id", required=False, default="")
@click.option("--reason", "reasons", multiple=True, help="A driver by code or name, instead of the verdict; several.")
@click.option("--text", default="", help="The situation in words, instead of a deal.")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "csv", "json"]), default="text", show_default=True)
def like(deal_id: str, reasons: tuple[str, ...], text: str, as_of: datetime | None, kind: str) -> None:
    """Open deals in which the same is likely at work as in one loss; csv and json rank all of them."""
    from assay.reports.same_situation.terminal import Asked, show_like
    from assay.web.booting import boot

    boot()
    from assay.web.confirming.reading import confirmed_until
    from assay.web.preparing import prepare_database

    prepare_database()
    asked = Asked(deal_id, reasons, text)
    click.echo(show_like(open_day(as_of), asked, kind, confirmed_until(as_of)), nl=False)
