"""Prints the figures that the README quotes: all of them, or those of the parts named."""

import sys
from pathlib import Path

from bench.asking import print_asking
from bench.importing import print_import
from bench.one_deal import print_one_deal
from bench.silence import print_silence
from bench.turn import print_turn

PARTS = ("import", "signals", "deal", "silence", "turn")


def main(parts: list[str]) -> int:
    """Runs the named parts in a scratch folder of this checkout."""
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. The parts are {', '.join(PARTS)}.", file=sys.stderr)
        return 2
    scratch = Path(".bench")
    scratch.mkdir(exist_ok=True)
    assay = str(Path(sys.executable).with_name("assay"))
    for part in parts or PARTS:
        if part == "import":
            print_import(scratch, assay)
        elif part == "signals":
            print_asking(scratch)
        elif part == "silence":
            print_silence()
        elif part == "turn":
            print_turn()
        else:
            print_one_deal(scratch, assay)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
