"""Texts to codes: rules for reasons from lists, the filter, then likeness to what is known; abstains under a margin."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock

import numpy as np

from assay.store.home import Home
from assay.words.coding.code import Choice, Code
from assay.words.coding.courtesy import leave_out_courtesy
from assay.words.coding.denials import leave_out_denied
from assay.words.coding.models import Lessons, open_models
from assay.words.coding.naming import write_name
from assay.words.coding.praise import DOUBT, THRESHOLD, cut_at_but
from assay.words.coding.rules import find_listed
from assay.words.coding.speakers import leave_out_speaker
from assay.words.coding.themes import Ranked
from assay.words.coding.wording import Scores
from assay.words.coding.wordings import list_lessons, list_themes
from assay.words.embedding import Embedder, Vectors, VectorStore, open_embedder
from assay.words.taxonomy import Taxonomy, load_taxonomy
from assay.words.text import guess_language

#: vectors of the shipped lessons, made by `python tools/lessons.py`
SHIPPED = Path(__file__).parent / "lessons.npz"

#: All were chosen on the open half of the labelled statements, and measured on the sealed one.
#: A first choice that goes before the second by this much is coded; else a person gets three choices.
MARGIN = 0.09
#: Of a first choice that is less likely right than not, a person gets three choices too.
_LIKELY = 0.5
#: Turns scores into shares that are right as often as they say.
_SHARPNESS = 1 / 0.06
#: Of a text that nobody gave as a reason: from here on it says something about one.
_SAYS_SOMETHING = 0.55
#: and from here on, where it is praise beyond doubt
_PRAISES_SOMETHING = -0.2
#: A driver that goes before the second by this much is taken even where the words may be praise.
_IN_SPITE = 0.25

_BATCH = 256
_PRAISED, _DOUBTED = "for", "doubted"


class Coder:
    """Codes texts by one taxonomy and one embedder. Loading takes seconds, so keep it.

    learned: the folder that keeps what was learned from the lessons for the next process.
    """

    def __init__(self, taxonomy: Taxonomy, embedder: Embedder, store: VectorStore, learned: Path) -> None:
        self.taxonomy, self._embedder = taxonomy, embedder
        self.id = write_name(embedder.id, taxonomy)
        self._codes = [driver.code for driver in taxonomy.in_use]
        texts, labels = list_lessons(taxonomy)
        themes, vectors = list_themes(texts, labels, taxonomy), store.embed(embedder, texts)
        self._models = open_models(Lessons(self.id, texts, labels, themes, vectors, self._codes), learned)
        self.sieve, self.note = self._models.sieve, embedder.note

    def code_reasons(self, texts: Sequence[str]) -> list[Code]:
        """Codes of texts that somebody gave as a reason: what a list names by rule, all else by the model."""
        return self._code(texts, given=True)

    def code_passages(self, texts: Sequence[str]) -> list[Code]:
        """Codes of passages of notes, messages and talk, most of which give no reason and then say nothing."""
        return self._code(texts, given=False)

    def _code(self, texts: Sequence[str], *, given: bool) -> list[Code]:
        languages = [guess_language(text) for text in texts]
        codes = [Code("", None, "model", 0, 0, (), language, True) for language in languages]
        listed = [find_listed(text) if given else () for text in texts]
        plain = [leave_out_courtesy(leave_out_speaker(text)) for text in texts]
        asked = []
        passes = np.ones(len(texts), dtype=np.bool_) if given else self.sieve.passes(plain)
        for at in range(len(texts)):
            named = tuple(dict.fromkeys(self._read(code) for code in listed[at]))
            if named and all(named):
                codes[at] = self._write_listed(named, languages[at])
            elif passes[at] and any(letter.isalnum() for letter in plain[at]):
                asked.append(at)
        for start in range(0, len(asked), _BATCH):
            part = asked[start : start + _BATCH]
            some = [leave_out_denied(plain[at]) for at in part]
            vectors = Vectors(self._embedder.id, self._embedder.embed(some))
            scores = self._models.drivers.score(some, vectors)
            reason = self._models.reasons.score(some, vectors)
            themes = self._models.themes.rank(some, vectors)
            tones = self._hear(some, [languages[at] for at in part])
            for row, at in enumerate(part):
                least = _PRAISES_SOMETHING if tones[row] == _PRAISED else _SAYS_SOMETHING
                if given or reason[row, 1] - reason[row, 0] >= least:
                    codes[at] = self._write(scores[row], languages[at], themes[row], tones[row])
        return codes

    def _hear(self, texts: Sequence[str], languages: Sequence[str]) -> list[str]:
        """The tone of each text, as in Code, or _DOUBTED; only English is heard."""
        parts = [cut_at_but(text) for text in texts]
        first, last = (self._models.praise.score([pair[end] for pair in parts]) >= THRESHOLD for end in (0, 1))
        tones = [
            _PRAISED if score >= THRESHOLD else _DOUBTED if score >= DOUBT else ""
            for score in self._models.praise.score(texts)
        ]
        for at, (_before, after) in enumerate(parts):
            if after and first[at] != last[at]:
                tones[at] = "mixed"
        return [tone if language == "en" else "" for tone, language in zip(tones, languages, strict=True)]

    def _read(self, code: str) -> str:
        """The code in use for one of the rules; empty where a taxonomy of the user's own has none."""
        now = self.taxonomy.read_code(code)
        return now[0] if len(now) == 1 else ""

    def _write_listed(self, named: tuple[str, ...], language: str) -> Code:
        driver = self.taxonomy.by_code[named[0]]
        choices = tuple(Choice(code, 1 / len(named)) for code in named[:3])
        if len(named) > 1:
            return Code("", None, "rule", 0, 0, choices, language, note=f"names {len(named)} reasons")
        return Code(driver.code, driver.theme, "rule", 1, 1, choices, language)

    def _write(self, scores: Scores, language: str, theme: Ranked, tone: str) -> Code:
        order = np.argsort(-scores)
        shares = np.exp((scores - scores.max()) * _SHARPNESS)
        shares /= shares.sum()
        margin = float(scores[order[0]] - scores[order[1]])
        choices = tuple(Choice(self._codes[at], round(float(shares[at]), 4)) for at in order[:3])
        confidence, note = choices[0].score, self._note(language)
        if tone == _DOUBTED:
            tone, note = "", note or ("may be praise" if margin < _IN_SPITE else "")
        if margin < MARGIN or confidence < _LIKELY or note:
            told = theme.choose(None) if tone == _PRAISED else None
            return Code("", told, "model", confidence, margin, choices, language, note=note, tone=tone)
        first = self.taxonomy.by_code[choices[0].driver]
        told = theme.choose(None if tone == _PRAISED else first.theme)
        return Code(first.code, told, "model", confidence, margin, choices, language, tone=tone)

    def _note(self, language: str) -> str:
        """Why a text of this language is not coded by itself; empty where the model knows it or nobody says."""
        known = self._embedder.languages
        if not known or language in known or (language == "other" and len(known) > 2):
            return ""
        told = {"de": "German"}.get(language, "a language other than English")
        return f"in {told}, which the model does not know: only choices are offered"


def open_coder(home: Home) -> Coder:
    """The coder of this home's taxonomy and settings; one is kept open. Raises InputError as their readers do."""
    settings = tuple(sorted((name, value) for name, value in home.settings.items() if name.startswith("words_")))
    wanted = (load_taxonomy(home), settings)
    with _LOCK:
        if wanted not in _OPEN:
            store = VectorStore(home.path / "words", SHIPPED)
            coder = Coder(wanted[0], open_embedder(home.settings), store, home.learned)
            _OPEN.clear()
            _OPEN[wanted] = coder
        return _OPEN[wanted]


_LOCK = Lock()
_OPEN: dict[tuple[Taxonomy, tuple[tuple[str, str], ...]], Coder] = {}
