"""The folder that holds all state, and the settings that a person may write there."""

import json
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assay.domain.errors import InputError
from assay.store.durable import write_durably

SETTINGS = {
    "record": "where the record lies: a folder, or a URL such as postgresql://user@host/database",
    "engine": "where signals run: sc://host:15002 for Spark Connect, spark+local:// for a Spark in this process; "
    "by default where the record lies",
    "engine_record": "the record's folder as the engine reads it, such as file:///mnt/assay/record or "
    "s3a://bucket/record, where that is another path than here",
    "home_currency": "ISO 4217 code in which money is shown; by default the currency that most deals carry",
    "company": "name that pages show",
    "criteria_hours": "hours that an activity without a length is taken to cost where criteria count hours saved; by "
    "default 0.5",
    "import_file_gb": "gigabytes that one uploaded or fetched file may have; by default 2",
    "import_gb": "gigabytes that all files of one import may have; by default 5",
    "import_folders": "folders of this server, with colons between them, below which an administrator may have files "
    "read on the import page; by default none",
    "import_private_addresses": "yes, to have files fetched from addresses of your own network too; by default no",
    "words": "no, to leave the words of deals uncoded in a run; by default yes",
    "words_model": "what compares the meaning of words: empty for the model that is shipped, languages for one that "
    "knows several languages, word-counts for none, a folder with an ONNX file, or an address of /v1/embeddings",
    "words_model_name": "name of the model at that address",
    "words_model_outside": "yes, to let words go to an address that is not of this machine; by default no",
    "words_threads": "processor threads that the model may use; by default 1",
    "opinion": "yes, to ask a language model for a second opinion; by default no",
    "opinion_url": "address of the language model up to /v1, of the kind that OpenAI has",
    "opinion_model": "name of the language model at that address",
    "opinion_key_file": "file of this server that holds the key for that address",
    "opinion_key_variable": "environment variable of the server that holds the key, where no file does",
    "opinion_plain": "yes, to ask an address of this very machine about texts as they are, not redacted; by default no",
    "opinion_amounts": "yes, to hide sums of money too in what is sent; by default no",
    "opinion_price_in": "price of a million tokens sent",
    "opinion_price_out": "price of a million tokens received",
    "opinion_currency": "ISO 4217 code of these prices and of the cap; by default the home currency, else USD",
    "opinion_cap": "how much may be spent in a calendar month; by default no cap",
    "opinion_wait_s": "seconds that one answer may take; by default 120",
    "opinion_most_tokens": "tokens that one answer may have; by default 2000",
    "webhooks": "yes, to tell other programs what happens, at addresses that an administrator names; by default no",
    "webhook_hosts": "hosts of your own network, with commas, that webhooks may go to; by default public hosts alone",
    "speech_model": "folder with the weights that hear recorded calls, a Whisper model in the form of CTranslate2; by "
    "default those of the extra speech, which know English alone",
    "mail_server": "server that takes mail: smtp://host:587, or smtps://host; by default mail is written into the home",
    "mail_user": "user whom the mail server lets in, where it asks for one",
    "mail_password_file": "file of this server that holds that user's password",
    "mail_sender": "in whose name mail goes, such as Acme <debriefs@example.org>",
    "holidays": "days such as 2026-12-25, with commas between, on which no buyer is called; weekends count anyway",
    "hold_out": "no, to propose every open deal that is like a loss; by default a fifth of them is kept back by lot, "
    "so that it can be told whether calling helps",
    "fiscal_year_start": "month in which the fiscal year begins, 1 to 12; by default 1, January",
}


@dataclass(frozen=True)
class Home:
    """`path` is ASSAY_HOME; everything below it belongs to Assay."""

    path: Path
    settings: dict[str, str]
    #: goes before the settings
    asked_engine: str = ""
    #: a day such as 2026-03-31 whose results are meant instead of the last run's
    asked_day: str = ""

    @property
    def record(self) -> str:
        """Where the record lies: ASSAY_RECORD, the setting, or a folder of its own."""
        return os.environ.get("ASSAY_RECORD") or self.settings.get("record") or str(self.path / "record")

    @property
    def engine(self) -> str:
        """Where signals run: what was asked for, ASSAY_ENGINE or the setting; empty for where the record lies."""
        return self.asked_engine or os.environ.get("ASSAY_ENGINE") or self.settings.get("engine") or ""

    @property
    def fiscal_start(self) -> int:
        """The month in which the fiscal year begins, 1 to 12. Raises InputError for anything else in the settings."""
        told = self.settings.get("fiscal_year_start") or "1"
        if not told.isascii() or not told.isdecimal() or not 1 <= int(told) <= 12:
            raise InputError(
                f"{self.path / 'assay.toml'} holds fiscal_year_start = {told!r}; expected the number of a month.",
                fix='Write a month from "1" to "12".',
            )
        return int(told)

    @property
    def words_threads(self) -> int:
        """See `read_threads`."""
        return read_threads(self.settings)

    @property
    def recordings(self) -> Path:
        """Recorded calls, each in a folder of its own with what was heard in it."""
        return self.path / "recordings"

    @property
    def codes_words(self) -> bool:
        """Whether a run codes the words of deals: ASSAY_WORDS or the setting, by default yes."""
        return (os.environ.get("ASSAY_WORDS") or self.settings.get("words") or "yes").strip().lower() != "no"

    @property
    def holds_out(self) -> bool:
        """Whether a part of what would be proposed is kept back by lot: the setting, by default yes."""
        return self.settings.get("hold_out", "").strip().lower() != "no"

    @property
    def results(self) -> str:
        """The results of the last run, or of the run of `asked_day`."""
        return str(self.days / self.asked_day) if self.asked_day else str(self.path / "results")

    @property
    def days(self) -> Path:
        """Results as of earlier days, one folder each; they can be made again and may be thrown away."""
        return self.path / "days"

    @property
    def mappings(self) -> Path:
        """Kept answers to `assay import --map`, one versioned file each."""
        return self.path / "mappings"

    @property
    def kept(self) -> Path:
        """Source rows as they came, one file for each file imported."""
        return self.path / "kept"

    @property
    def compiled(self) -> Path:
        """SQL of the signals, so that the next run need not compile it again; it may be thrown away."""
        return self.path / "compiled"

    @property
    def learned(self) -> Path:
        """What the coder learned from its lessons, so that the next process need not; it may be thrown away."""
        return self.path / "learned"

    @property
    def work(self) -> Path:
        """Scratch room; whatever lies there after a kill is removed by the next import."""
        return self.path / "work"


def open_home(path: str | None = None) -> Home:
    """The home at `path`, else at ASSAY_HOME, else at ~/.assay; made when missing.

    Raises InputError when it cannot be made or its assay.toml holds an unknown setting.
    """
    root = Path(path or os.environ.get("ASSAY_HOME") or Path.home() / ".assay").expanduser()
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {root} cannot be used: {error.strerror}.", fix="Set ASSAY_HOME to a folder that you may write."
        ) from error
    return Home(root, _read_settings(root / "assay.toml"))


def read_threads(settings: Mapping[str, str]) -> int:
    """How many threads a model may use: `words_threads`, by default 1. Raises InputError for anything but 1 to 64."""
    told = settings.get("words_threads", "").strip() or "1"
    if not told.isascii() or not told.isdecimal() or not 1 <= int(told) <= 64:
        raise InputError(f"words_threads is {told!r}; expected a whole number from 1 to 64.", fix='Write "1" or "2".')
    return int(told)


def change_settings(home: Home, changes: Mapping[str, str]) -> Home:
    """Write these settings into assay.toml beside those that stand there, all or none; an empty text takes one out.

    Raises InputError for an unknown setting.
    """
    path = home.path / "assay.toml"
    for name in changes:
        if name not in SETTINGS:
            raise InputError(f"There is no setting {name!r}.", fix=f"The settings are {', '.join(SETTINGS)}.")
    settings = {name: value for name, value in {**_read_settings(path), **changes}.items() if value}
    write_durably(
        path, "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in settings.items())
    )
    return replace(home, settings=settings)


def _read_settings(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    try:
        settings = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path} is not valid TOML: {error}.", fix="Mend that line, or remove the file.") from error
    for name, value in settings.items():
        if name not in SETTINGS or not isinstance(value, str):
            raise InputError(
                f"{path} holds {name} = {value!r}; the settings are {', '.join(SETTINGS)}, each a text in quotes.",
                fix=f"Remove or mend {name}.",
            )
    return settings
