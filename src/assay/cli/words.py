"""The commands on what people said: coded, heard, hidden, transcribed, asked about."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TextIO

import click

from assay.store.home import open_home

_PATH = click.Path(path_type=Path)


@click.command("words")
@click.option("--deal", "deal_id", required=True, help="Id in the source, our own id, or an exact name.")
def words_(deal_id: str) -> None:
    """What was said of a deal that tells of a reason, each passage with its code."""
    from assay.reports.coded import show_words

    click.echo(show_words(open_home(), deal_id))


@click.command("code")
@click.argument("text")
@click.option("--message", "is_message", is_flag=True, help="It is an e-mail: leave out what it quotes.")
@click.option(
    "--note", "is_note", is_flag=True, help="It is a note or talk: show only what says something of a reason."
)
def code_(text: str, is_message: bool, is_note: bool) -> None:
    """Code one text: which drivers it names, and how sure that is."""
    from assay.words.coding.showing import show_code

    click.echo(show_code(open_home(), text, is_message=is_message, is_answer=not (is_note or is_message)))


@click.group()
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


@click.group()
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


@click.command("redact")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--deal", "deal_id", type=int, help="The deal that it is about: its people are found by one name alone.")
@click.option("--amounts", is_flag=True, help="Hide sums of money too.")
@click.option("--key", type=_PATH, help="Write the hidden words to this file, for `assay restore`.")
def redact_(file: TextIO, deal_id: int | None, amounts: bool, key: Path | None) -> None:
    """Show a text (a file, or - for standard input) without people, addresses and numbers, and what was hidden."""
    from assay.words.redaction.showing import show_redaction

    click.echo(show_redaction(open_home(), file.read(), deal_id=deal_id, amounts=amounts, key=key))


@click.command("restore")
@click.argument("file", type=click.File("r", encoding="utf-8", errors="replace"))
@click.option("--key", type=_PATH, required=True, help="The file that `assay redact --key` wrote.")
def restore_(file: TextIO, key: Path) -> None:
    """Put the hidden words back into a text."""
    from assay.words.redaction.showing import show_restored

    click.echo(show_restored(file.read(), key), nl=False)


@click.command()
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


@click.command()
@click.option("--company", default="", help="A competitor to set beside us, with its quotes.")
@click.option("--theme", default="", help="The quotes of one theme, such as price.")
@click.option("--csv", type=click.Choice(["themes", "quotes"]), help="Write the table or the quotes as CSV.")
def themes(company: str, theme: str, csv: str | None) -> None:
    """What buyers said about us and about each competitor, theme by theme."""
    from assay.reports.themes.terminal import show_themes

    click.echo(show_themes(open_home(), company=company, theme=theme, csv=csv or ""), nl=not csv)


@click.command()
@click.argument("change", nargs=-1)
def competitors(change: tuple[str, ...]) -> None:
    """List the competitors; give one other names with "NAME=another name; a third"."""
    from assay.sources.rival_names import list_competitors, set_competitors

    home = open_home()
    if change:
        set_competitors(home, change)
    click.echo(list_competitors(home))


@click.command()
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


@click.command()
@click.option("--remove", help="Remove one, by its name or the first letters of its number.")
@click.option("--keep-words", is_flag=True, help="With --remove: leave its words in the record.")
def recordings(remove: str | None, keep_words: bool) -> None:
    """List the recorded calls that are kept, or remove one."""
    from assay.runs.recordings.showing import remove_named, say_recordings

    click.echo(remove_named(open_home(), remove, keeps_words=keep_words) if remove else say_recordings(open_home()))


#: all of them, for the command line to take in
COMMANDS: tuple[click.Command, ...] = (
    *(words_, code_, taxonomy, ear, redact_, restore_, opinion),
    *(themes, competitors, transcribe, recordings),
)
