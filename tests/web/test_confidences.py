"""What was said to a circle of people never leaves it: every way out is walked, and a new one fails here.

A word that stands nowhere else is said in each circle. Then every page, as people who are in none of the circles or in
some, every command that prints or writes, and all files that are made for pages are searched for these words.
"""

import re
import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.core.management import call_command
from django.test import Client

from assay.asking.recording import record_rows
from assay.cli import main
from assay.domain.key import make_key
from assay.jobs.models import Job
from assay.reports.catalogue.laying import write_laid
from assay.reports.catalogue.writing import write_catalogue
from assay.store import open_place
from assay.store.duckdb_engine import open_connection
from assay.store.home import Home
from assay.tables import TABLES
from assay.tables.results import RESULT_TABLES
from assay.web.debriefs.answering import Question, Speaker, erase_answers, keep_answer, share_answers, tag_answer
from assay.web.debriefs.models import BuyingProcess, Debrief, Participant, Requirement
from assay.web.debriefs.recording import gather_waiting
from assay.web.people.log import LogEntry
from assay.web.people.models import SellerLink
from reports.invented_company import Company
from web.addresses import ALL
from web.conftest import Staff, sign_in

pytestmark = pytest.mark.django_db(transaction=True)

#: circle -> what is said in it alone; every one says something that may be looked for, too
WORDS = {"private": "xylophonist", "participants": "quokkaword", "team": "zanzibarite"}
SOUGHT = "lunchroom"

#: who may read which of them: of the deal's owner, the owner's manager, and people outside the circles
MAY_READ = {"anna": {"team"}, "analyst": set(), "sven": set()}

#: commands that print or write what the record and the results hold; {deal}, {out} are filled in
PRINTING = {
    "check": [[]],
    "deal": [["{deal}"], ["{deal}", "--html", "{out}/deal.html"]],
    "export": [["{out}/csv"], ["{out}/parquet", "--format", "parquet"]],
    "at-risk": [[], ["--format", "csv"]],
    "like": [["--reason", "timing"], ["{deal}", "--reason", "timing", "--format", "csv"]],
    "offers": [["--reason", "timing"], ["--reason", "timing", "--format", "csv"]],
    "ledger": [[], ["--format", "csv"]],
    "say": [["{deal}", "--reason", "timing"], ["{deal}", "--reason", "timing", "--format", "json"]],
    "report": [["--out", "{out}/report", "--no-pdf"]],
    "results": [[], *([name, "--format", kind] for name in RESULT_TABLES for kind in ("csv", "json"))],
    "stages": [[]],
    "themes": [[]],
    "ties": [["{deal}", "--reason", "timing"], ["{deal}", "--format", "csv"], ["{deal}", "--format", "json"]],
    "words": [["--deal", "{deal}"]],
}
#: those that write nothing of a deal's words: each was looked at
SILENT = {
    *("code", "competitors", "demo-people", "ear", "forget", "import", "opinion", "recordings", "redact", "redo"),
    "check-secrecy",  # tells what of a given text would give a loss away
    "mcp",  # asks the API
    *("restore", "run", "sample", "serve", "taxonomy", "transcribe", "undo", "user", "worker"),
}


@pytest.fixture(scope="module")
def company_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented company in a home, to be copied."""
    home = Home(tmp_path_factory.mktemp("company"), {})
    with Company(12).open() as connection:
        for where, tables in ((home.record, TABLES), (home.results, RESULT_TABLES)):
            with open_place(where, tables).writing() as commit:
                for name in tables:
                    told = " REPLACE (coalesce(examples, '[]') AS examples)" if name == "source_field" else ""
                    commit.replace(connection, name, f"SELECT *{told} FROM {name}")
                commit.publish(note="made")
    return home.path


@pytest.fixture
def home(company_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Home:
    """The invented company in a home of the test's own."""
    path = tmp_path / "home"
    shutil.copytree(company_home, path)
    monkeypatch.setenv("ASSAY_HOME", str(path))
    settings.HOME = Home(path, {})
    return settings.HOME


@pytest.fixture
def debrief(home: Home, staff: Staff) -> Debrief:
    """A debrief of a lost deal of anna's, in which ben takes part and says something in every circle."""
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        ((deal, name, seller, account),) = connection.execute(
            "SELECT id, name, owner_id, account_id FROM deal WHERE outcome = 'lost' ORDER BY id LIMIT 1"
        ).fetchall()
    SellerLink.objects.filter(user=staff.anna).update(seller_id=seller)
    call_command("createcachetable", verbosity=0)
    debrief = Debrief.objects.create(
        deal_id=deal, deal_name=name, owner_id=seller, account_id=account, outcome="lost", kind="investigation",
        state="held", ended_at="2026-01-02T00:00:00Z", held_at="2026-01-03T00:00:00Z",
    )  # fmt: skip
    Participant.objects.create(debrief=debrief, user=staff.ben)
    for circle, word in WORDS.items():
        _say(debrief, staff, circle, f"Between us, in the {SOUGHT}: {word} was the reason, and the price.")
    record_rows(home, gather_waiting().rows)
    _quote(home, debrief)
    write_catalogue(home)
    write_laid(home)
    return debrief


def _say(debrief: Debrief, staff: Staff, circle: str, text: str) -> None:
    speaker = Speaker(f"user {staff.ben.pk} {circle}", "peer", "investigation", "Ben", author=staff.ben)
    answer, _ = keep_answer(debrief, Question(f"why {circle}", "Why?"), speaker, text, 0)
    tag_answer(answer, [{"driver": "price", "span": "0-12"}], staff.ben)
    if circle != "private":
        share_answers(debrief, speaker.who, circle)
    told = {"debrief": debrief, "author": staff.ben, "circle": circle, "finished_at": debrief.held_at}
    Requirement.objects.create(what=text, answer=answer, **told)
    BuyingProcess.objects.create(how=text, account_id=debrief.account_id or 1, answer=answer, **told)


def _quote(home: Home, debrief: Debrief) -> None:
    """The results quote the statements, as they do where a statement was for everybody when it was coded."""
    with open_place(home.results, RESULT_TABLES).writing() as commit, open_connection() as connection:
        open_place(home.results, RESULT_TABLES).attach(connection)
        open_place(home.record, TABLES).attach(connection)
        quoted = (
            "SELECT deal_id, 'statement' AS \"table\", id AS row_id, 'peer' AS side, origin, occurred_at, known_at,"
            " 0 AS start, length(text) AS \"end\", text AS quote, 'price' AS driver, 'us' AS about, 'model' AS coder,"
            " 0.9 AS confidence FROM statement WHERE source = 'assay'"
        )
        commit.replace(connection, "mention", f"SELECT * FROM mention UNION ALL BY NAME {quoted}")
        commit.publish(note="made")
        assert connection.execute(f"SELECT count(*) FROM ({quoted})").fetchall() == [(2,)]


def _fill(route: str, debrief: Debrief) -> Iterator[str]:
    """Addresses that a route takes, about the deal and its debrief."""
    if "(signup/|" in route or "(?P<" in route:
        return
    for number in (debrief.deal_id, debrief.pk):
        path = re.sub(r"<int:\w+>", str(number), route)
        path = re.sub(r"<uuid:\w+>", "00000000-0000-4000-8000-000000000000", path)
        path = re.sub(r"<\w*:?\w+>", str(number), path)
        yield "/" + path.replace("^", "").replace("$", "")
        if path == route:
            return


def _read(client: Client, path: str) -> str:
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    return content.decode("utf-8", "replace")


def _find(text: str, allowed: Collection[str] = ()) -> list[str]:
    return [circle for circle, word in WORDS.items() if word in text.lower() and circle not in allowed]


@pytest.mark.parametrize("name", list(MAY_READ))
def test_no_page_shows_a_confidence_outside_its_circle(debrief: Debrief, staff: Staff, name: str) -> None:
    client, wrong = sign_in(getattr(staff, name)), []
    paths = [path for route in ALL if "logout" not in route for path in _fill(route, debrief)]
    paths += [f"/search/?q={SOUGHT}", f"/search/?q={SOUGHT}&kind=statement", f"/deals/?q={SOUGHT}"]
    for path in paths:
        if found := _find(_read(client, path), MAY_READ[name]):
            wrong.append((path, found))
    assert wrong == []


def test_no_command_writes_a_confidence(debrief: Debrief, tmp_path: Path) -> None:
    assert set(main.commands) == set(PRINTING) | SILENT, "a new command: say whether it prints what was said"
    out, wrong = tmp_path / "out", []
    out.mkdir()
    for name, calls in PRINTING.items():
        for call in calls:
            told = [part.format(deal=debrief.deal_id, out=out) for part in call]
            answer = CliRunner().invoke(main, [name, *told])
            if answer.exit_code or _find(answer.output):
                wrong.append((name, told, repr(answer.exception), _find(answer.output)))
    assert wrong == []
    assert _list_leaks(out) == []


def test_no_file_made_for_pages_holds_a_confidence(home: Home, debrief: Debrief) -> None:
    inside = {"record", "results"}
    leaks = [one for one in _list_leaks(home.path) if one[0].split("/")[0] not in inside]
    assert leaks == []
    assert (home.path / "catalogue").is_dir()


def _list_leaks(folder: Path) -> list[tuple[str, list[str]]]:
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        if path.suffix in (".parquet", ".laid"):
            with open_connection() as connection:
                text += str(connection.execute(f"SELECT * FROM read_parquet('{path}')").fetchall())
        if leak := _find(text):
            found.append((str(path.relative_to(folder)), leak))
    return found


def test_neither_the_log_nor_the_work_tells_a_confidence(debrief: Debrief) -> None:
    assert _find(str(list(LogEntry.objects.values()))) == []
    assert _find(str(list(Job.objects.values()))) == []


def test_what_is_private_never_reaches_the_record(home: Home, debrief: Debrief) -> None:
    with open_connection() as connection:
        open_place(home.record, TABLES).attach(connection)
        said = str([connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("statement", "requirement",
                    "buying_process", "statement_code")])  # fmt: skip
    assert WORDS["private"] not in said
    assert [circle for circle, word in WORDS.items() if word in said] == ["participants", "team"]


def test_an_erased_confidence_is_in_no_file_at_all(home: Home, debrief: Debrief) -> None:
    from assay.asking.erasing import erase_answers as erase_recorded

    answers = list(debrief.answers.all())
    erase_answers(answers)
    erase_recorded(home, [one.pk for one in answers])
    assert _list_leaks(home.path) == []


def test_the_words_are_there_to_be_found(debrief: Debrief, staff: Staff) -> None:
    statement = make_key("assay", "main", "statement", f"answer {debrief.answers.get(circle='team').pk}.1")
    assert statement
    assert {one.circle for one in debrief.answers.all()} == set(WORDS)
