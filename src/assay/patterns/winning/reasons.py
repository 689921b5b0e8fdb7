"""What raises or lowers the score of one deal most: parts of a sum, and no causes."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.patterns.winning.snapshots import Snapshots
from assay.stats.additive import Score

Number = NDArray[np.float64]

#: named on either side, and a part of the log odds that is worth a word
_MOST, _WORTH = 3, 0.05


def list_reasons(score: Score, asked: Snapshots) -> tuple[list[list[dict[str, Any]]], list[list[dict[str, Any]]]]:
    """Of each row what raises its score and what lowers it, greatest first: column, value (a kind as its word), part.

    What a pair of columns adds together is told half of each.
    """
    _, parts, terms = score.add(asked.columns)
    by_column = np.zeros((len(parts), len(asked.names)))
    for place, term in enumerate(terms):
        for column in term:
            by_column[:, column] += parts[:, place] / len(term)
    order = np.argsort(-by_column, axis=1, kind="stable")
    raised = [_name(asked, row, by_column, order[row][:_MOST], 1) for row in range(len(parts))]
    lowered = [_name(asked, row, by_column, order[row][::-1][:_MOST], -1) for row in range(len(parts))]
    return raised, lowered


def _name(asked: Snapshots, row: int, parts: Number, places: NDArray[Any], way: int) -> list[dict[str, Any]]:
    told = []
    for place in places:
        part = float(parts[row, place])
        if part * way < _WORTH:
            continue
        name, value = asked.names[place], float(asked.values[row, place])
        shown: float | str | None = None if np.isnan(value) else round(value, 4)
        if shown is not None and asked.is_kind[place]:
            shown = asked.kinds[name][int(value)]
        told.append({"column": name, "value": shown, "part": round(part, 4)})
    return told
