"""What coding costs: 10,000 notes, and e-mails with what they quote, each as a process of its own with one thread.

And how long the first text of a fresh process takes, in a home that keeps nothing yet and in one that does.
`python -m bench.words.coding_speed` measures all, with `first` the first text alone; with `notes N`, `mails N` or
`first HOME` it does the work that is measured.
"""

import random
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from statistics import median

from assay.store.home import Home
from assay.words.coding import open_coder
from assay.words.coding.code import NOTHING
from assay.words.coding.texts import Written, code_texts
from assay.words.coding.wordings import read_wordings
from bench.measuring import measure_part
from bench.words.halves import read_half

NOTES, MAILS, NIGHT_HOURS, NIGHT_MAILS = 10_000, 20_000, 10, 500_000
_AT_ONCE = 400
_FIRST, _TIMES = "the CFO joined late and asked for a business case", 5


def print_speed() -> None:
    """Wall and CPU time and peak memory, and what follows for a night."""
    for kind, count in (("notes", NOTES), ("mails", MAILS)):
        cost = measure_part("words.coding_speed", kind, str(count))
        rate = count / cost.wall * 3600
        print(f"{count:,} {kind}: {cost}, {rate:,.0f} an hour")
        if kind == "mails":
            print(f"  in a night of {NIGHT_HOURS} hours {rate * NIGHT_HOURS:,.0f} (wanted {NIGHT_MAILS:,})")
    print_first()


def print_first() -> None:
    """Wall time of the first text in a fresh process: both kinds of home in turn, each several times."""
    times: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as kept:
        measure_part("words.coding_speed", "first", kept)
        for _ in range(_TIMES):
            with tempfile.TemporaryDirectory() as fresh:
                for name, home in (("nothing kept", fresh), ("learned before", kept)):
                    times[name].append(measure_part("words.coding_speed", "first", home).wall)
    for name, found in times.items():
        told = f"median {median(found):.1f} s ({min(found):.1f} to {max(found):.1f}, {_TIMES} times)"
        print(f"a first text in a fresh process, {name}: {told}")


def make_notes(count: int) -> list[Written]:
    """Notes of two to four sentences, every one different; one sentence in three gives a reason."""
    dice = random.Random(7)  # noqa: S311 - the same notes each time
    reasons = [str(item["text"]) for item in read_half("statements", "open")]
    plain = read_wordings()[NOTHING]
    found = []
    for number in range(count):
        lines = [dice.choice(plain) for _ in range(dice.randint(1, 3))]
        lines.insert(dice.randrange(len(lines) + 1), dice.choice(reasons))
        found.append(Written(f"{' '.join(lines)} Ref {number}."))
    return found


def make_mails(count: int) -> list[Written]:
    """E-mails of five to nine sentences with a quoted message and a signature; one in eight gives a reason."""
    dice = random.Random(11)  # noqa: S311
    reasons = [str(item["text"]) for item in read_half("statements", "open")]
    plain = read_wordings()[NOTHING]
    found = []
    for number in range(count):
        lines = [dice.choice(plain) for _ in range(dice.randint(5, 9))]
        if dice.random() < 1 / 8:
            lines.insert(dice.randrange(len(lines)), dice.choice(reasons))
        quoted = "\n".join(f"> {dice.choice(plain)}" for _ in range(6))
        text = f"Hello {number},\n\n{' '.join(lines)}\n\nBest regards,\nAnn\n\nOn Monday Tom wrote:\n{quoted}\n"
        found.append(Written(text, is_message=True))
    return found


def code_first(home: str) -> None:
    """Codes one text as the first that a process does."""
    (marks,) = code_texts(open_coder(Home(Path(home), {})), [Written(_FIRST, is_answer=True)])
    print(f"{len(marks)} passages")


def work(kind: str, count: int) -> None:
    """Codes so many texts, none of them seen before."""
    texts = make_notes(count) if kind == "notes" else make_mails(count)
    with tempfile.TemporaryDirectory() as folder:
        coder = open_coder(Home(Path(folder), {}))
        marks = sum(
            len(found) for at in range(0, count, _AT_ONCE) for found in code_texts(coder, texts[at : at + _AT_ONCE])
        )
    print(f"{marks} passages")


if __name__ == "__main__":
    if sys.argv[1:] == ["first"]:
        print_first()
    elif len(sys.argv) == 3 and sys.argv[1] == "first":
        code_first(sys.argv[2])
    elif len(sys.argv) == 3:
        work(sys.argv[1], int(sys.argv[2]))
    else:
        print_speed()
