"""Fits the weights of the ear (src/assay/words/ear/fitted.json) on the open half of the labelled sets and on examples.

`python -m bench.words.ear_fitting` chooses by cross-validation over the items of the open half how strongly the weights
are held back, softens the odds by the same left-out answers, and writes the file with the hash of what it learnt from.
`--check` says whether the file was made from the sets as they are. The sealed half is not read here.
"""

import hashlib
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from assay.words.ear import answer_signs, message_signs, question_signs
from assay.words.ear.answers import KINDS
from assay.words.ear.catalogue import list_catalogue
from assay.words.ear.folding import fold_text, list_words, split_sentences
from assay.words.ear.language import tell_language
from assay.words.ear.model import SIGNS_ALONE, Embeds, embed_text_plainly, turn_odds
from assay.words.embedding import open_embedder
from assay.words.text import mask_text
from bench.words.halves import read_half
from bench.words.labels import has_fault

Matrix = npt.NDArray[np.float64]
Fit = Callable[[Matrix, Matrix, Matrix, float], tuple[Matrix, Matrix]]

FILE = Path(__file__).parents[2] / "src/assay/words/ear/fitted.json"
EXAMPLES = Path(__file__).parent / "training"
_FOLDS = 10
_HELD = (1.0, 3.0, 10.0)
_VECTOR_SCALES = (1.0, 2.0)


@dataclass(frozen=True)
class Rows:
    """What is learnt from: signs (n, s), vectors (n, d), truth (n, labels) of 0 and 1; `group` is -1 for an example."""

    labels: tuple[str, ...]
    signs: Matrix
    vectors: Matrix
    truth: Matrix
    group: npt.NDArray[np.int64]
    weight: Matrix
    one_label: bool


def read_examples(name: str) -> list[dict[str, Any]]:
    """The examples beside the open half, one a line, as items of the set: for learning alone, in no figure."""
    lines = (EXAMPLES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    cut = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    if name == "answers":
        return [{"label": label, "question": question, "answer": answer} for label, question, answer in cut]
    told = [([] if said == "none" else said.split(","), text) for said, text in cut]
    if name == "questions":
        told += [([], probe) for probe in list_catalogue("en")]
        return [{"text": text, "faults": faults} for faults, text in told]
    return [{"text": text, "faults": [{"fault": f, "sentence": text} for f in faults]} for faults, text in told]


def hash_sets() -> str:
    """SHA-256 of everything that the weights are learnt from."""
    told = {name: [read_half(name, "open"), read_examples(name)] for name in ("answers", "questions", "messages")}
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def read_answers(embedder: Embeds) -> Rows:
    """Answers, each weighted so that within each length every kind weighs the same."""
    items = [(at, item) for at, item in enumerate(read_half("answers", "open"))]
    items += [(-1, item) for item in read_examples("answers")]
    signs = [
        answer_signs.count_figures(i["answer"], i.get("question", ""), answer_signs.find_signs(i["answer"]))
        for _, i in items
    ]
    truth = np.array([[float(item["label"] == label) for label in KINDS] for _, item in items])
    return Rows(
        KINDS,
        np.array(signs),
        _embed([item["answer"] for _, item in items], embedder),
        truth,
        np.array([group for group, _ in items]),
        _weigh_lengths([len(list_words(fold_text(item["answer"]))) for _, item in items], truth),
        one_label=True,
    )


def _weigh_lengths(lengths: list[int], truth: Matrix) -> Matrix:
    bins = np.digitize(lengths, (5, 10, 16, 25, 40))
    weight = np.ones(len(lengths))
    for one in set(bins.tolist()):
        within = bins == one
        share = (truth[within].sum(axis=0) + 1.0) / (within.sum() + truth.shape[1])
        weight[within] = 1.0 / (truth[within] @ share) / truth.shape[1]
    return np.minimum(weight, 4.0)


def read_questions(embedder: Embeds) -> Rows:
    """Questions with each of their faults."""
    items = [(at, item) for at, item in enumerate(read_half("questions", "open"))]
    items += [(-1, item) for item in read_examples("questions")]
    signs = []
    for _, item in items:
        text = item["text"]
        signs.append(
            question_signs.count_figures(
                text, question_signs.find_loaded(text), question_signs.read_forms(text, tell_language(text))
            )
        )
    truth = [[float(fault in item["faults"]) for fault in question_signs.FAULTS] for _, item in items]
    return Rows(
        question_signs.FAULTS,
        np.array(signs),
        _embed([item["text"] for _, item in items], embedder),
        np.array(truth),
        np.array([group for group, _ in items]),
        np.ones(len(items)),
        one_label=False,
    )


def read_messages(embedder: Embeds) -> Rows:
    """Sentences of messages with each of their faults; a message is one group."""
    rows: list[tuple[int, str, Matrix, list[float]]] = []
    items = [(at, item) for at, item in enumerate(read_half("messages", "open"))]
    items += [(-1, item) for item in read_examples("messages")]
    for group, item in items:
        text = mask_text(item["text"], is_message=True)
        for piece in split_sentences(text):
            truth = [float(has_fault(item, fault, piece.text)) for fault in message_signs.FAULTS]
            rows.append(
                (group, piece.text, message_signs.count_figures(piece, message_signs.find_breaks(piece, text)), truth)
            )
    return Rows(
        message_signs.FAULTS,
        np.array([signs for _, _, signs, _ in rows]),
        _embed([text for _, text, _, _ in rows], embedder),
        np.array([truth for *_, truth in rows]),
        np.array([group for group, *_ in rows]),
        np.ones(len(rows)),
        one_label=False,
    )


def _embed(texts: list[str], embedder: Embeds) -> Matrix:
    return np.array([embed_text_plainly(text, embedder) for text in texts])


def fit_linear(
    rows: Rows, at: npt.NDArray[np.bool_], held: float, scale: float
) -> tuple[Matrix, Matrix, Matrix, Matrix]:
    """Weights of the standardised signs and of the vector (labels, columns), centre and spread of the signs.

    The bias is the last column of the weights of the signs.
    """
    centre = rows.signs[at].mean(axis=0)
    spread = np.maximum(rows.signs[at].std(axis=0), 0.2)
    x = (rows.signs - centre) / spread
    if scale:
        x = np.hstack([x, rows.vectors * scale * 4])
    fitted = [_fit_label(x[at], column, rows.weight[at], held) for column in rows.truth[at].T]
    if rows.one_label:
        fitted = _fit_kinds(x[at], rows.truth[at], rows.weight[at], held)
    weights = np.array(fitted)
    n = rows.signs.shape[1]
    vector = weights[:, n:-1] * scale * 4 if scale else np.zeros((len(rows.labels), 0))
    return np.hstack([weights[:, :n], weights[:, -1:]]), vector, centre, spread


def _fit_label(x: Matrix, truth: Matrix, weight: Matrix, held: float) -> list[float]:
    from sklearn.linear_model import LogisticRegression

    balance = np.where(truth > 0, np.sqrt(len(truth) / max(1.0, 2 * truth.sum())), 1.0)
    model = LogisticRegression(C=held / 10, max_iter=3000)
    model.fit(x, truth, sample_weight=weight * balance)
    return [*model.coef_[0], float(model.intercept_[0])]


def _fit_kinds(x: Matrix, truth: Matrix, weight: Matrix, held: float) -> list[list[float]]:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=held / 10, max_iter=3000)
    model.fit(x, truth.argmax(axis=1), sample_weight=weight)
    return [[*row, float(bias)] for row, bias in zip(model.coef_, model.intercept_, strict=True)]


def apply_linear(rows: Rows, fitted: tuple[Matrix, Matrix, Matrix, Matrix]) -> Matrix:
    """The log odds of every row, shape (n, labels)."""
    weights, vector, centre, spread = fitted
    odds: Matrix = (rows.signs - centre) / spread @ weights[:, :-1].T + weights[:, -1]
    return odds + rows.vectors @ vector.T if vector.size else odds


def leave_out(rows: Rows, held: float, scale: float) -> Matrix:
    """The log odds of the open half's rows, each by weights that have not seen its group, shape (n open, labels)."""
    open_half = rows.group >= 0
    order = np.random.default_rng(7).permutation(int(rows.group.max()) + 1)
    fold = np.where(open_half, order[np.maximum(rows.group, 0)] % _FOLDS, -1)
    odds = np.zeros((len(rows.group), len(rows.labels)))
    for one in range(_FOLDS):
        out = fold == one
        odds[out] = apply_linear(rows, fit_linear(rows, ~out, held, scale))[out]
    return odds[open_half]


def measure_loss(rows: Rows, odds: Matrix, truth: Matrix) -> float:
    """Mean negative log likelihood of the truth."""
    if rows.one_label:
        shares = odds - np.logaddexp.reduce(odds, axis=1, keepdims=True)
        return float(-(truth * shares).sum() / len(truth))
    return float((np.logaddexp(0, odds) - truth * odds).sum() / len(truth))


def soften(rows: Rows, odds: Matrix, truth: Matrix) -> tuple[Matrix, Matrix]:
    """Factor and offset of each label's log odds (one factor, no offset, where one label holds) that fit best."""
    from scipy.optimize import minimize

    if rows.one_label:
        best = minimize(lambda p: measure_loss(rows, odds * np.exp(p[0]), truth), [0.0], method="Nelder-Mead")
        return np.full(len(rows.labels), np.exp(best.x[0])), np.zeros(len(rows.labels))
    factors, offsets = [], []
    for column in range(len(rows.labels)):
        x, y = odds[:, column], truth[:, column]
        best = minimize(
            lambda p, x=x, y=y: (
                (np.logaddexp(0, np.exp(p[0]) * x + p[1]) - y * (np.exp(p[0]) * x + p[1])).mean() + 0.005 * float(p @ p)
            ),
            [0.0, 0.0],
            method="Nelder-Mead",
        )
        factors.append(np.exp(best.x[0]))
        offsets.append(best.x[1])
    return np.array(factors), np.array(offsets)


def choose_thresholds(odds: Matrix, truth: Matrix) -> Matrix:
    """Per label the probability from which it is said: best F1 on left-out rows, held between 0.35 and 0.6."""
    chances = turn_odds(odds)
    found = []
    for column in range(truth.shape[1]):
        tried = np.arange(0.35, 0.61, 0.05)
        scores = [_score_f1(chances[:, column] >= one, truth[:, column] > 0) for one in tried]
        near = [one for one, score in zip(tried, scores, strict=True) if score >= max(scores) - 0.01]
        found.append(float(np.median(near)))
    return np.array(found)


def _score_f1(said: npt.NDArray[np.bool_], true: npt.NDArray[np.bool_]) -> float:
    both = (said & true).sum()
    return float(2 * both / max(1, said.sum() + true.sum()))


def fit_task(rows: Rows, *, with_vectors: bool) -> dict[str, Any]:
    """The weights of one task as they stand in the file."""
    scales = _VECTOR_SCALES if with_vectors else (0.0,)
    truth = rows.truth[rows.group >= 0]
    tried = [
        (measure_softened(rows, leave_out(rows, held, scale), truth), held, scale) for held in _HELD for scale in scales
    ]
    loss, held, scale = min(tried)
    odds = leave_out(rows, held, scale)
    factor, offset = soften(rows, odds, truth)
    thresholds = choose_thresholds(odds * factor + offset, truth)
    weights, vector, centre, spread = fit_linear(rows, np.ones(len(rows.group), dtype=bool), held, scale)
    print(f"  held {held}, scale {scale}, loss {loss:.3f}: {describe(rows, odds * factor + offset, truth, thresholds)}")
    return {
        "labels": list(rows.labels),
        "signs": _round(weights[:, :-1]),
        "bias": _round(weights[:, -1]),
        "vector": _round(vector),
        "centre": _round(centre),
        "spread": _round(spread),
        "softening": _round(factor),
        "offset": _round(offset),
        "thresholds": _round(thresholds),
    }


def measure_softened(rows: Rows, odds: Matrix, truth: Matrix) -> float:
    """The loss after softening, by which the strength of holding back is chosen."""
    factor, offset = soften(rows, odds, truth)
    return measure_loss(rows, odds * factor + offset, truth)


def describe(rows: Rows, odds: Matrix, truth: Matrix, thresholds: Matrix) -> str:
    """Precision and recall on left-out rows of the open half, per label."""
    said = np.eye(len(rows.labels))[odds.argmax(axis=1)] > 0 if rows.one_label else turn_odds(odds) >= thresholds
    parts = []
    for at, label in enumerate(rows.labels):
        both = (said[:, at] & (truth[:, at] > 0)).sum()
        parts.append(f"{label} {both}/{said[:, at].sum()} of {int(truth[:, at].sum())}")
    return "; ".join(parts)


def _round(values: Matrix) -> list[Any]:
    rounded: list[Any] = np.round(values, 4).tolist()
    return rounded


def main(arguments: list[str]) -> int:
    """Fit and write, or check; 1 where the file was made from other sets."""
    learnt_from = hash_sets()
    if "--check" in arguments:
        same: bool = json.loads(FILE.read_text(encoding="utf-8"))["learnt_from"]["sha256"] == learnt_from
        print("made from these sets" if same else "made from other sets: run python -m bench.words.ear_fitting")
        return 0 if same else 1
    embedder = open_embedder({})
    tasks = {}
    for task, read in (("answers", read_answers), ("questions", read_questions), ("messages", read_messages)):
        rows = read(embedder)
        print(f"{task}: {len(rows.group)} rows, {(rows.group >= 0).sum()} of the open half")
        tasks[task] = {SIGNS_ALONE: fit_task(rows, with_vectors=False), embedder.id: fit_task(rows, with_vectors=True)}
    about = {
        "made_by": "python -m bench.words.ear_fitting",
        "learnt_from": {"what": "bench/words/sets/*_open.yml and bench/words/training/*.txt", "sha256": learnt_from},
    }
    FILE.write_text(json.dumps({**about, "tasks": tasks}, separators=(",", ":")) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
