"""Without any model: texts as counts of their words and of the beginnings and parts of words."""

from collections.abc import Sequence

import numpy as np

from assay.words.embedding.embedder import Rows, scale_rows

_SIZE = 2048


class WordCounts:
    """Compares wording, not meaning; needs nothing but scikit-learn, and knows no language."""

    id = f"word-counts-{_SIZE}@1"
    languages: tuple[str, ...] = ()
    note = "No model for meaning is used here: texts are compared by their words alone, which is right far less often."

    def embed(self, texts: Sequence[str]) -> Rows:
        """See Embedder."""
        from sklearn.feature_extraction.text import HashingVectorizer

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        told = {"n_features": _SIZE // 2, "alternate_sign": False, "strip_accents": "unicode"}
        words = HashingVectorizer(ngram_range=(1, 2), stop_words="english", **told)
        parts = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), **told)
        both = np.hstack([np.log1p(kind.transform(texts).toarray()) for kind in (words, parts)])
        return scale_rows(both.astype(np.float32))
