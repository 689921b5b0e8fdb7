"""The ear on the command line."""

import json

import pytest
from click.testing import CliRunner

from assay.cli import main


@pytest.fixture(autouse=True)
def _home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSAY_HOME", str(tmp_path_factory.mktemp("home")))


def _ask(*arguments: str, given: str = "") -> str:
    result = CliRunner().invoke(main, ["ear", *arguments], input=given)
    assert result.exit_code == 0, result.output
    return result.output


def test_a_question_is_heard_and_opened() -> None:
    told = _ask("question", "Was our price too high?")
    assert "closed" in told
    assert "ask: What part did our price play in your decision?" in told


def test_an_answer_is_read_from_standard_input() -> None:
    told = _ask("answer", "--question", "Why?", given="It just wasn't the right fit.\n")
    assert told.startswith("Vague")
    assert "nothing will be sold" in told


def test_a_message_is_told_as_json() -> None:
    told = json.loads(_ask("message", "--kind", "note", "--json", "Thank you. Would you reconsider?"))
    assert told["may_go"] is False
    assert [fault["fault"] for fault in told["faults"]] == ["resells"]
    assert [part["part"] for part in told["missing"]] == ["acceptance"]
