"""Progress bars of an import, on a terminal; elsewhere nothing is shown."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Progress:
    """What the steps of an import report to."""

    def read(self, done: int, total: int, what: str) -> None:
        """Bytes read so far, of all, and the file at hand."""

    def map(self, name: str) -> None:
        """The file that is being mapped."""

    def land(self) -> None:
        """The rows are being compared with the record."""

    def write(self, done: int, total: int, name: str) -> None:
        """Tables written so far, of all, and the one at hand."""

    def publish(self) -> None:
        """All is written and is about to count. What this or any other step raises leaves the record untouched."""


class _Shown(Progress):
    def __init__(self, bars: "Bars") -> None:
        self._bars = bars
        self._task: TaskID = bars.add_task("reading", total=None)

    def read(self, done: int, total: int, what: str) -> None:
        self._bars.update(self._task, description=f"reading {what}", completed=done, total=total)

    def map(self, name: str) -> None:
        self._bars.update(self._task, description=f"mapping {name}", completed=0, total=None)

    def land(self) -> None:
        self._bars.update(self._task, description="comparing with the record", completed=0, total=None)

    def write(self, done: int, total: int, name: str) -> None:
        self._bars.update(self._task, description=f"writing {name}", completed=done, total=total)


@contextmanager
def show_progress() -> Iterator[Progress]:
    """Bars on stderr while the block runs, if that is a terminal."""
    if not sys.stderr.isatty():
        yield Progress()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bars

    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        yield _Shown(bars)
