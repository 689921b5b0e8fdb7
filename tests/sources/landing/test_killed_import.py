"""An import killed at any moment leaves the record as it was before, or as it is after: whole each time."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assay.store import open_place
from assay.tables import TABLES

TRIALS = 200
#: what the files fill
TOLD = (
    *("deal", "stage", "stage_history", "person", "activity", "activity_deal", "activity_person"),
    *("deal_event", "deal_presence", "rejected_row"),
)

#: imports what it is told in a process of its own each time, made from one that has loaded everything
FORKER = """
import os, sys
from pathlib import Path
from assay.sources.importing import import_paths
from assay.store.home import open_home
import deltalake
for line in sys.stdin:
    home, folder = line.rstrip("\\n").split("\\t")
    child = os.fork()
    if not child:
        import_paths(open_home(home), [Path(folder)])
        os._exit(0)
    print(child, flush=True)
    sys.stdin.readline()  # until then the number stays the child's own, even when it has ended
    print(os.waitpid(child, 0)[1], flush=True)
"""


class Forker:
    def __init__(self) -> None:
        self.process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-c", FORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def start(self, home: Path, folder: Path) -> int:
        """The number of the process that now imports."""
        return self._ask(f"{home}\t{folder}")

    def wait(self) -> int:
        """How the import ended: 0, or the number of the signal."""
        return self._ask("wait")

    def _ask(self, line: str) -> int:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())


@pytest.fixture
def forker() -> Iterator[Forker]:
    forker = Forker()
    yield forker
    forker.process.stdin.close()  # type: ignore[union-attr]
    forker.process.wait()
    forker.process.stdout.close()  # type: ignore[union-attr]


def write_files(folder: Path, stage: str, deals: int) -> None:
    """Deals with a call each; `stage` is where all of them stand."""
    folder.mkdir()
    numbers = range(deals)
    files = {
        "deal": ("source_id,stage,opened_at", [f"d{n},{stage},2025-01-01" for n in numbers]),
        "person": ("source_id,kind,title", [f"p{n},contact,CFO" for n in numbers]),
        "activity": (
            "source_id,kind,direction,status,occurred_at",
            [f"t{n},call,unknown,held,2025-02-01" for n in numbers],
        ),
        "activity_deal": ("source_id,activity,deal", [f"l{n},t{n},d{n}" for n in numbers]),
        "activity_person": ("source_id,activity,person,part", [f"w{n},t{n},p{n},caller" for n in numbers]),
    }
    for name, (headings, rows) in files.items():
        (folder / f"{name}.csv").write_text("\n".join([headings, *rows, ""]), encoding="utf-8")


def describe_record(home: Path) -> dict[str, tuple[object, ...]]:
    """Rows and a digest of every table that the files fill."""
    engine = open_place(str(home / "record"), TABLES).engine()
    try:
        digest = "SELECT count(*), bit_xor(hash(t)) FROM {} t"
        return {name: engine.rows(digest.format(name))[0] for name in TOLD}
    finally:
        engine.close()


@pytest.mark.slow
def test_an_import_killed_at_200_moments_leaves_the_record_whole(tmp_path: Path, forker: Forker) -> None:
    write_files(tmp_path / "first", "Proposal", 40)
    write_files(tmp_path / "second", "Lost", 60)
    for path in (tmp_path / "second").iterdir():
        os.utime(path, (1_750_000_000, 1_750_000_000))
    base, after, home = (tmp_path / name for name in ("base", "after", "home"))
    forker.start(base, tmp_path / "first")
    assert forker.wait() == 0
    shutil.copytree(base, after)
    began = time.monotonic()
    forker.start(after, tmp_path / "second")
    assert forker.wait() == 0
    lasted = time.monotonic() - began
    before, done = describe_record(base), describe_record(after)
    assert before["deal"] != done["deal"]

    shutil.copytree(base, home)
    ends = {"before": 0, "after": 0}
    moments = random.Random(7)  # noqa: S311
    for _ in range(TRIALS):
        child = forker.start(home, tmp_path / "second")
        time.sleep(moments.uniform(0, 1.1 * lasted))
        os.kill(child, signal.SIGKILL)
        forker.wait()
        found = describe_record(home)
        assert found in (before, done)
        ends["after" if found == done else "before"] += 1
        if found == done:
            shutil.rmtree(home)
            shutil.copytree(base, home)
    assert ends["before"] > TRIALS / 4

    forker.start(home, tmp_path / "second")
    assert forker.wait() == 0
    assert describe_record(home) == done
    assert not (home / "work").exists()
    assert {path.name for path in (home / "kept").iterdir()} == {path.name for path in (after / "kept").iterdir()}
