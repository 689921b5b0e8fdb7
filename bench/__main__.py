"""Prints the figures that the README quotes: all of them, or those of the parts named."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.asking import print_asking
from bench.importing import print_import
from bench.one_deal import print_one_deal
from bench.silence import print_silence
from bench.turn import print_turn

#: what `python -m bench` prints; `forensics` takes hours and is asked for by its name
PARTS = ("import", "signals", "deal", "silence", "turn")
ALONE = "forensics"


def main(arguments: Sequence[str]) -> int:
    """Runs the named parts in a scratch folder, where records that were made before are used again."""
    given = _read_arguments(arguments)
    given.scratch.mkdir(parents=True, exist_ok=True)
    assay = str(Path(sys.executable).with_name("assay"))
    for part in given.parts or PARTS:
        if part == "import":
            print_import(given.scratch, assay)
        elif part == "signals":
            print_asking(given.scratch)
        elif part == "deal":
            print_one_deal(given.scratch, assay)
        elif part == "silence":
            print_silence()
        elif part == "turn":
            print_turn()
        else:
            from bench.forensics import print_forensics  # needs Polars, which the others do without

            print_forensics(given.scratch, assay, given.sizes, given.pandas)
    return 0


def _read_arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)} and {ALONE}; by default all but {ALONE}")
    parser.add_argument("--scratch", type=Path, default=Path(".bench"), help="where records are made and kept")
    parser.add_argument(
        "--sizes",
        type=_read_sizes,
        default=(10_000, 100_000, 1_000_000),
        help="deals asked about, such as 10000,100000",
    )
    parser.add_argument("--pandas", type=int, default=100_000, help="deals that pandas is asked about")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - {*PARTS, ALONE}:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; the parts are {', '.join((*PARTS, ALONE))}")
    return given


def _read_sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.split(","))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
