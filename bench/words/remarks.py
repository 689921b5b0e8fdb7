"""Praise and blame: `python -m bench.words.remarks` reads the sealed half, with `open` as argument the open one.

Each remark is read as the sentence of a note or a call. Beside it stands how it was read when the driver alone said
whether a passage speaks for or against somebody.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from assay.store.home import Home
from assay.words.coding import Code, open_coder
from assay.words.coding.rival_sign import tell_sign
from assay.words.coding.speaking_of import Spoken
from bench.words.coding import Item, read_spoken
from bench.words.halves import read_half
from bench.words.shares import tell_share


def print_remarks(half: str) -> None:
    """How many remarks that praise us are read as such, and how many as a reason against us."""
    items = read_half("remarks", half)
    with tempfile.TemporaryDirectory() as folder:
        codes = open_coder(Home(Path(folder), {})).code_passages([str(item["text"]) for item in items])
    spoken = [read_spoken(code, item) for code, item in zip(codes, items, strict=True)]
    print(f"Remarks, {half} half: {len(items)}")
    praised = [item["polarity"] == "for" and item["about"] == "us" for item in items]
    told = [_praises_us(one) for one in spoken]
    both = sum(a and b for a, b in zip(praised, told, strict=True))
    print(f"  praise of us found {tell_share(both, sum(praised))}, rightly {tell_share(both, sum(told))}")
    against = sum(_blames_us(one) for one, is_praise in zip(spoken, praised, strict=True) if is_praise)
    before = sum(code.driver != "" for code, is_praise in zip(codes, praised, strict=True) if is_praise)
    print(f"  praise of us read as a reason against us {tell_share(against, sum(praised))}")
    print(f"  the same, by the driver alone {tell_share(before, sum(praised))}")
    _print_themes(items, codes, spoken)
    plain = [code.driver == "" for code, item in zip(codes, items, strict=True) if item["polarity"] == "unknown"]
    print(f"  questions and plain facts not coded into a driver {tell_share(sum(plain), len(plain))}")


def print_rivals(half: str) -> None:
    """How often the sign of what is said of a competitor is told, and how often rightly."""
    items = read_half("rivals", half)
    told = [tell_sign(str(item["text"])) for item in items]
    print(f"Said of competitors, {half} half: {len(items)}")
    for sign in ("for", "against"):
        labelled = [item["polarity"] == sign for item in items]
        found = [one == sign for one in told]
        both = sum(a and b for a, b in zip(labelled, found, strict=True))
        print(f"  {sign} found {tell_share(both, sum(labelled))}, rightly {tell_share(both, sum(found))}")


def _praises_us(one: Spoken) -> bool:
    return one.about == "us" and one.polarity == "for"


def _blames_us(one: Spoken) -> bool:
    return one.about == "us" and one.polarity == "against"


def _print_themes(items: Sequence[Item], codes: Sequence[Code], spoken: Sequence[Spoken]) -> None:
    read = [(item, one) for item, one in zip(items, spoken, strict=True) if one.driver or one.is_praise]
    for name in ("theme", "about", "polarity"):
        told = [(item[name], getattr(one, name)) for item, one in read if item["theme"] is not None]
        print(f"  {name} of those coded that have a theme {tell_share(sum(a == b for a, b in told), len(told))}")
    mixes = [code for item, code in zip(items, codes, strict=True) if item["theme"] == "product_mix"]
    mixed = sum(code.theme == "product_mix" for code in mixes)
    print(f"  remarks on the product mix that are given it {tell_share(mixed, len(mixes))}")


if __name__ == "__main__":
    asked = sys.argv[1] if len(sys.argv) > 1 else "sealed"
    print_remarks(asked)
    print_rivals(asked)
