"""`assay redact` and `assay restore`, with the record's names."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assay.cli import main
from assay.store.home import Home, open_home
from assay.words.redaction import redact
from assay.words.redaction.record_names import read_names
from words.redaction.named_record import write_named_record


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """Of a record with two accounts, three people, a seller and a competitor."""
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path / "home"))
    return open_home()


@pytest.fixture
def deal(home: Home) -> int:
    """The deal of Brightmoor, in the record."""
    return write_named_record(home)


def test_a_text_is_shown_before_and_after_and_put_back_by_its_key(deal: int, tmp_path: Path) -> None:
    key = tmp_path / "key.json"
    text = "Zsófia of Brightmoor asked Quorvex, p@x.io\n"
    shown = CliRunner().invoke(main, ["redact", "-", "--deal", str(deal), "--key", str(key)], input=text).output
    assert shown.startswith("[person 1] of [company 1] asked [company 2], [e-mail 1]\n")
    assert "[person 1]     'Zsófia', found by the record" in shown
    assert key.stat().st_mode & 0o077 == 0
    told = CliRunner().invoke(main, ["restore", "-", "--key", str(key)], input="[person 1] and [company 2]\n").output
    assert told == "Zsófia and Quorvex\n"


def test_a_file_that_is_no_key_is_refused(home: Home, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text("[]", encoding="utf-8")
    done = CliRunner().invoke(main, ["restore", "-", "--key", str(wrong)], input="x")
    assert done.exit_code == 2
    assert "is no key of hidden words" in done.output


def test_people_of_the_deal_are_found_by_one_name_and_others_by_both(home: Home, deal: int) -> None:
    text = "nagy, Zsofia Nagy, Petrova and anastasia petrova; QVX and pawel"
    names = read_names(home, [text], deal)
    shown = redact(text, names, use_model=False).text
    assert shown == "[person 1], [person 1], Petrova and [person 2]; [company 1] and [person 3]"


def test_without_a_deal_a_small_record_gives_all_names(home: Home, deal: int) -> None:
    shown = redact("petrova said no", read_names(home, ["petrova said no"]), use_model=False).text
    assert shown == "[person 1] said no"


def test_nothing_in_the_record_or_the_text_hides_nothing(home: Home, deal: int) -> None:
    assert not read_names(home, [""])
    assert not read_names(open_home(str(home.path / "empty")), ["Petrova"])
