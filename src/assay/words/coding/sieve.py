"""The cheap filter before the model: whether a passage may say anything about a reason, by its words alone."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from assay.words.coding.wording import WORDS, Learned, Scores, Wording, make_reader, write_wording

#: chosen on the open half of the labelled statements; bench-words measures on the sealed one how many pass
THRESHOLD = 0.1


def learn_sieve(texts: Sequence[str], gives_reason: Sequence[bool]) -> Learned:
    """Solves for the weight of each word, from sentences that give a reason and sentences that give none."""
    reader = make_reader(WORDS)
    told = reader.fit_transform(texts)
    targets = np.where(gives_reason, 1.0, -1.0)
    # both kinds weigh the same, however many sentences there are of each
    share = np.where(gives_reason, np.mean(gives_reason), 1 - np.mean(gives_reason))
    kernel = (told @ told.T).toarray()
    kernel[np.diag_indices_from(kernel)] += 0.3 * 2 * share
    return write_wording(reader, told.T @ np.linalg.solve(kernel, targets))


class Sieve:
    """learned: what `learn_sieve` found (KeyError or ValueError else); thousands of passages a second."""

    def __init__(self, learned: Learned) -> None:
        self._words = Wording(WORDS, learned)

    def score(self, texts: Sequence[str]) -> Scores:
        """One number a text, the higher the likelier it gives a reason; 0 where no word is known."""
        return self._words.score(texts)

    def passes(self, texts: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Which of the texts the model should look at. Text whose words are all unknown passes."""
        if not texts:
            return np.zeros(0, dtype=np.bool_)
        return np.asarray(self.score(texts) >= THRESHOLD)
