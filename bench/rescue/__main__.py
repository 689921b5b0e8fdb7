"""Prints how fast and how right the open deals in the same situation are found; ends with 1 where it falls short.

`python -m bench.rescue [speed] [quality] [secrecy]`
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bench.rescue.quality import print_quality
from bench.rescue.secrecy import report
from bench.rescue.speed import TARGETS, print_speed

PARTS = ("speed", "quality", "secrecy")


def main(arguments: Sequence[str]) -> int:
    """Runs the named parts, by default all."""
    parser = argparse.ArgumentParser(prog="python -m bench.rescue", description=__doc__)
    parser.add_argument("parts", nargs="*", help=f"of {', '.join(PARTS)}; by default all")
    parser.add_argument("--open", type=int, action="append", help="open deals of the timed home; may be given again")
    parser.add_argument("--deals", type=int, default=2_000, help="deals of the history whose truth is known")
    parser.add_argument("--seed", type=int, default=1, help="by which that is drawn")
    parser.add_argument("--scratch", type=Path, default=Path(".bench/rescue"), help="where homes are made")
    given = parser.parse_args(arguments)
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    parts = given.parts or PARTS
    given.scratch.mkdir(parents=True, exist_ok=True)
    told = []
    if "speed" in parts:
        told.append(print_speed(given.scratch, tuple(given.open or TARGETS)))
    if "quality" in parts:
        told.append(print_quality(given.scratch, given.deals, given.seed))
    if "secrecy" in parts:
        print(report("sealed"))
    return 0 if all(told) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
