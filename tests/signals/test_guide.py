"""The example in the guide is a signal that works as the guide says."""

import re
from pathlib import Path

import yaml

from assay.signals.discovery import find_signals_below
from signals import contract
from signals.histories import read_case
from signals.sessions import open_duckdb

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "writing-a-signal.md").read_text()


def read_block(language: str) -> str:
    (block,) = re.findall(rf"^```{language}\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)
    return str(block)


def test_the_signal_of_the_guide_answers_its_case(tmp_path: Path) -> None:
    path = tmp_path / "rhythm" / "gone_quiet.py"
    path.parent.mkdir()
    path.write_text(read_block("python"))
    (signal,) = find_signals_below(tmp_path)
    ((name, spec),) = yaml.safe_load(read_block("yaml")).items()
    case = read_case(name, spec)
    contract.check_case(signal, open_duckdb(), case)
    contract.check_thresholds(signal, [case])
