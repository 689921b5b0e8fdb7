"""The command line: each command reads its arguments, calls one function and prints what it gives back."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from assay import __version__
from assay.cli.assistant import mcp
from assay.cli.at_risk import at_risk
from assay.cli.days import open_day
from assay.cli.forgetting import forget
from assay.cli.ledger import ledger
from assay.cli.like import like
from assay.cli.offers import offers
from assay.cli.saying import COMMANDS as SAYING
from assay.cli.ties import ties
from assay.cli.words import COMMANDS as WORDS
from assay.domain.errors import AssayError
from assay.store.home import open_home

_PATH = click.Path(path_type=Path)


class _Commands(click.Group):
    """Turns an AssayError into its message on stderr and its exit code."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except AssayError as error:
            click.echo(f"assay: {error}", err=True)
            sys.exit(error.exit_code)


@click.group(cls=_Commands)
@click.version_option(__version__)
def main() -> None:
    """Why deals were lost, and which open ones can still be won."""


for _command in (*WORDS, *SAYING, forget, like, at_risk, ledger, offers, ties, mcp):
    main.add_command(_command)


@main.command("import")
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--map", "ask", is_flag=True, help="Propose a mapping for files that no profile knows, ask, and keep it.")
@click.option("--mapping", type=_PATH, help="Use this mapping file, and keep it.")
@click.option("--instance", default="main", show_default=True, help="Which org or portal the files come from.")
@click.option("--seen-on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the export; by default the files' own date.")
@click.option("--date-order", type=click.Choice(["dmy", "mdy"]), help="For dates that can be read both ways.")
def import_(
    paths: tuple[Path, ...],
    ask: bool,
    mapping: Path | None,
    instance: str,
    seen_on: datetime | None,
    date_order: str | None,
) -> None:
    """Read export files, folders or zips into the record."""
    from assay.sources.importing import import_paths

    report = import_paths(
        open_home(), paths, ask=ask, mapping=mapping, instance=instance, seen_on=seen_on, date_order=date_order
    )
    click.echo(report.text())
    sys.exit(report.exit_code)


@main.command()
def undo() -> None:
    """Take the last import back: the record as it was before becomes its newest version."""
    from assay.sources.undoing import undo_import

    last = undo_import(open_home())
    click.echo(f"Undone: {last}. The record is as it was before; assay redo puts the import back, assay run asks anew.")


@main.command()
def redo() -> None:
    """Put the import back that was undone last."""
    from assay.sources.undoing import redo_import

    click.echo(f"Put back: {redo_import(open_home())}. assay run asks anew.")


@main.command()
@click.argument("folder", type=_PATH)
@click.option("--format", "kind", type=click.Choice(["csv", "parquet"]), default="csv", show_default=True)
def export(folder: Path, kind: str) -> None:
    """Write the record as files that `assay import` reads as they are."""
    from assay.sources.interchange import export_record

    click.echo(export_record(open_home(), folder, kind=kind))


@main.command()
def check() -> None:
    """What is wrong with the record, what cannot be asked, and what to mend first."""
    from assay.quality.report import check_record

    click.echo(check_record(open_home()).text())


@main.command()
@click.argument("change", nargs=-1)
def stages(change: tuple[str, ...]) -> None:
    """List the stages and their classes; set one with STAGE=CLASS, such as "Contract sent=open"."""
    from assay.sources.stages import list_stages, set_stages

    home = open_home()
    if change:
        set_stages(home, change)
    click.echo(list_stages(home))


@main.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; by default the last known day.")
@click.option("--renew-baseline", is_flag=True, help="Make what is typical anew from the won deals known now.")
@click.option("--engine", default="", help="Run on Spark: sc://host:15002 for Spark Connect, or spark+local://.")
def run(as_of: datetime | None, renew_baseline: bool, engine: str) -> None:
    """Ask every signal of every deal, code their words, and keep the findings and what follows from them."""
    from assay.runs.coding.working import code_words
    from assay.runs.concluding.working import conclude_run
    from assay.runs.running import run_signals
    from assay.runs.second_opinions import add_second_opinions

    home = replace(open_home(), asked_engine=engine)
    click.echo(run_signals(home, as_of=as_of, renew_baseline=renew_baseline).text())
    texts = code_words(home)
    if texts:
        click.echo(
            f"Words: {texts:,} texts read and coded. See them with assay words DEAL, by competitor: assay themes"
        )
    add_second_opinions(home)
    conclude_run(home)


@main.command()
@click.argument("deal_id")
@click.option("--html", "page", type=_PATH, help="Write the loss file as one HTML page that works offline.")
def deal(deal_id: str, page: Path | None) -> None:
    """The file of one deal: what happened and what speaks for it."""
    from assay.reports.deal import show_deal, write_deal_page

    click.echo(write_deal_page(open_home(), deal_id, page) if page else show_deal(open_home(), deal_id))


@main.command()
@click.option("--out", type=_PATH, default=Path("assay-report"), show_default=True, help="Folder to write.")
@click.option("--by", "field", help="Also group by this field, a column of deal or one of your own.")
@click.option("--pdf/--no-pdf", default=True, show_default=True, help="Write the team page as PDF too.")
def report(out: Path, field: str | None, pdf: bool) -> None:
    """The team page, and the loss file of every lost deal."""
    from assay.reports.site import write_site

    click.echo(write_site(open_home(), out, field=field, pdf=pdf))


@main.command()
@click.argument("name", required=False)
@click.option("--format", "kind", type=click.Choice(["csv", "parquet", "json"]), default="csv", show_default=True)
@click.option("--out", type=_PATH, help="File to write; by default standard output (not for parquet).")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Those of an earlier day, by what was known on it.")
def results(name: str | None, kind: str, out: Path | None, as_of: datetime | None) -> None:
    """List the tables of the last run, or write one."""
    from assay.runs.results import list_results, write_results

    home = open_day(as_of)
    click.echo(write_results(home, name, kind, out) if name else list_results(home), nl=name is None)


@main.command()
@click.argument("folder", type=_PATH)
def sample(folder: Path) -> None:
    """Write the export files of an invented sample company."""
    from assay.sample.company import write_company

    click.echo(write_company(folder))


@main.group()
def user() -> None:
    """Who may sign in to the web application."""


@user.command("add")
@click.argument("email")
@click.option("--name", default="", help="How pages and letters name the person.")
@click.option(
    "--role",
    type=click.Choice(["rep", "manager", "analyst", "administrator"]),
    default="administrator",
    show_default=True,
)
def add_user_(email: str, name: str, role: str) -> None:
    """Make a user, or a new link for one; prints a link to set the password, which serves once."""
    from assay.web.booting import boot

    boot()
    from assay.web.people.adding import add_user
    from assay.web.preparing import prepare_database

    prepare_database()
    click.echo(add_user(email, name, role))


@user.command("list")
def list_users_() -> None:
    """Everybody with an account."""
    from assay.web.booting import boot

    boot()
    from assay.web.people.adding import list_users
    from assay.web.preparing import prepare_database

    prepare_database()
    click.echo(list_users())


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Processes that make pages.")
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="Also do imports, runs and reports here.")
def serve(host: str, port: int, workers: int, jobs: bool) -> None:
    """Serve the web application."""
    from assay.web.serving import serve as serve_pages

    serve_pages(host, port, workers, jobs=jobs)


@main.command()
@click.option("--quick", is_flag=True, help="Take quick work alone, so that it need not wait for long work.")
def worker(quick: bool) -> None:
    """Do imports, runs and reports that were asked for on pages; `assay serve` does so itself."""
    from assay.web.serving import work_jobs

    work_jobs(quick=quick)


@main.command("demo-people", hidden=True)
def demo_people() -> None:
    """Make a person of each role to try the application with, and print their passwords."""
    from assay.web.booting import boot

    boot()
    from assay.web.people.demo import show_demo_people
    from assay.web.preparing import prepare_database

    prepare_database()
    click.echo(show_demo_people())
