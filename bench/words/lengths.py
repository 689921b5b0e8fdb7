"""How long the answers of each label are: a reader of vagueness must not get by with counting words.

`python -m bench.words.lengths` prints mean and quartiles of words for each label, for all answers and for each half.
"""

import statistics

from bench.words.halves import read_half
from bench.words.labels import Item

MEASURES = ("mean", "first quartile", "median", "third quartile")


def measure_lengths(answers: list[Item]) -> dict[str, tuple[float, ...]]:
    """Label -> (mean, first quartile, median, third quartile) of the words of its answers."""
    words: dict[str, list[int]] = {}
    for item in answers:
        words.setdefault(str(item["label"]), []).append(len(str(item["answer"]).split()))
    return {label: (statistics.mean(each), *statistics.quantiles(each, n=4)) for label, each in sorted(words.items())}


def find_widest_gap(lengths: dict[str, tuple[float, ...]]) -> float:
    """The largest distance of a label's measure from the mean of that measure over the labels, as a share of it."""
    measures: list[list[float]] = [list(values) for values in zip(*lengths.values(), strict=True)]
    return max(abs(value / statistics.mean(values) - 1) for values in measures for value in values)


def main() -> None:
    """Print the measures."""
    opened, sealed = read_half("answers", "open"), read_half("answers", "sealed")
    for name, answers in (("all", opened + sealed), ("open", opened), ("sealed", sealed)):
        lengths = measure_lengths(answers)
        print(f"{name}: {len(answers)} answers, widest gap {find_widest_gap(lengths):.0%}")
        for label, values in lengths.items():
            print(
                f"  {label:12}"
                + "".join(f"{measure}: {value:.1f}  " for measure, value in zip(MEASURES, values, strict=True))
            )


if __name__ == "__main__":
    main()
