"""The command line: each command reads its arguments, calls one function and prints what it gives back."""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from assay import __version__
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
@click.argument("paths", nargs=-1, required=True, type=_PATH)
@click.option("--deal", default="", help="Id of the deal that the call was about; the call becomes an activity of it.")
@click.option("--activity", default="", help="Id of the call, where the record holds it.")
@click.option("--ours", type=click.Choice(["left", "right", "unknown"]), default="", help="Channel of our side.")
@click.option("--at", type=click.DateTime(["%Y-%m-%d", "%Y-%m-%d %H:%M"]), help="When the call was, UTC.")
@click.option("--our-name", default="", help="Who speaks on our channel, if one person does.")
@click.option("--buyer-name", default="", help="Who speaks on the buyer's channel, if one person does.")
@click.option("--language", default="", help="Two letters, for weights of several languages; by default it is told.")
@click.option("--model", default="", help="Folder with the weights; by default the setting speech_model.")
@click.option("--out", type=_PATH, help="Only write transcripts (VTT) into this folder; the record is left alone.")
def transcribe(paths: tuple[Path, ...], out: Path | None, at: datetime | None, **said: str) -> None:
    """Hear recorded calls, keep them, and bring their words into the record."""
    from datetime import UTC

    from assay.runs.recordings.adding import Wanted
    from assay.runs.recordings.showing import transcribe_files

    wanted = Wanted(at=at.replace(tzinfo=UTC) if at else None, **said)
    for line in transcribe_files(open_home(), paths, wanted, out):
        click.echo(line)


@main.command()
@click.option("--remove", help="Remove one, by its name or the first letters of its number.")
@click.option("--keep-words", is_flag=True, help="With --remove: leave its words in the record.")
def recordings(remove: str | None, keep_words: bool) -> None:
    """List the recorded calls that are kept, or remove one."""
    from assay.runs.recordings.showing import remove_named, say_recordings

    click.echo(remove_named(open_home(), remove, keeps_words=keep_words) if remove else say_recordings(open_home()))


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
@click.argument("change", nargs=-1)
def competitors(change: tuple[str, ...]) -> None:
    """List the competitors; give one other names with "NAME=another name; a third"."""
    from assay.sources.rival_names import list_competitors, set_competitors

    home = open_home()
    if change:
        set_competitors(home, change)
    click.echo(list_competitors(home))


@main.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; by default the last known day.")
@click.option("--renew-baseline", is_flag=True, help="Make what is typical anew from the won deals known now.")
@click.option("--engine", default="", help="Run on Spark: sc://host:15002 for Spark Connect, or spark+local://.")
def run(as_of: datetime | None, renew_baseline: bool, engine: str) -> None:
    """Ask every signal of every deal, and keep the findings."""
    from assay.runs.running import run_signals
    from assay.runs.second_opinions import add_second_opinions

    home = replace(open_home(), asked_engine=engine)
    click.echo(run_signals(home, as_of=as_of, renew_baseline=renew_baseline).text())
    add_second_opinions(home)


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
@click.option("--company", default="", help="A competitor to set beside us, with its quotes.")
@click.option("--theme", default="", help="The quotes of one theme, such as price.")
@click.option("--csv", type=click.Choice(["themes", "quotes"]), help="Write the table or the quotes as CSV.")
def themes(company: str, theme: str, csv: str | None) -> None:
    """What buyers said about us and about each competitor, theme by theme."""
    from assay.reports.themes.terminal import show_themes

    click.echo(show_themes(open_home(), company=company, theme=theme, csv=csv or ""), nl=not csv)


@main.command()
@click.argument("name", required=False)
@click.option("--format", "kind", type=click.Choice(["csv", "parquet", "json"]), default="csv", show_default=True)
@click.option("--out", type=_PATH, help="File to write; by default standard output (not for parquet).")
def results(name: str | None, kind: str, out: Path | None) -> None:
    """List the tables of the last run, or write one."""
    from assay.runs.results import list_results, write_results

    click.echo(write_results(open_home(), name, kind, out) if name else list_results(open_home()), nl=name is None)


@main.command("words")
@click.option("--deal", "deal_id", required=True, help="Id in the source, our own id, or an exact name.")
def words_(deal_id: str) -> None:
    """What was said of a deal that tells of a reason, each passage with its code."""
    from assay.reports.coded import show_words

    click.echo(show_words(open_home(), deal_id))


@main.command("code")
@click.argument("text")
@click.option("--message", "is_message", is_flag=True, help="It is an e-mail: leave out what it quotes.")
@click.option(
    "--note", "is_note", is_flag=True, help="It is a note or talk: show only what says something of a reason."
)
def code_(text: str, is_message: bool, is_note: bool) -> None:
    """Code one text: which drivers it names, and how sure that is."""
    from assay.words.coding.showing import show_code

    click.echo(show_code(open_home(), text, is_message=is_message, is_answer=not (is_note or is_message)))


@main.group()
def taxonomy() -> None:
    """The drivers into which words are coded."""


@taxonomy.command("show")
@click.argument("code", default="")
def show_taxonomy_(code: str) -> None:
    """All drivers, or one in full."""
    from assay.words.taxonomy import load_taxonomy
    from assay.words.taxonomy.showing import show_taxonomy

    click.echo(show_taxonomy(load_taxonomy(open_home()), code))


@taxonomy.command("check")
@click.argument("path", required=False, type=_PATH)
def check_taxonomy_(path: Path | None) -> None:
    """Whether a file, or the taxonomy in force, can be used."""
    from assay.words.taxonomy import load_taxonomy, read_taxonomy

    read = read_taxonomy(path) if path else load_taxonomy(open_home())
    click.echo(f"Version {read.version} can be used: {len(read.in_use)} drivers in {len(read.groups)} groups.")


@taxonomy.command("export")
@click.argument("path", required=False, type=_PATH)
def export_taxonomy_(path: Path | None) -> None:
    """Write the taxonomy in force to a file, or to standard output."""
    from assay.words.taxonomy import load_taxonomy
    from assay.words.taxonomy.writing import write_taxonomy

    text = write_taxonomy(load_taxonomy(open_home()))
    if path is None:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
        click.echo(f"Written: {path.resolve()}")


@main.group()
def ear() -> None:
    """Hear how a debrief's answer or question, or a message to a buyer, comes across."""


_TEXT = click.argument("text", required=False)
_JSON = click.option("--json", "as_json", is_flag=True, help="Write every field as JSON.")


@ear.command("answer")
@_TEXT
@click.option("--question", default="", help="The question that was answered.")
@_JSON
def hear_answer_(text: str | None, question: str, as_json: bool) -> None:
    """Whether an answer says something, and what to ask next; without TEXT it is read from standard input."""
    from assay.words.ear import hear_answer
    from assay.words.ear.showing import show_heard
    from assay.words.embedding import open_embedder

    heard = hear_answer(_read_text(text), question, open_embedder(open_home().settings))
    click.echo(show_heard(heard, as_json=as_json))


@ear.command("question")
@_TEXT
@_JSON
def hear_question_(text: str | None, as_json: bool) -> None:
    """What loads a question, with an open one in its place; without TEXT it is read from standard input."""
    from assay.words.ear import hear_question
    from assay.words.ear.showing import show_heard
    from assay.words.embedding import open_embedder

    heard = hear_question(_read_text(text), open_embedder(open_home().settings))
    click.echo(show_heard(heard, as_json=as_json))


@ear.command("message")
@_TEXT
@click.option("--kind", type=click.Choice(["invitation", "letter", "note"]), default="letter", show_default=True)
@_JSON
def hear_message_(text: str | None, kind: str, as_json: bool) -> None:
    """Which sentences of a message to a buyer sell, argue or press; without TEXT it is read from standard input."""
    from assay.words.ear import hear_message
    from assay.words.ear.showing import show_heard
    from assay.words.embedding import open_embedder

    heard = hear_message(_read_text(text), kind, open_embedder(open_home().settings))
    click.echo(show_heard(heard, as_json=as_json))


def _read_text(text: str | None) -> str:
    return sys.stdin.read() if text is None else text


@main.command()
@click.argument("folder", type=_PATH)
def sample(folder: Path) -> None:
    """Write the export files of an invented sample company."""
    from assay.sample.company import write_company

    click.echo(write_company(folder))


@main.command("redact")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--deal", "deal_id", type=int, help="The deal that it is about: its people are found by one name alone.")
@click.option("--amounts", is_flag=True, help="Hide sums of money too.")
@click.option("--key", type=_PATH, help="Write the hidden words to this file, for `assay restore`.")
def redact_(file: TextIO, deal_id: int | None, amounts: bool, key: Path | None) -> None:
    """Show a text (a file, or - for standard input) without people, addresses and numbers, and what was hidden."""
    from assay.words.redaction.showing import show_redaction

    click.echo(show_redaction(open_home(), file.read(), deal_id=deal_id, amounts=amounts, key=key))


@main.command("restore")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--key", type=_PATH, required=True, help="The file that `assay redact --key` wrote.")
def restore_(file: TextIO, key: Path) -> None:
    """Put the hidden words back into a text."""
    from assay.words.redaction.showing import show_restored

    click.echo(show_restored(file.read(), key), nl=False)


@main.command()
@click.option("--deal", "deal_id", type=int, required=True, help="The deal to ask about, as assay deal takes it.")
@click.option("--approve", "digest", default="", help="Send just the text that was shown with this digest.")
def opinion(deal_id: int, digest: str) -> None:
    """Show to the letter what a language model would be asked about a deal; with --approve, ask it."""
    if not digest:
        from assay.words.second_opinion.showing import show_question

        click.echo(show_question(open_home(), deal_id))
        return
    from assay.web.booting import boot

    boot()
    from assay.web.outgoing.commanding import ask_at_once
    from assay.web.preparing import prepare_database

    prepare_database()
    click.echo(ask_at_once(open_home(), deal_id, digest))


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
