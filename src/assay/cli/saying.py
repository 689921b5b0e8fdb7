"""What to say to a buyer, and whether it gives an understood loss away."""

import sys
from datetime import datetime
from typing import TextIO

import click

from assay.cli.days import open_day


@click.command("say")
@click.argument("deal_id")
@click.option("--reason", required=True, help="The concern to speak of: a driver by code or name.")
@click.option("--loss", default="", help="The understood loss, which nothing said may give away.")
@click.option("--language", type=click.Choice(["en", "de"]), default="en", show_default=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="As of the end of an earlier day.")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True)
def say(deal_id: str, reason: str, loss: str, language: str, as_of: datetime | None, kind: str) -> None:
    """An opener, one question, three listening prompts, and a script for whoever talks to the buyer in our stead."""
    from assay.reports.saying.terminal import Wanted, show_scripts
    from assay.web.booting import boot

    boot()
    from assay.web.preparing import prepare_database
    from assay.web.scripts.wording import find_wording

    prepare_database()
    wanted = Wanted(deal_id, reason, loss, language)
    click.echo(show_scripts(open_day(as_of), wanted, kind, find_wording), nl=False)


@click.command("check-secrecy")
@click.argument("file", type=click.File(encoding="utf-8"))
@click.option("--loss", required=True, help="The deal that the text must not give away.")
@click.option("--format", "kind", type=click.Choice(["text", "json"]), default="text", show_default=True)
def check_secrecy(file: TextIO, loss: str, kind: str) -> None:
    """Whether a text gives a loss away: each place and how to say it instead; ends with 1 where there is one."""
    from assay.reports.saying.terminal import show_secrecy

    said, is_leaking = show_secrecy(open_day(None), loss, file.read(), kind)
    click.echo(said, nl=False)
    sys.exit(1 if is_leaking else 0)


COMMANDS = (say, check_secrecy)
