"""Twenty people at once on the pages of 100,000 deals with 5 million activities: python -m bench.web

The company, its run and what pages read of it are made once and kept. `assay serve` runs as a process of its own, with
the workers that it starts; the load comes from this process, on the same processors.
"""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bench.asking import ACTIVITIES, DEALS, make_record
from bench.measuring import measure, spent
from bench.web_load import MIX, Browser, Seen, choose_pages, find_patterns, load_server, weigh_page

TARGET_MS = 300
TARGET_WEIGHT = 300_000
_PATIENCE = 120.0


def make_home(scratch: Path, assay: str) -> Path:
    """A home with the record, a run, and what pages read; each made where it is not there yet."""
    home = make_record(scratch, DEALS).parent
    environment = {"ASSAY_HOME": str(home)}
    measure([assay, "run"], environment)  # one that stands already is found to
    return home


def read_people(home: Path) -> list[dict[str, Any]]:
    """People to load the server with, made by a process of its own, so that this one stays free of Django."""
    done = subprocess.run(  # noqa: S603 (the command is written here)
        [sys.executable, "-m", "bench.web_people", str(home.resolve())], stdout=subprocess.PIPE, check=True
    )
    return list(json.loads(done.stdout))


@contextmanager
def serving(home: Path, assay: str) -> Iterator[tuple[str, int]]:
    """The address of a server on that home, and its process. Ended afterwards with all it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "ASSAY_URL")}
    with tempfile.TemporaryFile() as said:
        server = subprocess.Popen(  # noqa: S603 (the command is written here)
            [assay, "serve", "--port", str(port)],
            env={**environment, "ASSAY_HOME": str(home)},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(address)
            yield address, server.pid
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
            said.seek(0)
            sys.stdout.write(said.read().decode("utf-8", "replace"))


def _wait_for(address: str) -> None:
    before = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=10):  # noqa: S310 (http by construction)
                return
        except OSError:
            if time.monotonic() > before:
                raise
            time.sleep(0.3)


def read_spent(root: int) -> dict[str, float]:
    """CPU seconds so far of the processes that `root` has started: those that make pages, and the others."""
    parents, cost, command = {}, {}, {}
    for task in Path("/proc").glob("[0-9]*"):
        try:
            fields = (task / "stat").read_text().rsplit(")", 1)[1].split()
            command[int(task.name)] = (task / "cmdline").read_text()
        except OSError:
            continue  # it has ended meanwhile
        parents[int(task.name)] = int(fields[1])
        cost[int(task.name)] = sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")
    found: dict[str, float] = {"pages": 0.0, "workers": 0.0}
    for pid in cost:
        above = pid
        while above in parents and above != root:
            above = parents[above]
        if above == root:
            found["pages" if "granian" in command[pid] else "workers"] += cost[pid]
    return found


def weigh_kinds(address: str, person: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Bytes of the first view of a page of each kind, for somebody who sees every deal."""
    browser = Browser(address)
    browser.sign_in(str(person["email"]), str(person["password"]))
    paths: dict[str, str] = {}
    for kind, path in choose_pages(person, find_patterns(browser), 0):
        paths.setdefault(kind, path)
        if len(paths) == len(MIX):
            break
    paths["deal list"], paths["patterns"] = "/deals/", "/patterns/"
    return {kind: weigh_page(browser, paths[kind]) for kind in MIX}


def print_load(seen: Sequence[Seen], weights: Mapping[str, int]) -> bool:
    """Prints a line for each kind of page; whether all that is to be reached was reached."""
    took: dict[str, list[float]] = defaultdict(list)
    slowest: dict[str, tuple[float, str]] = {}
    faults = [fault for one in seen for fault in one.faults]
    for one in seen:
        for kind, values in one.took.items():
            took[kind] += values
            slowest[kind] = max(slowest.get(kind, (0.0, "")), one.slowest[kind])
    print(f"  {'':<18}{'p50':>8}{'p95':>8}{'max':>8}{'n':>7}{'errors':>8}{'first view':>12}")
    for kind in sorted(took, key=lambda kind: (kind.partition(":")[0] not in MIX, kind)):
        p50, p95, most = (1000 * find_quantile(took[kind], share) for share in (0.5, 0.95, 1.0))
        wrong = sum(1 for where, _ in faults if where == kind)
        weight = f"{weights[kind] / 1000:,.0f} KB" if kind in weights else ""
        print(f"  {kind:<18}{p50:>5.0f} ms{p95:>5.0f} ms{most:>5.0f} ms{len(took[kind]):>7}{wrong:>8}{weight:>12}")
    print(f"  to reach: p95 {TARGET_MS} ms, no errors, {TARGET_WEIGHT // 1000} KB with all scripts and styles")
    for kind in MIX:
        if kind in slowest:
            print(f"  slowest {kind}: {slowest[kind][1]} ({1000 * slowest[kind][0]:.0f} ms)")
    for kind, what in faults[:10]:
        print(f"  fault, {kind}: {what}")
    quick = all(1000 * find_quantile(took[kind], 0.95) <= TARGET_MS for kind in took)
    return quick and not faults and max(weights.values()) <= TARGET_WEIGHT


def find_quantile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that no more than 1 - share of them exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def main(arguments: Sequence[str]) -> int:
    """Prints the figures; 1 when something to be reached was not."""
    parser = argparse.ArgumentParser(prog="python -m bench.web", description=__doc__)
    parser.add_argument("--scratch", type=Path, default=Path(".bench"), help="where the company is made and kept")
    parser.add_argument("--home", type=Path, help="a copy of a home with a run; people for measuring are added to it")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between a person's pages")
    given = parser.parse_args(arguments)
    assay = str(Path(sys.executable).with_name("assay"))
    given.scratch.mkdir(parents=True, exist_ok=True)
    home = given.home or make_home(given.scratch, assay)
    people = read_people(home)
    with serving(home.resolve(), assay) as (address, server):
        weights = weigh_kinds(address, people[-1])
        before, own = read_spent(server), spent()
        seen = load_server(address, people, given.seconds, given.pause)
        after, own = read_spent(server), spent() - own
    deals = "" if given.home else f", on {DEALS:,} deals with {DEALS * ACTIVITIES:,} activities"
    print(f"\n{len(people)} people at once, {given.pause:g} s between pages, {given.seconds:g} s{deals}")
    is_reached = print_load(seen, weights)
    pages, workers = (after[kind] - before[kind] for kind in ("pages", "workers"))
    print(f"  CPU: pages {pages:.1f} s, workers {workers:.1f} s, the load {own:.1f} s, of {os.cpu_count()} processors")
    return 0 if is_reached else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
