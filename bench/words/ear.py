"""The ear beside the labels: answers, questions and messages, with intervals, beside its own lists of phrases alone.

`python -m bench.words.ear` reads the sealed half; `open` as an argument reads the open half, on which the weights were
fitted, so that its figures say nothing of quality. Precision and recall carry Wilson's 95 % interval.
"""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from assay.words.ear import hear_answer, hear_message, hear_question
from assay.words.ear.answer_signs import EMPTY, find_signs
from assay.words.ear.answers import KINDS
from assay.words.ear.folding import fold_text, list_words, split_sentences
from assay.words.ear.message_signs import FAULTS as MESSAGE_FAULTS
from assay.words.ear.message_signs import PARTS, find_breaks
from assay.words.ear.model import Embeds
from assay.words.ear.question_signs import FAULTS as QUESTION_FAULTS
from assay.words.ear.question_signs import find_loaded, read_forms
from assay.words.embedding import open_embedder
from assay.words.text import mask_text
from bench.words.halves import read_half
from bench.words.labels import has_fault
from bench.words.shares import tell_share

Flags = npt.NDArray[np.bool_]
Scores = npt.NDArray[np.float64]
Item = dict[str, Any]

#: edges of the bins of length, in words, within which answers are compared
BINS = (6, 12, 20, 35)
_DRAWS = 1_000


@dataclass(frozen=True)
class Judged:
    """One label over all items: said by the ear, said by the lists alone, and true."""

    label: str
    said: Flags
    listed: Flags
    true: Flags

    def lines(self) -> Iterator[str]:
        yield f"  {self.label:13} ear   {_rate(self.said, self.true)}"
        yield f"  {'':13} lists {_rate(self.listed, self.true)}"


def _rate(said: Flags, true: Flags) -> str:
    both = int((said & true).sum())
    return f"precision {tell_share(both, int(said.sum())):29} recall {tell_share(both, int(true.sum()))}"


def rank_within(scores: Scores, true: Flags, bins: npt.NDArray[np.int64]) -> float:
    """The share of pairs of one bin, one true and one not, in which the true one scores higher; ties count half."""
    won = pairs = 0.0
    for one in np.unique(bins):
        high, low = scores[(bins == one) & true], scores[(bins == one) & ~true]
        won += float((high[:, None] > low).sum() + 0.5 * (high[:, None] == low).sum())
        pairs += high.size * low.size
    return won / pairs if pairs else float("nan")


def _tell_rank(name: str, scores: Scores, true: Flags, bins: npt.NDArray[np.int64]) -> str:
    """The ranking over all pairs and within bins, each with a bootstrap interval over the answers."""
    dice = np.random.default_rng(5)
    told = []
    for within in (np.zeros_like(bins), bins):
        drawn = []
        for _ in range(_DRAWS):
            at = dice.integers(0, len(true), len(true))
            drawn.append(rank_within(scores[at], true[at], within[at]))
        low, high = np.nanquantile(drawn, (0.025, 0.975))
        told.append(f"{rank_within(scores, true, within):.2f} ({low:.2f} to {high:.2f})")
    return f"  {name:28} all pairs {told[0]}   pairs of like length {told[1]}"


def judge_answers(items: Sequence[Item], embedder: Embeds) -> list[str]:
    """Kinds of answers, and whether vagueness is heard where length tells nothing."""
    heard = [hear_answer(item["answer"], item["question"], embedder) for item in items]
    true = [item["label"] for item in items]
    listed = [_list_kind(item["answer"]) for item in items]
    lines = [
        f"answers, n = {len(items)}: kind right {_agree([one.kind for one in heard], true)}",
        f"  lists alone: kind right {_agree(listed, true)}",
    ]
    for kind in KINDS:
        flags = (np.array([one == kind for one in told]) for told in ([h.kind for h in heard], listed, true))
        lines += Judged(kind, *flags).lines()
    empty = np.array([kind != "substantive" for kind in true])
    vague = np.array([kind == "vague" for kind in true])
    chances = np.array([1 - h.chances.get("substantive", 1.0) for h in heard])
    words = np.array([len(list_words(fold_text(item["answer"]))) for item in items])
    bins = np.digitize(words, BINS)
    own = np.array([float(kind != "substantive") for kind in listed])
    lines.append("  saying little against substantive, AUC; length in words by itself for comparison")
    lines.append(_tell_rank("ear", chances, empty, bins))
    lines.append(_tell_rank("lists alone", own, empty, bins))
    lines.append(_tell_rank("fewer words", -words.astype(float), empty, bins))
    pair = vague | ~empty
    lines.append("  vague against substantive, AUC")
    lines.append(_tell_rank("ear", chances[pair], vague[pair], bins[pair]))
    lines.append(_tell_rank("fewer words", -words[pair].astype(float), vague[pair], bins[pair]))
    lines += _tell_calibration(chances, empty)
    return lines


def _agree(told: list[str], true: list[str]) -> str:
    return tell_share(sum(a == b for a, b in zip(told, true, strict=True)), len(true))


def _tell_passed(told: list[set[str]], is_open: Flags) -> str:
    passed = np.array([not faults for faults in told])
    return tell_share(int((is_open & passed).sum()), int(is_open.sum()))


def _tell_calibration(chances: Scores, true: Flags) -> Iterator[str]:
    for low, high in ((0.0, 0.2), (0.2, 0.8), (0.8, 1.01)):
        within = (chances >= low) & (chances < high)
        if within.any():
            yield (
                f"  said {low:.0%} to {min(high, 1):.0%} (mean {chances[within].mean():.0%}): "
                f"true {tell_share(int(true[within].sum()), int(within.sum()))}"
            )


def _list_kind(answer: str) -> str:
    counts = dict.fromkeys(KINDS, 0)
    for sign in find_signs(answer):
        if sign.shows in EMPTY and sign.shows != "hedge":
            counts[EMPTY[sign.shows]] += 1
    most = max(("vague", "evasive", "polite"), key=lambda kind: counts[kind])
    return most if counts[most] else "substantive"


def judge_questions(items: Sequence[Item], embedder: Embeds) -> list[str]:
    """Faults of questions, how many open ones pass, and whether the rewordings hold what they promise."""
    heard = [hear_question(item["text"], embedder) for item in items]
    said = [{fault.fault for fault in one.faults} for one in heard]
    listed = [_list_faults(item["text"]) for item in items]
    true = [set(item["faults"]) for item in items]
    is_open = np.array([not faults for faults in true])
    lines = [
        f"questions, n = {len(items)}: open ones passed {_tell_passed(said, is_open)}"
        f"  lists alone {_tell_passed(listed, is_open)}"
    ]
    judged = Judged("any fault", *(np.array([bool(one) for one in told]) for told in (said, listed, true)))
    lines += judged.lines()
    for fault in QUESTION_FAULTS:
        lines += Judged(fault, *(np.array([fault in one for one in told]) for told in (said, listed, true))).lines()
    return lines + _judge_rewordings(items, heard, embedder)


def _judge_rewordings(items: Sequence[Item], heard: Sequence[Any], embedder: Embeds) -> list[str]:
    pairs = [(item["text"], text) for item, one in zip(items, heard, strict=True) for text in one.rewordings]
    opened = sum(hear_question(text, embedder).is_open for _, text in pairs)
    kept = sum(bool(_stems(asked) & _stems(text)) for asked, text in pairs)
    return [
        f"  rewordings: open by the ear itself {tell_share(opened, len(pairs))}   "
        f"with a word of the matter {tell_share(kept, len(pairs))}"
    ]


def _stems(text: str) -> set[str]:
    plain = {
        "what",
        "would",
        "your",
        "with",
        "that",
        "have",
        "this",
        "they",
        "about",
        "decision",
        "could",
        "when",
        "which",
    }
    return {word[:5] for word in list_words(fold_text(text)) if len(word) > 3 and word not in plain}


def _list_faults(text: str) -> set[str]:
    found = {sign.shows for sign in find_loaded(text)}
    forms = [form for _, form in read_forms(text, "en")]
    if any(form.is_closed for form in forms):
        found.add("closed")
    if sum(len(set(form.asks + form.closed)) for form in forms) > 1:
        found.add("double")
    return found


def judge_messages(items: Sequence[Item], embedder: Embeds) -> list[str]:
    """Sentences that break a message, whole messages that pass, and missing parts."""
    heard = [hear_message(item["text"], "letter", embedder) for item in items]
    rows: dict[str, list[tuple[bool, bool, bool]]] = {fault: [] for fault in MESSAGE_FAULTS}
    for item, one in zip(items, heard, strict=True):
        own = mask_text(item["text"], is_message=True)
        for piece in split_sentences(own):
            listed = {sign.shows for sign in find_breaks(piece, own)}
            for fault in MESSAGE_FAULTS:
                said = any(f.fault == fault and f.start == piece.start for f in one.faults)
                rows[fault].append((said, fault in listed, has_fault(item, fault, piece.text)))
    clean = [one for item, one in zip(items, heard, strict=True) if not item["faults"]]
    lines = [
        f"messages, n = {len(items)} with {len(rows['resells'])} sentences: "
        f"messages without a fault passed {tell_share(sum(not one.faults for one in clean), len(clean))}"
    ]
    told = np.array([rows[fault] for fault in MESSAGE_FAULTS], dtype=bool)  # (faults, sentences, 3)
    for label, flags in (("any fault", told.any(axis=0)), *zip(MESSAGE_FAULTS, told, strict=True)):
        lines += Judged(label, flags[:, 0], flags[:, 1], flags[:, 2]).lines()
    for part in PARTS:
        lacking = np.array([any(missing.part == part for missing in one.missing) for one in heard])
        labelled = np.array([part in item["missing"] for item in items])
        lines.append(f"  no {part:10} ear   {_rate(lacking, labelled)}")
    return lines


def time_hearing(half: str, embedder: Embeds) -> list[str]:
    """Milliseconds of each function, the model being open: median, 95th percentile, most."""
    work: list[tuple[str, Callable[[Item], object], list[Item]]] = [
        ("answer", lambda item: hear_answer(item["answer"], item["question"], embedder), read_half("answers", half)),
        ("question", lambda item: hear_question(item["text"], embedder), read_half("questions", half)),
        ("message", lambda item: hear_message(item["text"], "letter", embedder), read_half("messages", half)),
        (
            "message of 200 pages",
            lambda item: hear_message(item["text"] * 2_000, "letter", embedder),
            read_half("messages", half)[:3],
        ),
    ]
    lines = []
    for name, hear, items in work:
        hear(items[0])
        taken = []
        for item in items:
            begun = time.perf_counter()
            hear(item)
            taken.append((time.perf_counter() - begun) * 1000)
        lines.append(
            f"  {name:21} median {np.median(taken):6.0f} ms   95 % {np.quantile(taken, 0.95):6.0f} ms"
            f"   most {max(taken):6.0f} ms"
        )
    return lines


def main(arguments: list[str]) -> int:
    """Print every figure for one half."""
    half = "open" if "open" in arguments else "sealed"
    begun = time.perf_counter()
    embedder = open_embedder({})
    loaded = time.perf_counter() - begun
    print(f"The ear, {half} half{' (the weights were fitted on it)' if half == 'open' else ''}, with {embedder.id}")
    for name, judge in (("answers", judge_answers), ("questions", judge_questions), ("messages", judge_messages)):
        print("\n".join(judge(read_half(name, half), embedder)))
    print(f"time, one thread, model opened once in {loaded:.1f} s")
    print("\n".join(time_hearing(half, embedder)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
